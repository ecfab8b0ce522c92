import { instant } from '@sotevarmenne/kernel/instant'
import type { Issuers, LegacyCa, LegacyCrl, RootStatus } from '#pki/ca/index.ts'
import type { Tx } from '#platform/db.ts'
import { ceremonyDueBy, dueBy } from './domain/crl-due.ts'
import { newestCrls, type FreshnessOfCrls } from './stores/newest-crls.ts'

/**
 * How fresh all CRLs are: our hourly ones, those that roots signed in their last ceremony, those of older
 * systems.
 */
export function freshnessOfCrls(
  issuers: Pick<Issuers, 'roots' | 'rootStatus'>,
  legacyCas: readonly Pick<LegacyCa, 'id' | 'crl'>[] = [],
): (tx: Tx) => Promise<readonly FreshnessOfCrls[]> {
  const known = new Map<string, RootStatus>()
  const ofLegacy = freshnessOfLegacyCrls(legacyCas)
  return async (tx) => {
    const crls = [...(await newestCrls(tx))]
    for (const { id } of issuers.roots) crls.push(await ofRoot(id))
    return [...crls, ...(await ofLegacy())]
  }

  async function ofRoot(id: Parameters<Issuers['rootStatus']>[0]): Promise<FreshnessOfCrls> {
    const facts = { issuer: id, crls: 1, byCeremony: true }
    try {
      const status = await issuers.rootStatus(id, known.get(id))
      known.set(id, status)
      const { thisUpdate, nextUpdate } = status.crl
      return { ...facts, thisUpdate, nextUpdate, dueBy: ceremonyDueBy({ nextUpdate }) }
    } catch {
      return { ...facts, ...unreadable }
    }
  }
}

/**
 * The same for legacy CAs whose CRLs were imported. The legacy CA signs the next one, and a person imports
 * it.
 */
export function freshnessOfLegacyCrls(
  legacyCas: readonly Pick<LegacyCa, 'id' | 'crl'>[],
): () => Promise<readonly FreshnessOfCrls[]> {
  const known = new Map<string, LegacyCrl>()
  return async () => {
    const notified: FreshnessOfCrls[] = []
    for (const { id, crl } of legacyCas) {
      const facts = { issuer: id, crls: 1, byCeremony: false }
      try {
        const found = await crl(known.get(id))
        if (found === undefined) continue
        known.set(id, found)
        const { thisUpdate, nextUpdate } = found.crl
        notified.push({
          ...facts,
          thisUpdate,
          nextUpdate,
          dueBy: dueBy({ thisUpdate, nextUpdate }),
        })
      } catch {
        notified.push({ ...facts, ...unreadable })
      }
    }
    return notified
  }
}

const never = instant(0)
/**
 * A CRL that can't be read here is of no use to anybody: it counts as expired, so that the alarm is raised.
 */
const unreadable = { crls: 0, thisUpdate: never, nextUpdate: never, dueBy: never }
