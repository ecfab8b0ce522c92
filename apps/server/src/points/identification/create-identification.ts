import type { Tx } from '#platform/db.ts'
import { createSealing } from '#platform/sealing.ts'
import { decideInquiry, withdrawInquiry } from './decide-inquiry.ts'
import type { IdentificationDeps } from './deps.ts'
import { followInquiries } from './follow-inquiry.ts'
import { identify } from './identify.ts'
import { raiseInquiry } from './raise-inquiry.ts'
import { showInquiry } from './show-inquiry.ts'
import { inquiriesOf, raisedAt } from './store.ts'
import { listInquiries, viewInquiry } from './view-inquiries.ts'

export type IdentificationDesk = ReturnType<typeof createIdentification>

/** `key`: at least 32 secret bytes, from which the key that seals the content of inquiries is derived. */
export function createIdentification({
  key,
  ...rest
}: Omit<IdentificationDeps, 'sealing'> & { readonly key: Uint8Array }) {
  const deps: IdentificationDeps = { ...rest, sealing: createSealing(key, 'identification') }
  return {
    identify: identify(deps),
    raiseInquiry: raiseInquiry(deps),
    decideInquiry: decideInquiry(deps),
    withdrawInquiry: withdrawInquiry(deps),
    listInquiries: listInquiries(deps),
    viewInquiry: viewInquiry(deps),
    /** Those of the person whose content is still stored, the newest first. */
    inquiriesOf: async (tx: Tx, personId: string) =>
      (await inquiriesOf(tx, deps.sealing, personId)).flatMap((one) => showInquiry(one) ?? []),
    /** Where it was raised, and by whom: person id. */
    raisedAt,
    jobs: followInquiries(deps),
  }
}
