import type { Issuers, RootStatus } from '#pki/ca/index.ts'
import { wholeCrl, type ServedCrl } from './serve-crl.ts'

export type RootCrls = {
  /** Reads what the last ceremony produced, when it is new. */
  readonly refresh: () => Promise<void>
  readonly crl: (root: string) => ServedCrl | undefined
  readonly isReady: () => boolean
}

/** CRLs of roots, served as they were signed in a ceremony: roots are offline. */
export function createRootCrls(issuers: Pick<Issuers, 'roots' | 'rootStatus'>): RootCrls {
  const known = new Map<string, RootStatus>()
  return {
    refresh: async () => {
      for (const { id } of issuers.roots) known.set(id, await issuers.rootStatus(id, known.get(id)))
    },
    crl: (root) => {
      const status = known.get(root)
      return status && wholeCrl(status.crl)
    },
    isReady: () => issuers.roots.every(({ id }) => known.has(id)),
  }
}
