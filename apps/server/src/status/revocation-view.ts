import type { Instant } from '@sotevarmenne/kernel/instant'
import type { IssuerId } from '#authority/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { Revocation } from '#revocation/contract.ts'
import type { Revocations } from '#revocation/index.ts'

/** Every revocation in memory, kept up to date by position: no answer waits for the database. */
export type RevocationView = {
  /** Reads what is new. `at` is when the reading began: what is known is true as of then. */
  readonly refresh: (tx: Tx, at: Instant) => Promise<void>
  readonly find: (issuer: IssuerId, serial: string) => Revocation | undefined
  readonly ofIssuer: (issuer: IssuerId) => Iterable<Revocation>
  /** Position of the issuer's last revocation; 0 when there is none. */
  readonly lastOf: (issuer: IssuerId) => number
  /** Undefined before the first reading. */
  readonly asOf: () => Instant | undefined
}

export function createRevocationView(
  revocations: Pick<Revocations, 'statusesSince'>,
): RevocationView {
  const byIssuer = new Map<IssuerId, Map<string, Revocation>>()
  const lastOf = new Map<IssuerId, number>()
  let position = 0
  let asOf: Instant | undefined

  return {
    refresh: async (tx, at) => {
      for (;;) {
        const added = await revocations.statusesSince(tx, position, pageSize)
        for (const revocation of added) {
          const ofIssuer = byIssuer.get(revocation.issuer) ?? new Map<string, Revocation>()
          byIssuer.set(revocation.issuer, ofIssuer.set(revocation.serial, revocation))
          lastOf.set(revocation.issuer, revocation.position)
          position = revocation.position
        }
        if (added.length < pageSize) break
      }
      asOf = at
    },
    find: (issuer, serial) => byIssuer.get(issuer)?.get(serial),
    ofIssuer: (issuer) => byIssuer.get(issuer)?.values() ?? [],
    lastOf: (issuer) => lastOf.get(issuer) ?? 0,
    asOf: () => asOf,
  }
}

const pageSize = 1000
