import type { Tx } from '#platform/db.ts'
import { withSealing, type Unsealed } from '#platform/sealing.ts'
import { bindOperations } from '#platform/operation.ts'
import { decideInquiry, withdrawInquiry } from './decide-inquiry.ts'
import type { IdentificationDeps } from './deps.ts'
import { followInquiries } from './follow-inquiry.ts'
import { identify } from './identify.ts'
import { raiseInquiry } from './raise-inquiry.ts'
import { showInquiry } from './show-inquiry.ts'
import { inquiriesOf, raisedAt } from './store.ts'
import { waitingInquiries } from './stores/waiting.ts'
import { listInquiries, viewInquiry } from './view-inquiries.ts'

export type IdentificationDesk = ReturnType<typeof createIdentification>

/** Seals the content of inquiries. */
export function createIdentification(wired: Unsealed<IdentificationDeps>) {
  const deps: IdentificationDeps = withSealing(wired, 'identification')
  return {
    identify: identify(deps),
    ...bindOperations(deps, {
      raiseInquiry,
      listInquiries,
      viewInquiry,
      decideInquiry,
      withdrawInquiry,
    }),
    /** Those of the person whose content is still stored, the newest first. */
    inquiriesOf: async (tx: Tx, personId: string) =>
      (await inquiriesOf(tx, deps.sealing, personId)).flatMap((one) => showInquiry(one) ?? []),
    /** Where it was raised, and by whom: person id. */
    raisedAt,
    jobs: followInquiries(deps),
    waiting: [waitingInquiries],
  }
}
