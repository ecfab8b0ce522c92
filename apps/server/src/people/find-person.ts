import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Tx } from '#platform/db.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Person } from './contract.ts'
import { personByFingerprint, sealedCodeOf } from './store.ts'

export const findByIdentityCode =
  ({ sealing }: { sealing: Sealing }) =>
  (tx: Tx, identityCode: IdentityCode): Promise<Person | undefined> =>
    personByFingerprint(tx, sealing.fingerprint(identityCode))

export const identityCodeOf =
  ({ sealing }: { sealing: Sealing }) =>
  async (tx: Tx, personId: string): Promise<IdentityCode> => {
    const sealed = await sealedCodeOf(tx, personId)
    if (!sealed) throw new Error(`no person ${personId}`)
    // Sealed only by `rememberPerson`, which took a parsed code.
    return Buffer.from(sealing.open(sealed, personId)).toString('utf8') as IdentityCode
  }
