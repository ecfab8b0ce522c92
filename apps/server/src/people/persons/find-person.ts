import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Tx } from '#platform/db.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Person, PersonId } from './contract.ts'
import { personByFingerprint, personsByFingerprints, sealedCodeOf } from './store.ts'

export const findByIdentityCode =
  ({ sealing }: { sealing: Sealing }) =>
  (tx: Tx, identityCode: IdentityCode): Promise<Person | undefined> =>
    personByFingerprint(tx, sealing.fingerprint(identityCode))

/** Person ids of those codes that the service knows. */
export const knownAmong =
  ({ sealing }: { sealing: Sealing }) =>
  async (
    tx: Tx,
    identityCodes: readonly IdentityCode[],
  ): Promise<ReadonlyMap<IdentityCode, PersonId>> => {
    const prints = new Map(
      identityCodes.map((code) => {
        const print = sealing.fingerprint(code)
        return [code, { print, hex: Buffer.from(print).toString('hex') }] as const
      }),
    )
    const found = await personsByFingerprints(
      tx,
      [...prints.values()].map(({ print }) => print),
    )
    return new Map(
      [...prints].flatMap(([code, { hex }]) => {
        const personId = found.get(hex)
        return personId === undefined ? [] : [[code, personId] as const]
      }),
    )
  }

export const identityCodeOf =
  ({ sealing }: { sealing: Sealing }) =>
  async (tx: Tx, personId: string): Promise<IdentityCode> => {
    const sealed = await sealedCodeOf(tx, personId)
    if (!sealed) throw new Error(`person ${personId} not found`)
    // Sealed only by `rememberPerson`, which receives a parsed code.
    return Buffer.from(sealing.open(sealed, personId)).toString('utf8') as IdentityCode
  }
