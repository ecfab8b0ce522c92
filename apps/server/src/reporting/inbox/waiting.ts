import { permissions } from '@sotevarmenne/api/permissions'
import type { Role } from '@sotevarmenne/api/permission'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import {
  placeOfWaiting,
  type WaitingItem,
  type WaitingSought,
  type WaitingSource,
} from '#platform/waiting.ts'
import type { InboxDeps } from './deps.ts'
import type { Assignment } from './store.ts'

/** The queues of which the caller may decide the items (R440). */
export async function sourcesFor(
  { roles, clock, sources }: Pick<InboxDeps, 'roles' | 'clock' | 'sources'>,
  tx: Tx,
  permit: Permit,
): Promise<readonly WaitingSource[]> {
  const { roles: held } = await roles.rolesNow(tx, personOf(permit), clock.now())
  return sources.filter((source) => isDecidedBy(source, held))
}

function isDecidedBy({ decidedBy }: WaitingSource, held: readonly Role[]): boolean {
  const { roles: allowed } = permissions[decidedBy]
  return typeof allowed !== 'string' && allowed.some((role) => held.includes(role))
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

/** Person ids of those whose role decides the items of a queue. */
export async function officersFor(
  { roles }: Pick<InboxDeps, 'roles'>,
  tx: Tx,
): Promise<(source: WaitingSource) => ReadonlySet<string>> {
  const held = Map.groupBy(await roles.holdersOfRoles(tx), ({ personId }) => personId)
  const mayDecide = (source: WaitingSource, given: readonly { readonly role: Role }[]) =>
    isDecidedBy(
      source,
      given.map(({ role }) => role),
    )
  return (source) =>
    new Set([...held].flatMap(([personId, given]) => (mayDecide(source, given) ? personId : [])))
}

/** Whether the officer may have the item: only those who may decide it. */
export const mayHave = (
  officer: string,
  { officers, item }: { readonly officers: ReadonlySet<string>; readonly item: WaitingItem },
): boolean => officers.has(officer) && !item.barred.includes(officer)

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
  const officersOf = await officersFor(deps, tx)
  const byKind = Map.groupBy(assignments, ({ kind }) => kind)
  const live: Assignment[] = []
  for (const source of sources) {
    const of = byKind.get(source.kind) ?? []
    if (of.length === 0) continue
    const officers = officersOf(source)
    const among = of.map(({ itemId }) => itemId)
    const waiting = items ?? (await source.find(tx, { behind: undefined, limit: of.length, among }))
    const found = new Map(
      waiting.filter(({ kind }) => kind === source.kind).map((item) => [item.itemId, item]),
    )
    live.push(
      ...of.filter(({ itemId, waitsSince, officer }) => {
        const item = found.get(itemId)
        return item?.since === waitsSince && mayHave(officer, { officers, item })
      }),
    )
  }
  return live
}
