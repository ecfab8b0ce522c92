import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { readOne, there, timestamp, type Tx } from '#platform/db.ts'
import { inOrderOfTime, isAmong, type PlaceInTime, type RowsSought } from '#platform/paging.ts'
import { openJson, sealJson, type Sealing } from '#platform/sealing.ts'
import type { EndId, ReportedEnd } from '../contract.ts'
import { foundInPages } from '../found-in-pages.ts'

type State = ReportedEnd['standing']['state']

/** A statement has 65,535 parameters at most. */
const maxAtOnce = 1000

export async function insertEnds(
  tx: Tx,
  sealing: Sealing,
  ends: readonly ReportedEnd[],
): Promise<void> {
  for (let from = 0; from < ends.length; from += maxAtOnce)
    await tables(tx)
      .insertInto('employments.reported_end')
      .values(ends.slice(from, from + maxAtOnce).map((end) => rowOf(end, sealing)))
      // A concurrent report of the same person then is a serialisation failure, and this one is tried again.
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

const rowOf = (
  { endId, organisationId, facts, standing, ...end }: ReportedEnd,
  sealing: Sealing,
) => ({
  ...{ end_id: endId, organisation_id: organisationId, last_day: end.lastDay },
  identity_fingerprint: sealing.fingerprint(facts.identityCode),
  facts_sealed: sealJson(sealing, facts, `end ${endId}`),
  state: standing.state,
  due_at: timestamp(end.dueAt),
  reported_at: timestamp(end.reportedAt),
  settled_at: standing.state === 'planned' ? null : timestamp(standing.settledAt),
})

export async function settleEnds(
  tx: Tx,
  endIds: readonly EndId[],
  { state, settledAt }: Exclude<ReportedEnd['standing'], { state: 'planned' }>,
): Promise<void> {
  for (let from = 0; from < endIds.length; from += maxAtOnce)
    await tables(tx)
      .updateTable('employments.reported_end')
      .set({ state, settled_at: timestamp(settledAt) })
      .where(isAmong('end_id', endIds.slice(from, from + maxAtOnce)))
      .execute()
}

export const lockEnd = (
  tx: Tx,
  sealing: Sealing,
  endId: string,
): Promise<ReportedEnd | undefined> =>
  readOne(
    tables(tx)
      .selectFrom('employments.reported_end')
      .selectAll()
      .where('end_id', '=', endId as EndId)
      .forUpdate(),
    (row) => endOf(row, sealing),
  )

/** What was reported of these people and not withdrawn, by identity code; the last report is the last one. */
export async function endsOfPeople(
  tx: Tx,
  sealing: Sealing,
  {
    organisationId,
    identityCodes,
  }: { readonly organisationId: string; readonly identityCodes: readonly IdentityCode[] },
): Promise<readonly ReportedEnd[]> {
  if (identityCodes.length === 0) return []
  const rows = await tables(tx)
    .selectFrom('employments.reported_end')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(
      'identity_fingerprint',
      'in',
      identityCodes.map((code) => Buffer.from(sealing.fingerprint(code))),
    )
    .where('state', '<>', 'withdrawn')
    .orderBy('reported_at')
    .execute()
  return rows.map((row) => endOf(row, sealing))
}

/** Newest first. */
export const endsOfOrganisation = (
  tx: Tx,
  sealing: Sealing,
  {
    organisationId,
    state,
    isFound,
    ...sought
  }: RowsSought & {
    readonly organisationId: string
    readonly state?: State | undefined
    readonly isFound?: ((facts: ReportedEnd['facts']) => boolean) | undefined
  },
): Promise<readonly ReportedEnd[]> =>
  foundInPages(sought, {
    isFound: isFound && (({ facts }) => isFound(facts)),
    placeOf: ({ reportedAt, endId }) => ({ at: reportedAt, id: endId }),
    page: async (behind, limit) => {
      const rows = await tables(tx)
        .selectFrom('employments.reported_end')
        .selectAll()
        .where('organisation_id', '=', organisationId)
        .$if(state !== undefined, (all) => all.where('state', '=', state ?? 'planned'))
        .$call(
          inOrderOfTime({
            ...{ at: 'reported_at', id: 'end_id', order: 'desc' },
            ...{ ...sought, behind, limit },
          }),
        )
        .execute()
      return rows.map((row) => endOf(row, sealing))
    },
  })

/** Planned ends that are due, the longest due first. */
export async function dueEnds(
  tx: Tx,
  {
    now,
    behind,
    limit,
  }: { readonly now: Instant; readonly behind?: PlaceInTime; readonly limit: number },
): Promise<readonly PlaceInTime[]> {
  const rows = await tables(tx)
    .selectFrom('employments.reported_end')
    .select(['end_id', 'due_at'])
    .where('state', '=', 'planned')
    .where('due_at', '<=', timestamp(now) as unknown as Instant)
    .$call(inOrderOfTime({ at: 'due_at', id: 'end_id', order: 'asc', behind, limit }))
    .execute()
  return rows.map((row) => ({ at: row.due_at, id: row.end_id }))
}

/** How many of these ends are planned. */
export async function countPlanned(tx: Tx, endIds: readonly string[]): Promise<number> {
  let count = 0
  for (let from = 0; from < endIds.length; from += maxAtOnce) {
    const row = await tables(tx)
      .selectFrom('employments.reported_end')
      .select(({ fn }) => fn.countAll<number>().as('planned'))
      .where(isAmong('end_id', endIds.slice(from, from + maxAtOnce)))
      .where('state', '=', 'planned')
      .executeTakeFirstOrThrow()
    count += row.planned
  }
  return count
}

/** Deletes what was settled before the instant. */
export async function forgetEnds(tx: Tx, before: Instant): Promise<void> {
  await tables(tx)
    .deleteFrom('employments.reported_end')
    .where('settled_at', '<', timestamp(before) as unknown as Instant)
    .execute()
}

type Row = {
  end_id: EndId
  organisation_id: string
  identity_fingerprint: Uint8Array
  facts_sealed: Uint8Array
  state: State
  last_day: LocalDate
  due_at: Instant
  reported_at: Instant
  settled_at: Instant | null
}

const tables = (tx: Tx) => tx.$extendTables<{ 'employments.reported_end': Row }>()

const endOf = (row: Row, sealing: Sealing): ReportedEnd => ({
  endId: row.end_id,
  organisationId: row.organisation_id,
  facts: openJson(sealing, row.facts_sealed, `end ${row.end_id}`) as ReportedEnd['facts'],
  lastDay: row.last_day,
  dueAt: row.due_at,
  reportedAt: row.reported_at,
  standing:
    row.state === 'planned'
      ? { state: row.state }
      : { state: row.state, settledAt: there(row, 'settled_at') },
})
