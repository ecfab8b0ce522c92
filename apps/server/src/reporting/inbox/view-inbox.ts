import type { InputOf, ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/inbox'
import type { InboxItemView } from '@sotevarmenne/api/inbox'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import { cursorProblems, pageOf, readCursor, type CursorRefusal } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { placeOfWaiting, type WaitingItem, type WaitingSource } from '#platform/waiting.ts'
import type { InboxDeps } from './deps.ts'
import { allAssignments, assignmentsAmong, findAssignment } from './store.ts'
import { countsOf, findAcross, findDeciders, liveAssignments, sourcesFor } from './waiting.ts'

type Listed = Result<ResponseOf<typeof contracts.listInbox>, CursorRefusal>

/** What waits, the most urgent first (R441). It names nobody whom it is about: no access record (R442). */
export const listInbox = operation({
  contract: contracts.listInbox,
  problems: cursorProblems,
  handle:
    (deps: InboxDeps) =>
    (permit, { cursor, limit, kind, ...requested }): Promise<Listed> =>
      deps.db.read(async (tx): Promise<Listed> => {
        const behind = readCursor(cursor)
        if (!behind.ok) return behind
        const permitted = await sourcesFor(deps, tx, permit)
        const sources = permitted.filter((source) => kind === undefined || source.kind === kind)
        const narrowing = await narrowed(deps, tx, permit, { ...requested, sources })
        const found = await findAcross(
          tx,
          sources,
          (source) => ({ behind: behind.value, limit: limit + 1, ...narrowing(source) }),
          limit + 1,
        )
        const { page, ...next } = pageOf(found, { limit, placeOf: placeOfWaiting })
        return ok({
          items: await showItems(deps, tx, { sources, items: page, by: personOf(permit) }),
          ...next,
        })
      }),
})

/** Which of their items the queues are queried for. */
async function narrowed(
  deps: InboxDeps,
  tx: Tx,
  permit: Permit,
  {
    assigned,
    due,
    sources,
  }: Pick<InputOf<typeof contracts.listInbox>, 'assigned' | 'due'> & {
    readonly sources: readonly WaitingSource[]
  },
) {
  const dueBefore = due === 'overdue' && { dueBefore: dateInHelsinki(deps.clock.now()) }
  if (assigned === 'all') return () => ({ ...dueBefore })
  const officer = assigned === 'mine' ? { officer: personOf(permit) } : {}
  const assignments = await allAssignments(tx, officer)
  const live = await liveAssignments(deps, tx, { sources, assignments })
  return ({ kind }: WaitingSource) => {
    const ids = live.filter((one) => one.kind === kind).map(({ itemId }) => itemId)
    return { ...dueBefore, [assigned === 'mine' ? 'among' : 'except']: ids }
  }
}

async function showItems(
  deps: InboxDeps,
  tx: Tx,
  { sources, items, by }: Shown,
): Promise<InboxItemView[]> {
  const today = dateInHelsinki(deps.clock.now())
  const assignments = await assignmentsAmong(
    tx,
    items.map(({ itemId }) => itemId),
  )
  const live = await liveAssignments(deps, tx, { sources, items, assignments })
  const decidersOf = await findDeciders(deps, tx)
  const sourceOf = new Map(sources.map((source) => [source.kind, source]))
  const officerOf = new Map(live.map(({ kind, itemId, officer }) => [`${kind} ${itemId}`, officer]))
  const names = await deps.people.namesOf(tx, [...new Set(officerOf.values())])
  const organisations = await deps.organisations.organisationsByIds(tx, [
    ...new Set(items.flatMap(({ organisationId }) => organisationId ?? [])),
  ])
  const points = await deps.registration.findPoints(tx, [
    ...new Set(items.flatMap(({ pointId }) => pointId ?? [])),
  ])
  return items.map((item) => {
    const { kind, itemId, since, dueOn, topic, organisationId, organisationName, pointId } = item
    const name = organisationName ?? organisations.get(organisationId ?? '')?.name
    const point = points.get(pointId ?? '')?.name
    const officer = officerOf.get(`${kind} ${itemId}`)
    const source = sourceOf.get(kind)
    return {
      ...{ kind, itemId, since: formatInstant(since) },
      ...(dueOn !== undefined && { dueOn }),
      isOverdue: dueOn !== undefined && dueOn < today,
      isForAnother: !(source && decidersOf(source, item).has(by)),
      ...(topic !== undefined && { topic }),
      ...(name !== undefined && {
        organisation: { name, ...(organisationId !== undefined && { organisationId }) },
      }),
      ...(point !== undefined && { point: { name: point } }),
      ...(officer !== undefined && {
        assignee: { personId: officer, name: names.get(officer) ?? '' },
      }),
    }
  })
}

type Shown = {
  readonly sources: readonly WaitingSource[]
  readonly items: readonly WaitingItem[]
  /** Person id of the caller. */
  readonly by: string
}

/** For the menu: one query of each queue. */
export const countInbox = operation({
  contract: contracts.countInbox,
  problems: {},
  handle:
    (deps: InboxDeps) =>
    (permit): Promise<Result<ResponseOf<typeof contracts.countInbox>, never>> =>
      deps.db.read(async (tx) => {
        const { kinds, mine } = await countsOf(deps, tx, personOf(permit))
        return ok({
          kinds: kinds.map(({ kind, waiting, overdue }) => ({ kind, waiting, overdue })),
          mine,
        })
      }),
})

/** Beside the item on its own page: who has it. Of a kind that the caller does not decide, nothing waits. */
export const viewInboxItem = operation({
  contract: contracts.viewInboxItem,
  problems: {},
  handle:
    (deps: InboxDeps) =>
    (
      permit,
      { kind, itemId },
    ): Promise<Result<ResponseOf<typeof contracts.viewInboxItem>, never>> =>
      deps.db.read(async (tx) => {
        const sources = (await sourcesFor(deps, tx, permit)).filter((one) => one.kind === kind)
        const among = { behind: undefined, limit: 1, among: [itemId] }
        const [item] = await findAcross(tx, sources, () => among, 1)
        const [source] = sources
        if (source === undefined || item === undefined)
          return ok({ isWaiting: false, officers: [] })
        const assignment = await findAssignment(tx, item)
        const assignments = assignment === undefined ? [] : [assignment]
        const [live] = await liveAssignments(deps, tx, { sources, items: [item], assignments })
        const deciders = [...(await findDeciders(deps, tx))(source, item)]
        const names = await deps.people.namesOf(tx, deciders)
        const shown = (personId: string) => ({ personId, name: names.get(personId) ?? '' })
        return ok({
          isWaiting: true,
          ...(live && { assignee: shown(live.officer) }),
          officers: deciders
            .map(shown)
            .toSorted((one, other) => one.name.localeCompare(other.name, 'fi')),
        })
      }),
})
