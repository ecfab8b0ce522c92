import { createSealing } from '#platform/sealing.ts'
import {
  attachProof,
  changeApplication,
  draftApplication,
  listApplications,
  sendApplication,
  viewApplication,
  withdrawApplication,
} from './apply.ts'
import { decideApplication, listQueue, viewProof, viewQueued } from './decide.ts'
import type { RegistrarsDeps } from './deps.ts'
import { endsWithOthers, lapses } from './follow-agreements.ts'
import { forgetting, plansTerms, terms } from './follow-terms.ts'
import { endRegistrar, listRegistrars } from './list-registrars.ts'
import { mailsOf } from './mails.ts'

export type Registrars = ReturnType<typeof createRegistrars>

/** `key`: at least 32 secret bytes, from which the key that seals applications and proofs is derived. */
export function createRegistrars({
  key,
  ...rest
}: Omit<RegistrarsDeps, 'sealing'> & { readonly key: Uint8Array }) {
  const deps: RegistrarsDeps = { ...rest, sealing: createSealing(key, 'registrars') }
  const forget = forgetting(deps)
  return {
    listApplications: listApplications(deps),
    draftApplication: draftApplication(deps),
    viewApplication: viewApplication(deps),
    changeApplication: changeApplication(deps),
    attachProof: attachProof(deps),
    sendApplication: sendApplication(deps),
    withdrawApplication: withdrawApplication(deps),
    listRegistrars: listRegistrars(deps),
    endRegistrar: endRegistrar(deps),
    listQueue: listQueue(deps),
    viewQueued: viewQueued(deps),
    viewProof: viewProof(deps),
    decideApplication: decideApplication(deps),
    mailsOf: mailsOf(deps),
    planForgetting: forget.plan,
    jobs: [...lapses(deps), ...terms(deps), forget.handler],
    subscriptions: [...endsWithOthers(deps), ...plansTerms(deps)],
  }
}
