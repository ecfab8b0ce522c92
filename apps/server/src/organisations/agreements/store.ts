import type { Instant } from '@sotevarmenne/kernel/instant'
import { json, there, timestamp, type Tx } from '#platform/db.ts'
import { inOrderOfTime, type PlaceInTime } from '#platform/paging.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { PaperId } from '#organisations/registry/contract.ts'
import type { Language } from '#people/persons/contract.ts'
import type {
  DocumentId,
  DocumentTerms,
  PaperDocument,
  PaperSignature,
  Party,
  Prepared,
} from './contract.ts'

export async function insertDocument(
  tx: Tx,
  sealing: Sealing,
  document: PaperDocument,
): Promise<void> {
  await tables(tx)
    .insertInto('agreements.document')
    .values({
      document_id: document.documentId,
      organisation_id: document.organisation.organisationId,
      ...saidColumns(document, sealing),
      drafted_by: document.draftedBy,
      drafted_at: timestamp(document.draftedAt),
      pdf_sealed: null,
      prepared: null,
      prepared_sealed: null,
      ...stateColumns(document),
    })
    .execute()
}

/** What a draft says. What was prepared of it is void. */
export async function saveDraft(tx: Tx, sealing: Sealing, document: PaperDocument): Promise<void> {
  await tables(tx)
    .updateTable('agreements.document')
    .set({ ...saidColumns(document, sealing), prepared: null, prepared_sealed: null })
    .where('document_id', '=', document.documentId)
    .execute()
}

/** `pdf`: as it is signed now; left as it is when absent. What was prepared is used up. */
export async function saveDocument(
  tx: Tx,
  sealing: Sealing,
  document: PaperDocument,
  pdf?: Uint8Array,
): Promise<void> {
  const { documentId } = document
  await tables(tx)
    .updateTable('agreements.document')
    .set({
      ...stateColumns(document),
      ...(pdf && { pdf_sealed: sealing.seal(pdf, `pdf ${documentId}`) }),
      prepared: null,
      prepared_sealed: null,
    })
    .where('document_id', '=', documentId)
    .execute()
}

/** For one signature; what was prepared before is gone. */
export async function savePrepared(
  tx: Tx,
  sealing: Sealing,
  documentId: DocumentId,
  { bytes, ...facts }: Prepared,
): Promise<void> {
  await tables(tx)
    .updateTable('agreements.document')
    .set({
      prepared: json(facts),
      prepared_sealed: sealing.seal(bytes, `prepared ${documentId}`),
    })
    .where('document_id', '=', documentId)
    .execute()
}

export async function preparedOf(
  tx: Tx,
  sealing: Sealing,
  documentId: DocumentId,
): Promise<Prepared | undefined> {
  const row = await tables(tx)
    .selectFrom('agreements.document')
    .select(['prepared', 'prepared_sealed'])
    .where('document_id', '=', documentId)
    .executeTakeFirst()
  return row?.prepared && row.prepared_sealed
    ? { ...row.prepared, bytes: sealing.open(row.prepared_sealed, `prepared ${documentId}`) }
    : undefined
}

/** As it was signed last. */
export async function signedPdfOf(
  tx: Tx,
  sealing: Sealing,
  documentId: DocumentId,
): Promise<Uint8Array | undefined> {
  const row = await tables(tx)
    .selectFrom('agreements.document')
    .select('pdf_sealed')
    .where('document_id', '=', documentId)
    .executeTakeFirst()
  return row?.pdf_sealed ? sealing.open(row.pdf_sealed, `pdf ${documentId}`) : undefined
}

export async function findDocument(
  tx: Tx,
  sealing: Sealing,
  documentId: string,
): Promise<PaperDocument | undefined> {
  const row = await documents(tx).where('document_id', '=', documentId).executeTakeFirst()
  return row && documentOf(row, sealing)
}

export async function lockDocument(
  tx: Tx,
  sealing: Sealing,
  documentId: string,
): Promise<PaperDocument | undefined> {
  const row = await documents(tx)
    .where('document_id', '=', documentId)
    .forUpdate()
    .executeTakeFirst()
  return row && documentOf(row, sealing)
}

/** Of the organisation, and those that others signed for it, or only those that wait for its signature; the newest first. */
export async function documentsOf(
  tx: Tx,
  sealing: Sealing,
  {
    organisationId,
    filter,
    behind,
    limit,
  }: {
    readonly organisationId: string
    readonly filter?: 'waits-for-us' | undefined
    readonly behind?: PlaceInTime | undefined
    readonly limit: number
  },
): Promise<readonly PaperDocument[]> {
  const rows = await documents(tx)
    .where((where) =>
      where.or([
        where.and([
          where('organisation_id', '=', organisationId),
          ...(filter === undefined ? [] : [where('state', '=', 'drafted')]),
        ]),
        where.and([
          where('counterpart', '=', organisationId),
          filter === undefined
            ? where('pdf_sealed', 'is not', null)
            : where('state', '=', 'signed'),
        ]),
      ]),
    )
    .$call(inOrderOfTime({ at: 'drafted_at', id: 'document_id', order: 'desc', behind, limit }))
    .execute()
  return rows.map((row) => documentOf(row, sealing))
}

/** What was signed of a paper: that it be, and that it end. */
export async function documentsOfPaper(
  tx: Tx,
  sealing: Sealing,
  paperId: string,
): Promise<readonly PaperDocument[]> {
  const rows = await documents(tx)
    .where('paper_id', '=', paperId)
    .orderBy('drafted_at', 'desc')
    .execute()
  return rows.map((row) => documentOf(row, sealing))
}

type Row = {
  document_id: string
  organisation_id: string
  counterpart: string | null
  organisation: Party
  terms_sealed: Uint8Array
  language: Language
  state: PaperDocument['state']
  signatures: readonly PaperSignature[]
  paper_id: string | null
  drafted_by: string
  drafted_at: Instant
  settled_by: string | null
  settled_at: Instant | null
  pdf_sealed: Uint8Array | null
  prepared: Omit<Prepared, 'bytes'> | null
  prepared_sealed: Uint8Array | null
}

const tables = (tx: Tx) => tx.$extendTables<{ 'agreements.document': Row }>()
/** Without what is prepared and the PDFs: those are megabytes, and few ask for them. */
const documents = (tx: Tx) => tables(tx).selectFrom('agreements.document').select(columns)
const columns = [
  ...(['document_id', 'organisation', 'terms_sealed', 'language', 'state'] as const),
  ...(['signatures', 'paper_id', 'drafted_by', 'drafted_at', 'settled_by', 'settled_at'] as const),
] as const
type Shown = Pick<Row, (typeof columns)[number]>

const saidColumns = (
  { documentId, terms, organisation, language }: PaperDocument,
  sealing: Sealing,
) => ({
  counterpart: terms.kind === 'authorisation' ? terms.authorised.organisationId : null,
  organisation: json(organisation),
  // An authorisation names a contact.
  terms_sealed: sealing.seal(Buffer.from(JSON.stringify(terms)), `terms ${documentId}`),
  language,
})

const stateColumns = (document: PaperDocument) => ({
  state: document.state,
  signatures: json(document.signatures),
  paper_id: document.state === 'concluded' ? document.paperId : null,
  settled_by: 'settledBy' in document ? document.settledBy : null,
  settled_at: 'settledAt' in document ? timestamp(document.settledAt) : null,
})

const documentOf = (row: Shown, sealing: Sealing): PaperDocument => ({
  documentId: row.document_id as DocumentId,
  organisation: row.organisation,
  terms: JSON.parse(
    Buffer.from(sealing.open(row.terms_sealed, `terms ${row.document_id}`)).toString('utf8'),
  ) as DocumentTerms,
  language: row.language,
  draftedBy: row.drafted_by,
  draftedAt: row.drafted_at,
  signatures: row.signatures,
  ...stateOf(row),
})

function stateOf(row: Shown) {
  const settled = () => ({
    settledBy: there(row, 'settled_by'),
    settledAt: there(row, 'settled_at'),
  })
  switch (row.state) {
    case 'drafted':
    case 'signed':
      return { state: row.state }
    case 'concluded':
      return { state: row.state, paperId: there(row, 'paper_id') as PaperId, ...settled() }
    case 'declined':
    case 'withdrawn':
      return { state: row.state, ...settled() }
  }
}
