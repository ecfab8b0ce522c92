import type { Instant } from '@sotevarmenne/kernel/instant'
import { localDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { hasRow, optionalTimestamp, readOne, there, timestamp, type Tx } from '#platform/db.ts'
import { inOrderOfTime, isAmong, type RowsSought } from '#platform/paging.ts'
import { openJson, sealJson, type Sealing } from '#platform/sealing.ts'
import type {
  Identification,
  Inquiry,
  InquiryId,
  InquiryContent,
  InquirySubject,
} from './contract.ts'

type Row = {
  inquiry_id: string
  person_id: string
  point_id: string
  kind: InquirySubject['kind']
  state: Inquiry['state']
  raised_by: string
  raised_at: Instant
  ended_at: Instant | null
  ended_by: string | null
  good_until: string | null
  content_sealed: Uint8Array | null
  document_fingerprint: Uint8Array | null
}

type Tables = { 'identification.inquiry': Row }

export async function insertInquiry(tx: Tx, sealing: Sealing, inquiry: Inquiry): Promise<void> {
  await tables(tx)
    .insertInto('identification.inquiry')
    .values({
      inquiry_id: inquiry.inquiryId,
      person_id: inquiry.personId,
      point_id: inquiry.pointId,
      kind: inquiry.kind,
      raised_by: inquiry.raisedBy,
      raised_at: timestamp(inquiry.raisedAt),
      ...changingColumns(sealing, inquiry),
    })
    .execute()
}

export async function saveInquiry(tx: Tx, sealing: Sealing, inquiry: Inquiry): Promise<void> {
  await tables(tx)
    .updateTable('identification.inquiry')
    .set(changingColumns(sealing, inquiry))
    .where('inquiry_id', '=', inquiry.inquiryId)
    .execute()
}

export const lockInquiry = (
  tx: Tx,
  sealing: Sealing,
  inquiryId: string,
): Promise<Inquiry | undefined> =>
  readOne(inquiries(tx).where('inquiry_id', '=', inquiryId).forUpdate(), (row) =>
    inquiryOf(sealing, row),
  )

export const raisedAt = (
  tx: Tx,
  inquiryId: string,
): Promise<{ readonly pointId: string; readonly raisedBy: string } | undefined> =>
  readOne(inquiries(tx).where('inquiry_id', '=', inquiryId), (row) => ({
    pointId: row.point_id,
    raisedBy: row.raised_by,
  }))

export const hasOpenInquiry = (
  tx: Tx,
  { personId, kind }: Pick<Inquiry, 'personId' | 'kind'>,
): Promise<boolean> =>
  hasRow(
    inquiries(tx)
      .where('person_id', '=', personId)
      .where('kind', '=', kind)
      .where('state', '=', 'open'),
  )

/** Of the person, the newest first. */
export async function inquiriesOf(
  tx: Tx,
  sealing: Sealing,
  personId: string,
): Promise<readonly Inquiry[]> {
  const rows = await inquiries(tx)
    .where('person_id', '=', personId)
    .orderBy('raised_at', 'desc')
    .orderBy('inquiry_id', 'desc')
    .execute()
  return rows.map((row) => inquiryOf(sealing, row))
}

export async function inquiriesNewestFirst(
  tx: Tx,
  sealing: Sealing,
  page: RowsSought & {
    /** Absent for all points. */
    readonly pointId: string | undefined
    readonly isOpen: boolean
    /** Only inquiries about these persons. */
    readonly personIds?: readonly string[] | undefined
  },
): Promise<readonly Inquiry[]> {
  const { pointId, isOpen, personIds } = page
  let query = inquiries(tx).where('state', isOpen ? '=' : '<>', 'open')
  if (pointId !== undefined) query = query.where('point_id', '=', pointId)
  if (personIds !== undefined) query = query.where(isAmong('person_id', personIds))
  const rows = await query
    .where('content_sealed', 'is not', null)
    .$call(inOrderOfTime({ at: 'raised_at', id: 'inquiry_id', order: 'desc', ...page }))
    .execute()
  return rows.map((row) => inquiryOf(sealing, row))
}

/** They apply to any person who presents the document. */
export async function doubtsAbout(
  tx: Tx,
  sealing: Sealing,
  document: Pick<Identification, 'documentType' | 'documentNumber' | 'issuingCountry'>,
): Promise<readonly ('open' | 'rejected')[]> {
  const rows = await inquiries(tx)
    .where('document_fingerprint', '=', fingerprintOf(sealing, document))
    .where('kind', '=', 'document-doubt')
    .execute()
  return rows.flatMap(({ state }) => (state === 'open' || state === 'rejected' ? [state] : []))
}

/** The last day on which the police verification of that very person is accepted. */
export async function verifiedUntil(
  tx: Tx,
  sealing: Sealing,
  { personId, reference }: { readonly personId: string; readonly reference: string },
): Promise<LocalDate | undefined> {
  const row = await inquiries(tx)
    .where('document_fingerprint', '=', fingerprintOfReference(sealing, reference))
    .where('person_id', '=', personId)
    .where('kind', '=', 'no-document')
    .where('state', '=', 'confirmed')
    .orderBy('good_until', 'desc')
    .executeTakeFirst()
  return row === undefined || row.good_until === null ? undefined : localDate(row.good_until)
}

const changingColumns = (sealing: Sealing, inquiry: Inquiry) => ({
  state: inquiry.state,
  ended_at: optionalTimestamp('endedAt' in inquiry ? inquiry.endedAt : undefined),
  ended_by: 'endedBy' in inquiry ? inquiry.endedBy : null,
  good_until: ('goodUntil' in inquiry ? inquiry.goodUntil : undefined) ?? null,
  content_sealed:
    inquiry.content === undefined ? null : sealJson(sealing, inquiry.content, inquiry.inquiryId),
  document_fingerprint: inquiry.content ? fingerprintIn(sealing, inquiry.content) : null,
})

function fingerprintIn(sealing: Sealing, { subject, reference }: InquiryContent) {
  if (subject.kind === 'document-doubt') return fingerprintOf(sealing, subject.document)
  return reference === undefined ? null : fingerprintOfReference(sealing, reference)
}

const fingerprintOf = (
  sealing: Sealing,
  {
    documentType,
    documentNumber,
    issuingCountry,
  }: Pick<Identification, 'documentType' | 'documentNumber' | 'issuingCountry'>,
): Uint8Array =>
  sealing.fingerprint(`${documentType} ${issuingCountry} ${documentNumber.toUpperCase()}`)

const fingerprintOfReference = (sealing: Sealing, reference: string): Uint8Array =>
  sealing.fingerprint(`police ${reference.toUpperCase()}`)

const tables = (tx: Tx) => tx.$extendTables<Tables>()

const inquiries = (tx: Tx) =>
  tables(tx)
    .selectFrom('identification.inquiry')
    .select([
      'inquiry_id',
      'person_id',
      'point_id',
      'kind',
      'state',
      'raised_by',
      'raised_at',
      'ended_at',
      'ended_by',
      sql<string | null>`good_until::text`.as('good_until'),
      'content_sealed',
      'document_fingerprint',
    ])

function inquiryOf(sealing: Sealing, row: Row): Inquiry {
  const every = {
    inquiryId: row.inquiry_id as InquiryId,
    personId: row.person_id,
    pointId: row.point_id,
    kind: row.kind,
    raisedBy: row.raised_by,
    raisedAt: row.raised_at,
    ...(row.content_sealed && {
      content: openJson(sealing, row.content_sealed, row.inquiry_id) as InquiryContent,
    }),
  }
  switch (row.state) {
    case 'open':
      if (!every.content) throw new Error(`open inquiry ${row.inquiry_id} lacks its content`)
      return { ...every, content: every.content, state: 'open' }
    case 'withdrawn':
      return { ...every, state: 'withdrawn', endedAt: there(row, 'ended_at') }
    case 'rejected':
      return {
        ...{ ...every, state: 'rejected' },
        ...{ endedAt: there(row, 'ended_at'), endedBy: there(row, 'ended_by') },
      }
    case 'confirmed':
      return {
        ...{ ...every, state: 'confirmed' },
        ...{ endedAt: there(row, 'ended_at'), endedBy: there(row, 'ended_by') },
        ...(row.good_until !== null && { goodUntil: localDate(row.good_until) }),
      }
  }
}
