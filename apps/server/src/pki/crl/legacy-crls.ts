import type { LegacyCa, LegacyCrl } from '#pki/ca/index.ts'
import { wholeCrl, type ServedCrl } from './serve-crl.ts'

export type LegacyCrls = {
  /**
   * Reads what was imported since. Throws, at the end, when a CRL could not be read; the previous one stays.
   */
  readonly refresh: () => Promise<void>
  readonly crl: (ca: string) => ServedCrl | undefined
}

/** CRLs of legacy CAs, served as they signed them. */
export function createLegacyCrls(legacyCas: readonly Pick<LegacyCa, 'id' | 'crl'>[]): LegacyCrls {
  const known = new Map<string, LegacyCrl>()
  return {
    refresh: async () => {
      const faults: unknown[] = []
      const unread: string[] = []
      for (const { id, crl } of legacyCas) {
        try {
          const found = await crl(known.get(id))
          if (found !== undefined) known.set(id, found)
        } catch (fault) {
          faults.push(fault)
          unread.push(id)
        }
      }
      if (unread.length > 0)
        throw new AggregateError(faults, `the CRL can't be read of ${unread.join(', ')}`)
    },
    crl: (ca) => {
      const found = known.get(ca)
      return found && wholeCrl(found.crl)
    },
  }
}
