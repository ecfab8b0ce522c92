import type { Instant } from '@sotevarmenne/kernel/instant'
import { there, timestamp, readOne, type Tx } from '#platform/db.ts'
import { inOrderOfTime, isAmong, type PlaceInTime, type RowsSought } from '#platform/paging.ts'
import { openJson, sealJson, type Sealing } from '#platform/sealing.ts'
import type {
  CertificateId,
  PreparedFacts,
  PreparedId,
  PreparedOrder,
  SentAhead,
} from './contract.ts'
import { eraseUnused, type CertificateRow } from './certificate-store.ts'
import { foundInPages } from './found-in-pages.ts'

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
  ...noCertificate,
})

const noCertificate = {
  ...{ certificate_sealed: null, certificate_type: null, certificate_digest: null },
  certificate_id: null,
} as const

/** What is stated; the person stays. */
export async function saveFacts(
  tx: Tx,
  sealing: Sealing,
  { preparedId, facts }: Pick<PreparedOrder, 'preparedId' | 'facts'>,
): Promise<void> {
  await tables(tx)
    .updateTable('employments.prepared_order')
    .set({ facts_sealed: sealJson(sealing, facts, `facts ${preparedId}`) })
    .where('prepared_id', '=', preparedId)
    .execute()
}

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

/** What the organisation has prepared for these people, drafts too, that has not lapsed. */
export async function preparedOfPeople(
  tx: Tx,
  sealing: Sealing,
  {
    organisationId,
    identityCodes,
    now,
  }: {
    readonly organisationId: string
    readonly identityCodes: readonly string[]
    readonly now: Instant
  },
): Promise<readonly PreparedOrder[]> {
  if (identityCodes.length === 0) return []
  const rows = await prepared(tx)
    .where('organisation_id', '=', organisationId)
    .where('state', 'in', open)
    .where('lapses_at', '>', timestamp(now) as unknown as Instant)
    .where(
      'identity_fingerprint',
      'in',
      identityCodes.map((code) => Buffer.from(sealing.fingerprint(code))),
    )
    .execute()
  return rows.map((row) => preparedOf(row, sealing))
}

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

type Among = { readonly organisationId: string; readonly preparedIds: readonly string[] }

/** Those of them that are the organisation's. */
export const preparedAmong = (
  tx: Tx,
  sealing: Sealing,
  among: Among,
): Promise<ReadonlyMap<string, PreparedOrder>> => byId(sealing, ofOrganisation(tx, among))

/** The same, locked. */
export const lockManyPrepared = (
  tx: Tx,
  sealing: Sealing,
  among: Among,
): Promise<ReadonlyMap<string, PreparedOrder>> =>
  byId(
    sealing,
    // Two acts on the same rows wait for each other, and never both.
    ofOrganisation(tx, among).orderBy('prepared_id').forUpdate(),
  )

const ofOrganisation = (tx: Tx, { organisationId, preparedIds }: Among) =>
  prepared(tx)
    .where('organisation_id', '=', organisationId)
    .where(isAmong('prepared_id', preparedIds))

async function byId(
  sealing: Sealing,
  query: { readonly execute: () => Promise<readonly Shown[]> },
): Promise<ReadonlyMap<string, PreparedOrder>> {
  return new Map((await query.execute()).map((row) => [row.prepared_id, preparedOf(row, sealing)]))
}

/** Sets the final state; `orderId` if it was used. Its certificate is erased: the order has its own copy. */
export async function settlePrepared(
  tx: Tx,
  preparedIds: readonly PreparedId[],
  standing: Exclude<PreparedOrder['standing'], { state: 'draft' | 'waits' }>,
): Promise<void> {
  const certificates = await certificatesOf(tx, preparedIds)
  await tables(tx)
    .updateTable('employments.prepared_order')
    .set({
      state: standing.state,
      settled_at: timestamp(standing.settledAt),
      order_id: standing.state === 'used' ? standing.orderId : null,
      ...withoutCertificate,
    })
    .where(isAmong('prepared_id', preparedIds))
    .execute()
  await eraseUnused(tx, certificates)
}

/** The digest stays: what was attached is still known by it. */
const withoutCertificate = {
  ...{ certificate_sealed: null, certificate_type: null, certificate_id: null },
} as const

/** The shared certificates that are attached to them. */
async function certificatesOf(
  tx: Tx,
  preparedIds: readonly PreparedId[],
): Promise<readonly CertificateId[]> {
  const rows = await tables(tx)
    .selectFrom('employments.prepared_order')
    .select('certificate_id')
    .distinct()
    .where(isAmong('prepared_id', preparedIds))
    .where('certificate_id', 'is not', null)
    .execute()
  return rows.flatMap(({ certificate_id: id }) => id ?? [])
}

export async function storeCertificate(
  tx: Tx,
  sealing: Sealing,
  { preparedId, bytes, mediaType, digest }: SentAhead & { readonly preparedId: PreparedId },
): Promise<void> {
  const before = await certificatesOf(tx, [preparedId])
  await tables(tx)
    .updateTable('employments.prepared_order')
    .set({
      certificate_sealed: sealing.seal(bytes, `certificate ${preparedId}`),
      ...{ certificate_type: mediaType, certificate_digest: digest, certificate_id: null },
    })
    .where('prepared_id', '=', preparedId)
    .execute()
  await eraseUnused(tx, before)
}

/** Attaches one that is stored for many. */
export async function attachCertificate(
  tx: Tx,
  preparedIds: readonly PreparedId[],
  {
    certificateId,
    mediaType,
    digest,
  }: Omit<SentAhead, 'bytes'> & { readonly certificateId: CertificateId },
): Promise<void> {
  await tables(tx)
    .updateTable('employments.prepared_order')
    .set({
      ...{ certificate_id: certificateId, certificate_sealed: null },
      ...{ certificate_type: mediaType, certificate_digest: digest },
    })
    .where(isAmong('prepared_id', preparedIds))
    .execute()
}

export async function certificateOf(
  tx: Tx,
  sealing: Sealing,
  preparedId: string,
): Promise<SentAhead | undefined> {
  const row = await tables(tx)
    .selectFrom('employments.prepared_order as prepared')
    .leftJoin(
      'employments.certificate as shared',
      'shared.certificate_id',
      'prepared.certificate_id',
    )
    .select([
      ...(['certificate_sealed', 'certificate_type', 'certificate_digest'] as const),
      ...(['shared.certificate_id', 'shared.sealed'] as const),
    ])
    .where('prepared_id', '=', preparedId)
    .executeTakeFirst()
  if (!row?.certificate_type || !row.certificate_digest) return undefined
  const found = { mediaType: row.certificate_type, digest: row.certificate_digest }
  if (row.sealed && row.certificate_id)
    return { ...found, bytes: sealing.open(row.sealed, `certificate ${row.certificate_id}`) }
  return row.certificate_sealed
    ? { ...found, bytes: sealing.open(row.certificate_sealed, `certificate ${preparedId}`) }
    : undefined
}

/** Newest first. `isFound`: of the sealed facts, which the database cannot search. */
export async function preparedOfOrganisation(
  tx: Tx,
  sealing: Sealing,
  {
    organisationId,
    states,
    isFound,
    limit,
    ...sought
  }: RowsSought & {
    readonly organisationId: string
    /** Undefined: any. */
    readonly states?: readonly State[] | undefined
    readonly isFound?: ((facts: PreparedFacts) => boolean) | undefined
  },
): Promise<readonly PreparedOrder[]> {
  const page = async (behind: PlaceInTime | undefined, size: number) => {
    const rows = await prepared(tx)
      .where('organisation_id', '=', organisationId)
      .$if(states !== undefined, (all) => all.where('state', 'in', states ?? []))
      .$call(
        inOrderOfTime({
          ...{ at: 'prepared_at', id: 'prepared_id', order: 'desc' },
          ...{ ...sought, behind, limit: size },
        }),
      )
      .execute()
    return rows.map((row) => preparedOf(row, sealing))
  }
  return foundInPages(
    { ...sought, limit },
    {
      isFound: isFound && (({ facts }) => isFound(facts)),
      placeOf: ({ preparedAt, preparedId }) => ({ at: preparedAt, id: preparedId }),
      page,
    },
  )
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

/** Makes these drafts visible to the desk. */
export async function sendChosenDrafts(tx: Tx, preparedIds: readonly PreparedId[]): Promise<void> {
  await tables(tx)
    .updateTable('employments.prepared_order')
    .set({ state: 'waits' })
    .where(isAmong('prepared_id', preparedIds))
    .where('state', '=', 'draft')
    .execute()
}

/** Lapses those that are due, also so that the person can be prepared again. Returns how many. */
export async function lapse(
  tx: Tx,
  { now, organisationId }: { readonly now: Instant; readonly organisationId?: string },
): Promise<number> {
  const rows = await tables(tx)
    .selectFrom('employments.prepared_order')
    .select('prepared_id')
    .where('state', 'in', open)
    .where('lapses_at', '<=', timestamp(now) as unknown as Instant)
    .$if(organisationId !== undefined, (all) =>
      all.where('organisation_id', '=', organisationId ?? ''),
    )
    .forUpdate()
    .execute()
  const due = rows.map(({ prepared_id: preparedId }) => preparedId as PreparedId)
  for (let from = 0; from < due.length; from += maxAtOnce)
    await settlePrepared(tx, due.slice(from, from + maxAtOnce), {
      ...{ state: 'lapsed', settledAt: now },
    })
  return due.length
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
  /** Of one that is stored for many. */
  certificate_id: CertificateId | null
}

const tables = (tx: Tx) =>
  tx.$extendTables<{
    'employments.prepared_order': Row
    'employments.certificate': CertificateRow
  }>()
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
  ...(row.certificate_digest !== null && { certificateDigest: row.certificate_digest }),
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
