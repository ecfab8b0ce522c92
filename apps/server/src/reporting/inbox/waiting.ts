import { permissions } from '@sotevarmenne/api/permissions'
import type { Role } from '@sotevarmenne/api/permission'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permission, type Permit } from '#platform/permit.ts'
import {
  placeOfWaiting,
  type WaitingItem,
  type WaitingSought,
  type WaitingSource,
} from '#platform/waiting.ts'
import type { InboxDeps } from './deps.ts'
import { allAssignments, type Assignment } from './store.ts'

/** The queues of which the caller may decide the items (R440). */
export const sourcesFor = (
  deps: Pick<InboxDeps, 'roles' | 'clock' | 'sources'>,
  tx: Tx,
  permit: Permit,
): Promise<readonly WaitingSource[]> => sourcesOf(deps, tx, personOf(permit))

/** The same by person id; none for a person without a role by now. */
async function sourcesOf(
  { roles, clock, sources }: Pick<InboxDeps, 'roles' | 'clock' | 'sources'>,
  tx: Tx,
  personId: string,
): Promise<readonly WaitingSource[]> {
  const { roles: held } = await roles.rolesNow(tx, personId, clock.now())
  return sources.filter(({ decidedBy }) => isDecidedBy(decidedBy, held))
}

function isDecidedBy(decidedBy: Permission, held: readonly Role[]): boolean {
  const { roles: allowed } = permissions[decidedBy]
  return typeof allowed !== 'string' && allowed.some((role) => held.includes(role))
}

/** How many items wait for the officer, by kind, and how many of them the officer has. */
export async function countsOf(
  deps: Pick<InboxDeps, 'roles' | 'clock' | 'sources'>,
  tx: Tx,
  personId: string,
) {
  const today = dateInHelsinki(deps.clock.now())
  const sources = await sourcesOf(deps, tx, personId)
  const kinds = []
  for (const { kind, count } of sources) kinds.push({ kind, ...(await count(tx, today)) })
  const assignments = await allAssignments(tx, { officer: personId })
  const mine = await liveAssignments(deps, tx, { sources, assignments })
  return { kinds, mine: mine.length }
}

/** The most urgent items of several queues. */
export async function findAcross(
  tx: Tx,
  sources: readonly WaitingSource[],
  soughtIn: (source: WaitingSource) => WaitingSought,
  limit: number,
): Promise<readonly WaitingItem[]> {
  const found: WaitingItem[] = []
  for (const source of sources) found.push(...(await source.find(tx, soughtIn(source))))
  return found.toSorted(byPlace).slice(0, limit)
}

function byPlace(one: WaitingItem, other: WaitingItem): number {
  const [first, second] = [placeOfWaiting(one), placeOfWaiting(other)]
  if (first.at !== second.at) return first.at - second.at
  return first.id < second.id ? -1 : 1
}

/** Person ids of those who may decide an item, and so may have it. */
export type DecidersOf = (
  source: Pick<WaitingSource, 'decidedBy' | 'firstDecidedBy'>,
  item: Pick<WaitingItem, 'barred'>,
) => ReadonlySet<string>

export async function findDeciders(
  { roles }: Pick<InboxDeps, 'roles'>,
  tx: Tx,
): Promise<DecidersOf> {
  const held = Map.groupBy(await roles.holdersOfRoles(tx), ({ personId }) => personId)
  const officers = [...held].map(([personId, given]) => ({
    personId,
    roles: given.map(({ role }) => role),
  }))
  return ({ decidedBy, firstDecidedBy: firstRole }, { barred }) => {
    const able = officers.filter(
      ({ personId, roles }) => isDecidedBy(decidedBy, roles) && !barred.includes(personId),
    )
    const first = able.filter(({ roles }) => roles.some((role) => role === firstRole))
    return new Set((first.length > 0 ? first : able).map(({ personId }) => personId))
  }
}

/** Who has which item: assignments of decided items, and of people who no longer decide, do not count (R443). */
export async function liveAssignments(
  deps: Pick<InboxDeps, 'roles'>,
  tx: Tx,
  {
    sources,
    assignments,
    items,
  }: {
    readonly sources: readonly WaitingSource[]
    readonly assignments: readonly Assignment[]
    /** When they are known; otherwise the queues are queried for them. */
    readonly items?: readonly WaitingItem[]
  },
): Promise<readonly Assignment[]> {
  const decidersOf = await findDeciders(deps, tx)
  const byKind = Map.groupBy(assignments, ({ kind }) => kind)
  const live: Assignment[] = []
  for (const source of sources) {
    const of = byKind.get(source.kind) ?? []
    if (of.length === 0) continue
    const among = of.map(({ itemId }) => itemId)
    const waiting = items ?? (await source.find(tx, { behind: undefined, limit: of.length, among }))
    const found = new Map(
      waiting.filter(({ kind }) => kind === source.kind).map((item) => [item.itemId, item]),
    )
    live.push(
      ...of.filter(({ itemId, waitsSince, officer }) => {
        const item = found.get(itemId)
        return item?.since === waitsSince && decidersOf(source, item).has(officer)
      }),
    )
  }
  return live
}
