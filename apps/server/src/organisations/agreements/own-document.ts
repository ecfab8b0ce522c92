import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { PaperDocument } from './contract.ts'
import { findDocument } from './store.ts'

export type DocumentNotFound = { readonly kind: 'document-not-found' }

/** Whether the document is the organisation's: the giver's, and once it is signed the authorised one's. */
export const isParty = (document: PaperDocument, organisationId: string): boolean =>
  document.organisation.organisationId === organisationId ||
  (document.terms.kind === 'authorisation' &&
    document.signatures.length > 0 &&
    document.terms.authorised.organisationId === organisationId)

/** The document, when it is the organisation's to see; others learn nothing of it. */
export async function ownDocument(
  tx: Tx,
  sealing: Sealing,
  { organisationId, documentId }: { readonly organisationId: string; readonly documentId: string },
  find = findDocument,
): Promise<Result<PaperDocument, DocumentNotFound>> {
  const document = await find(tx, sealing, documentId)
  return document && isParty(document, organisationId)
    ? ok(document)
    : refuse({ kind: 'document-not-found' })
}
