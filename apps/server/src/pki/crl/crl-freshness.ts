import { instant } from '@sotevarmenne/kernel/instant'
import type { Issuers, OlderAuthority, OlderList, RootStatus } from '#pki/ca/index.ts'
import type { Tx } from '#platform/db.ts'
import { ceremonyDueBy, dueBy } from './domain/crl-due.ts'
import { newestLists, type FreshnessOfLists } from './stores/newest-crls.ts'

/** How fresh all lists are: those made by the hour, those that roots signed in their last ceremony, those of older systems. */
export function freshnessOfLists(
  issuers: Pick<Issuers, 'roots' | 'rootStatus'>,
  older: readonly Pick<OlderAuthority, 'id' | 'list'>[] = [],
): (tx: Tx) => Promise<readonly FreshnessOfLists[]> {
  const known = new Map<string, RootStatus>()
  const ofOlder = freshnessOfOlderLists(older)
  return async (tx) => {
    const lists = [...(await newestLists(tx))]
    for (const { id } of issuers.roots) lists.push(await ofRoot(id))
    return [...lists, ...(await ofOlder())]
  }

  async function ofRoot(id: Parameters<Issuers['rootStatus']>[0]): Promise<FreshnessOfLists> {
    const facts = { issuer: id, lists: 1, byCeremony: true }
    try {
      const status = await issuers.rootStatus(id, known.get(id))
      known.set(id, status)
      const { thisUpdate, nextUpdate } = status.list
      return { ...facts, thisUpdate, nextUpdate, dueBy: ceremonyDueBy({ nextUpdate }) }
    } catch {
      return { ...facts, ...unreadable }
    }
  }
}

/** The same of authorities of an older system whose lists were brought. Their authority signs the next, and a person brings it. */
export function freshnessOfOlderLists(
  older: readonly Pick<OlderAuthority, 'id' | 'list'>[],
): () => Promise<readonly FreshnessOfLists[]> {
  const known = new Map<string, OlderList>()
  return async () => {
    const told: FreshnessOfLists[] = []
    for (const { id, list } of older) {
      const facts = { issuer: id, lists: 1, byCeremony: false }
      try {
        const found = await list(known.get(id))
        if (found === undefined) continue
        known.set(id, found)
        const { thisUpdate, nextUpdate } = found.list
        told.push({ ...facts, thisUpdate, nextUpdate, dueBy: dueBy({ thisUpdate, nextUpdate }) })
      } catch {
        told.push({ ...facts, ...unreadable })
      }
    }
    return told
  }
}

const never = instant(0)
/** Nobody reads a list that can't be read here: it counts as one that has ended, and the alarm brings somebody. */
const unreadable = { lists: 0, thisUpdate: never, nextUpdate: never, dueBy: never }
