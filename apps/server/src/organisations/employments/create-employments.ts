import { createSealing } from '#platform/sealing.ts'
import type { EmploymentsDeps } from './deps.ts'
import { endEmployment } from './end-employment.ts'
import { endWithDeath } from './end-with-death.ts'
import { preparedFor, sentAhead, usePrepared } from './for-desk.ts'
import { forgetting } from './forget-prepared.ts'
import { listPrepared } from './list-prepared.ts'
import {
  prepareByFile,
  prepareOrder,
  sendCertificateAhead,
  sendDrafts,
  withdrawPrepared,
} from './prepare-orders.ts'

export type Employments = ReturnType<typeof createEmployments>

/** `key`: at least 32 secret bytes, from which the key that seals data about people is derived. */
export function createEmployments({
  key,
  ...rest
}: Omit<EmploymentsDeps, 'sealing'> & { readonly key: Uint8Array }) {
  const deps: EmploymentsDeps = { ...rest, sealing: createSealing(key, 'employments') }
  const forget = forgetting(deps)
  return {
    listPrepared: listPrepared(deps),
    prepareOrder: prepareOrder(deps),
    prepareByFile: prepareByFile(deps),
    sendCertificateAhead: sendCertificateAhead(deps),
    withdrawPrepared: withdrawPrepared(deps),
    sendDrafts: sendDrafts(deps),
    endEmployment: endEmployment(deps),
    /** For the desk: prepared orders of a visitor, the documents sent in advance, and their one use. */
    preparedFor: preparedFor(deps),
    sentAhead: sentAhead(deps),
    usePrepared: usePrepared(deps),
    jobs: [forget.handler],
    subscriptions: [endWithDeath(deps)],
    planForgetting: forget.plan,
  }
}
