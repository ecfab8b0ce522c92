import { instant } from '@sotevarmenne/kernel/instant'
import type { Issuers, RootStatus } from '#authority/index.ts'
import type { Tx } from '#platform/db.ts'
import { ceremonyDueBy } from './domain/list-due.ts'
import { newestLists, type FreshnessOfLists } from './stores/newest-lists.ts'

/** How fresh all lists are: those that are made by the hour, and those that roots have signed in their last ceremony. */
export function freshnessOfLists(
  issuers: Pick<Issuers, 'roots' | 'rootStatus'>,
): (tx: Tx) => Promise<readonly FreshnessOfLists[]> {
  const known = new Map<string, RootStatus>()
  return async (tx) => {
    const lists = [...(await newestLists(tx))]
    for (const { id } of issuers.roots) lists.push(await ofRoot(id))
    return lists
  }

  async function ofRoot(id: Parameters<Issuers['rootStatus']>[0]): Promise<FreshnessOfLists> {
    const facts = { issuer: id, lists: 1, byCeremony: true }
    try {
      const status = await issuers.rootStatus(id, known.get(id))
      known.set(id, status)
      const { thisUpdate, nextUpdate } = status.list
      return { ...facts, thisUpdate, nextUpdate, dueBy: ceremonyDueBy({ nextUpdate }) }
    } catch {
      // Nobody reads a list that can't be read here: it counts as one that has ended, and the alarm brings somebody.
      const never = instant(0)
      return { ...facts, lists: 0, thisUpdate: never, nextUpdate: never, dueBy: never }
    }
  }
}
