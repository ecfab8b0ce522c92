import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { AgreementDocument } from './contract.ts'
import { findDocument } from './store.ts'

export type DocumentNotFound = { readonly kind: 'document-not-found' }

/** Whether the document belongs to the organisation: as giver, or once it is signed as accepting side. */
export const isParty = (document: AgreementDocument, organisationId: string): boolean =>
  document.organisation.organisationId === organisationId ||
  (document.terms.kind === 'delegation' &&
    document.signatures.length > 0 &&
    document.terms.delegate.organisationId === organisationId)

/** The document, if the organisation may see it; others learn nothing of it. */
export async function ownDocument(
  tx: Tx,
  sealing: Sealing,
  { organisationId, documentId }: { readonly organisationId: string; readonly documentId: string },
  find = findDocument,
): Promise<Result<AgreementDocument, DocumentNotFound>> {
  const document = await find(tx, sealing, documentId)
  return document && isParty(document, organisationId)
    ? ok(document)
    : refuse({ kind: 'document-not-found' })
}
