import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/inbox'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import { personOf } from '#platform/permit.ts'
import type { WaitingItem, WaitingSource } from '#platform/waiting.ts'
import type { InboxItemHandedOn, InboxItemPutBack, InboxItemTaken } from './contract.ts'
import type { InboxDeps } from './deps.ts'
import { allAssignments, deleteAssignments, findAssignment, saveAssignment } from './store.ts'
import { texts } from './texts.ts'
import { findDeciders, liveAssignments, sourcesFor } from './waiting.ts'

export type AssignRefusal =
  | { readonly kind: 'item-not-waiting' }
  | { readonly kind: 'officer-not-permitted' }
  /** `name`: of the officer who has it. */
  | { readonly kind: 'item-of-another-officer'; readonly name: string }

type Assigned = ResponseOf<typeof contracts.assignInboxItem>
type Attempt = Result<Assigned, AssignRefusal>

/** Takes an item, hands it on or puts it back: one officer has it at a time (R443, R444). */
export const assignInboxItem = operation({
  contract: contracts.assignInboxItem,
  problems: {
    'item-not-waiting': { status: 404, ...texts.itemNotWaiting },
    'officer-not-permitted': { status: 422, ...texts.officerNotPermitted },
    'item-of-another-officer': { status: 409, ...texts.itemOfAnotherOfficer },
  },
  handle:
    (deps: InboxDeps) =>
    (permit, { kind, itemId, to, from }) =>
      deps.db.write(async (tx): Promise<Attempt> => {
        const sources = await sourcesFor(deps, tx, permit)
        const source = sources.find((one) => one.kind === kind)
        const among = { behind: undefined, limit: 1, among: [itemId] }
        const [item] = source === undefined ? [] : await source.find(tx, among)
        if (source === undefined || item === undefined) return refuse({ kind: 'item-not-waiting' })
        const decidersOf = await findDeciders(deps, tx)
        if (to !== null && !decidersOf(source, item).has(to))
          return refuse({ kind: 'officer-not-permitted' })

        const current = await officerOf(deps, tx, { source, item })
        if (current === to) return ok(await shown(deps, tx, to))
        if (current !== null && current !== from)
          return refuse({ kind: 'item-of-another-officer', name: await nameOf(deps, tx, current) })

        if (to === null) await deleteAssignments(tx, kind, [itemId])
        else {
          await forgetEnded(deps, tx, { officer: to, sources: deps.sources })
          const assignedAt = deps.clock.now()
          const waitsSince = item.since
          await saveAssignment(tx, { kind, itemId, officer: to, waitsSince, assignedAt })
        }
        await deps.record(tx, eventOf({ kind, itemId }, to, personOf(permit)), permit)
        return ok(await shown(deps, tx, to))
      }),
})

type Item = Pick<WaitingItem, 'kind' | 'itemId'>

function eventOf(
  item: Item,
  to: string | null,
  by: string,
): InboxItemTaken | InboxItemHandedOn | InboxItemPutBack {
  if (to === null) return { type: 'InboxItemPutBack', ...item }
  return to === by
    ? { type: 'InboxItemTaken', ...item }
    : { type: 'InboxItemHandedOn', ...item, officer: to }
}

/** Person id of the officer who has the item. */
async function officerOf(
  deps: InboxDeps,
  tx: Tx,
  { source, item }: { readonly source: WaitingSource; readonly item: WaitingItem },
): Promise<string | null> {
  const assignment = await findAssignment(tx, item)
  if (assignment === undefined) return null
  const stored = { sources: [source], items: [item], assignments: [assignment] }
  const [live] = await liveAssignments(deps, tx, stored)
  return live?.officer ?? null
}

/** Removes what the officer had and what is decided since: nobody has more rows than items. */
async function forgetEnded(
  deps: InboxDeps,
  tx: Tx,
  { officer, sources }: { readonly officer: string; readonly sources: readonly WaitingSource[] },
): Promise<void> {
  const assignments = await allAssignments(tx, { officer })
  const live = new Set(await liveAssignments(deps, tx, { sources, assignments }))
  const ended = Map.groupBy(
    assignments.filter((one) => !live.has(one)),
    ({ kind }) => kind,
  )
  for (const [kind, of] of ended)
    await deleteAssignments(
      tx,
      kind,
      of.map(({ itemId }) => itemId),
    )
}

async function shown(deps: InboxDeps, tx: Tx, officer: string | null): Promise<Assigned> {
  if (officer === null) return {}
  return { assignee: { personId: officer, name: await nameOf(deps, tx, officer) } }
}

const nameOf = async ({ people }: InboxDeps, tx: Tx, personId: string): Promise<string> =>
  (await people.namesOf(tx, [personId])).get(personId) ?? ''
