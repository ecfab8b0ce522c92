import type { Language } from '@sotevarmenne/api/values'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { json, there, timestamp, readOne, type Tx } from '#platform/db.ts'
import { inOrderOfTime, type RowsSought } from '#platform/paging.ts'
import { openJson, sealJson, type Sealing } from '#platform/sealing.ts'
import type { AgreementId } from '#organisations/registry/contract.ts'
import type {
  DocumentId,
  DocumentTerms,
  AgreementDocument,
  AgreementSignature,
  Party,
  Prepared,
} from './contract.ts'

export async function insertDocument(
  tx: Tx,
  sealing: Sealing,
  document: AgreementDocument,
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

/** Stores the content of a draft. Earlier preparations are void. */
export async function saveDraft(
  tx: Tx,
  sealing: Sealing,
  document: AgreementDocument,
): Promise<void> {
  await tables(tx)
    .updateTable('agreements.document')
    .set({ ...saidColumns(document, sealing), prepared: null, prepared_sealed: null })
    .where('document_id', '=', document.documentId)
    .execute()
}

/** `pdf`: as signed now; left unchanged when absent. The preparation is used up. */
export async function saveDocument(
  tx: Tx,
  sealing: Sealing,
  document: AgreementDocument,
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

/** For one signature; replaces an earlier preparation. */
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

/** The PDF as last signed. */
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

export const findDocument = (tx: Tx, sealing: Sealing, documentId: string) =>
  readOne(documents(tx).where('document_id', '=', documentId), (row) => documentOf(row, sealing))

export const lockDocument = (tx: Tx, sealing: Sealing, documentId: string) =>
  readOne(documents(tx).where('document_id', '=', documentId).forUpdate(), (row) =>
    documentOf(row, sealing),
  )

/**
 * Own documents and those that others signed for the organisation, or only those that wait for its signature;
 * newest first.
 */
export async function documentsOf(
  tx: Tx,
  sealing: Sealing,
  {
    organisationId,
    filter,
    ...sought
  }: RowsSought & {
    readonly organisationId: string
    readonly filter?: 'waits-for-us' | undefined
  },
): Promise<readonly AgreementDocument[]> {
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
    .$call(inOrderOfTime({ at: 'drafted_at', id: 'document_id', order: 'desc', ...sought }))
    .execute()
  return rows.map((row) => documentOf(row, sealing))
}

/** Signed documents of an agreement or delegation: its conclusion and its end. */
export async function documentsOfAgreement(
  tx: Tx,
  sealing: Sealing,
  agreementId: string,
): Promise<readonly AgreementDocument[]> {
  const rows = await documents(tx)
    .where('agreement_id', '=', agreementId)
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
  state: AgreementDocument['state']
  signatures: readonly AgreementSignature[]
  agreement_id: string | null
  drafted_by: string
  drafted_at: Instant
  settled_by: string | null
  settled_at: Instant | null
  pdf_sealed: Uint8Array | null
  prepared: Omit<Prepared, 'bytes'> | null
  prepared_sealed: Uint8Array | null
}

const tables = (tx: Tx) => tx.$extendTables<{ 'agreements.document': Row }>()
/** Without preparations and PDFs: those are megabytes, and seldom requested. */
const documents = (tx: Tx) => tables(tx).selectFrom('agreements.document').select(columns)
const columns = [
  ...(['document_id', 'organisation', 'terms_sealed', 'language', 'state'] as const),
  ...([
    'signatures',
    'agreement_id',
    'drafted_by',
    'drafted_at',
    'settled_by',
    'settled_at',
  ] as const),
] as const
type Shown = Pick<Row, (typeof columns)[number]>

const saidColumns = (
  { documentId, terms, organisation, language }: AgreementDocument,
  sealing: Sealing,
) => ({
  counterpart: terms.kind === 'delegation' ? terms.delegate.organisationId : null,
  organisation: json(organisation),
  // A delegation names a contact.
  terms_sealed: sealJson(sealing, terms, `terms ${documentId}`),
  language,
})

const stateColumns = (document: AgreementDocument) => ({
  state: document.state,
  signatures: json(document.signatures),
  agreement_id: document.state === 'concluded' ? document.agreementId : null,
  settled_by: 'settledBy' in document ? document.settledBy : null,
  settled_at: 'settledAt' in document ? timestamp(document.settledAt) : null,
})

const documentOf = (row: Shown, sealing: Sealing): AgreementDocument => ({
  documentId: row.document_id as DocumentId,
  organisation: row.organisation,
  terms: openJson(sealing, row.terms_sealed, `terms ${row.document_id}`) as DocumentTerms,
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
      return {
        state: row.state,
        agreementId: there(row, 'agreement_id') as AgreementId,
        ...settled(),
      }
    case 'declined':
    case 'withdrawn':
      return { state: row.state, ...settled() }
  }
}
