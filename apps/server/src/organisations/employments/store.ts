import type { Instant } from '@sotevarmenne/kernel/instant'
import { there, timestamp, readOne, type Tx } from '#platform/db.ts'
import { inOrderOfTime, type RowsSought } from '#platform/paging.ts'
import { openJson, sealJson, type Sealing } from '#platform/sealing.ts'
import type { PreparedFacts, PreparedId, PreparedOrder, SentAhead } from './contract.ts'

type State = PreparedOrder['standing']['state']

/** Returns how many were inserted: a person who is prepared already stays unchanged. */
export async function insertPrepared(
  tx: Tx,
  sealing: Sealing,
  orders: readonly PreparedOrder[],
): Promise<number> {
  let inserted = 0
  for (let from = 0; from < orders.length; from += maxAtOnce) {
    const { numInsertedOrUpdatedRows = 0n } = await tables(tx)
      .insertInto('employments.prepared_order')
      .values(orders.slice(from, from + maxAtOnce).map((order) => rowOf(order, sealing)))
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    inserted += Number(numInsertedOrUpdatedRows)
  }
  return inserted
}

/** A statement has 65,535 parameters at most. */
const maxAtOnce = 1000

const rowOf = (
  { preparedId, organisationId, facts, ...order }: PreparedOrder,
  sealing: Sealing,
) => ({
  ...{ prepared_id: preparedId, organisation_id: organisationId },
  identity_fingerprint: sealing.fingerprint(facts.identityCode),
  facts_sealed: sealJson(sealing, facts, `facts ${preparedId}`),
  state: order.standing.state,
  prepared_by: order.preparedBy,
  prepared_at: timestamp(order.preparedAt),
  lapses_at: timestamp(order.lapsesAt),
  ...{ settled_at: null, order_id: null },
  ...{ certificate_sealed: null, certificate_type: null, certificate_digest: null },
})

/** Which of these people the organisation has prepared already. */
export async function preparedAlready(
  tx: Tx,
  sealing: Sealing,
  {
    organisationId,
    identityCodes,
  }: { readonly organisationId: string; readonly identityCodes: readonly string[] },
): Promise<ReadonlySet<string>> {
  const codes = new Map(
    identityCodes.map((code) => [Buffer.from(sealing.fingerprint(code)).toString('hex'), code]),
  )
  if (codes.size === 0) return new Set()
  const rows = await tables(tx)
    .selectFrom('employments.prepared_order')
    .select('identity_fingerprint')
    .where('organisation_id', '=', organisationId)
    .where('state', 'in', open)
    .where(
      'identity_fingerprint',
      'in',
      [...codes.keys()].map((hex) => Buffer.from(hex, 'hex')),
    )
    .execute()
  return new Set(
    rows.flatMap(
      ({ identity_fingerprint: print }) => codes.get(Buffer.from(print).toString('hex')) ?? [],
    ),
  )
}

const open: readonly State[] = ['draft', 'waits']

/** Waiting orders of the person from all organisations; with drafts, for callers that end them. */
export async function waitingFor(
  tx: Tx,
  sealing: Sealing,
  {
    identityCode,
    now,
    withDrafts = false,
  }: {
    readonly identityCode: string
    readonly now: Instant
    readonly withDrafts?: boolean
  },
): Promise<readonly PreparedOrder[]> {
  const rows = await prepared(tx)
    .where('identity_fingerprint', '=', sealing.fingerprint(identityCode))
    .where('state', 'in', withDrafts ? open : ['waits'])
    .where('lapses_at', '>', timestamp(now) as unknown as Instant)
    .execute()
  return rows.map((row) => preparedOf(row, sealing))
}

export const lockPrepared = (
  tx: Tx,
  sealing: Sealing,
  preparedId: string,
): Promise<PreparedOrder | undefined> =>
  readOne(prepared(tx).where('prepared_id', '=', preparedId).forUpdate(), (row) =>
    preparedOf(row, sealing),
  )

/** Sets the final state; `orderId` if it was used. */
export async function settlePrepared(
  tx: Tx,
  preparedId: PreparedId,
  standing: Exclude<PreparedOrder['standing'], { state: 'draft' | 'waits' }>,
): Promise<void> {
  await tables(tx)
    .updateTable('employments.prepared_order')
    .set({
      state: standing.state,
      settled_at: timestamp(standing.settledAt),
      order_id: standing.state === 'used' ? standing.orderId : null,
      // The order has its own copy.
      ...{ certificate_sealed: null, certificate_type: null },
    })
    .where('prepared_id', '=', preparedId)
    .execute()
}

export async function storeCertificate(
  tx: Tx,
  sealing: Sealing,
  { preparedId, bytes, mediaType, digest }: SentAhead & { readonly preparedId: PreparedId },
): Promise<void> {
  await tables(tx)
    .updateTable('employments.prepared_order')
    .set({
      certificate_sealed: sealing.seal(bytes, `certificate ${preparedId}`),
      ...{ certificate_type: mediaType, certificate_digest: digest },
    })
    .where('prepared_id', '=', preparedId)
    .execute()
}

export async function certificateOf(
  tx: Tx,
  sealing: Sealing,
  preparedId: string,
): Promise<SentAhead | undefined> {
  const row = await tables(tx)
    .selectFrom('employments.prepared_order')
    .select(['certificate_sealed', 'certificate_type', 'certificate_digest'])
    .where('prepared_id', '=', preparedId)
    .executeTakeFirst()
  return row?.certificate_sealed && row.certificate_type && row.certificate_digest
    ? {
        bytes: sealing.open(row.certificate_sealed, `certificate ${preparedId}`),
        ...{ mediaType: row.certificate_type, digest: row.certificate_digest },
      }
    : undefined
}

/** Newest first. */
export async function preparedOfOrganisation(
  tx: Tx,
  sealing: Sealing,
  {
    organisationId,
    state,
    ...sought
  }: RowsSought & { readonly organisationId: string; readonly state?: State | undefined },
): Promise<readonly PreparedOrder[]> {
  const rows = await prepared(tx)
    .where('organisation_id', '=', organisationId)
    .$if(state !== undefined, (all) => all.where('state', '=', state ?? 'waits'))
    .$call(inOrderOfTime({ at: 'prepared_at', id: 'prepared_id', order: 'desc', ...sought }))
    .execute()
  return rows.map((row) => preparedOf(row, sealing))
}

export async function countPrepared(
  tx: Tx,
  organisationId: string,
): Promise<{ readonly [Each in State]: number }> {
  const rows = await tables(tx)
    .selectFrom('employments.prepared_order')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .where('organisation_id', '=', organisationId)
    .groupBy('state')
    .execute()
  const counts = Object.fromEntries(rows.map(({ state, count }) => [state, count]))
  return { draft: 0, waits: 0, used: 0, withdrawn: 0, lapsed: 0, ...counts }
}

/** Makes every draft of the organisation that has not lapsed visible to the desk. Returns how many. */
export async function sendAllDrafts(
  tx: Tx,
  { organisationId, now }: { readonly organisationId: string; readonly now: Instant },
): Promise<number> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('employments.prepared_order')
    .set({ state: 'waits' })
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'draft')
    .where('lapses_at', '>', timestamp(now) as unknown as Instant)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Lapses those that are due, also so that the person can be prepared again. Returns how many. */
export async function lapse(
  tx: Tx,
  { now, organisationId }: { readonly now: Instant; readonly organisationId?: string },
): Promise<number> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('employments.prepared_order')
    .set({
      state: 'lapsed',
      settled_at: timestamp(now),
      ...{ certificate_sealed: null, certificate_type: null },
    })
    .where('state', 'in', open)
    .where('lapses_at', '<=', timestamp(now) as unknown as Instant)
    .$if(organisationId !== undefined, (all) =>
      all.where('organisation_id', '=', organisationId ?? ''),
    )
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Deletes what was settled before the instant. */
export async function forgetSettled(tx: Tx, before: Instant): Promise<void> {
  await tables(tx)
    .deleteFrom('employments.prepared_order')
    .where('settled_at', '<', timestamp(before) as unknown as Instant)
    .execute()
}

type Row = {
  prepared_id: string
  organisation_id: string
  identity_fingerprint: Uint8Array
  facts_sealed: Uint8Array
  state: State
  prepared_by: string
  prepared_at: Instant
  lapses_at: Instant
  settled_at: Instant | null
  order_id: string | null
  certificate_sealed: Uint8Array | null
  certificate_type: string | null
  certificate_digest: string | null
}

const tables = (tx: Tx) => tx.$extendTables<{ 'employments.prepared_order': Row }>()
/** Without the employment certificate: it has megabytes, and is seldom requested. */
const prepared = (tx: Tx) => tables(tx).selectFrom('employments.prepared_order').select(columns)
const columns = [
  'prepared_id',
  'organisation_id',
  'identity_fingerprint',
  'facts_sealed',
  'state',
  'prepared_by',
  'prepared_at',
  'lapses_at',
  'settled_at',
  'order_id',
  'certificate_type',
  'certificate_digest',
] as const
type Shown = Pick<Row, (typeof columns)[number]>

const preparedOf = (row: Shown, sealing: Sealing): PreparedOrder => ({
  preparedId: row.prepared_id as PreparedId,
  organisationId: row.organisation_id,
  facts: openJson(sealing, row.facts_sealed, `facts ${row.prepared_id}`) as PreparedFacts,
  preparedBy: row.prepared_by,
  preparedAt: row.prepared_at,
  lapsesAt: row.lapses_at,
  hasCertificate: row.certificate_type !== null,
  standing: standingOf(row),
})

function standingOf(row: Shown): PreparedOrder['standing'] {
  switch (row.state) {
    case 'draft':
    case 'waits':
      return { state: row.state }
    case 'used':
      return {
        ...{ state: row.state, orderId: there(row, 'order_id') },
        settledAt: there(row, 'settled_at'),
      }
    case 'withdrawn':
    case 'lapsed':
      return { state: row.state, settledAt: there(row, 'settled_at') }
  }
}
