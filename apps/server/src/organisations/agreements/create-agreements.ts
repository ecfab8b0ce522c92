import { createSealing } from '#platform/sealing.ts'
import type { AgreementsDeps } from './deps.ts'
import { changeDocument, draftDocument, settleDocument } from './draft-document.ts'
import { mailsOf } from './mails.ts'
import { prepareSignature, signDocument } from './sign-document.ts'
import {
  listDocuments,
  listNameablePoints,
  viewDocument,
  viewDocumentPdf,
  viewSignedDocument,
} from './view-documents.ts'

export type Agreements = ReturnType<typeof createAgreements>

/** `key`: at least 32 secret bytes, from which the key that seals signed documents is derived. */
export function createAgreements({
  key,
  ...rest
}: Omit<AgreementsDeps, 'sealing'> & { readonly key: Uint8Array }) {
  const deps: AgreementsDeps = { ...rest, sealing: createSealing(key, 'agreements') }
  return {
    listDocuments: listDocuments(deps),
    viewDocument: viewDocument(deps),
    viewDocumentPdf: viewDocumentPdf(deps),
    listNameablePoints: listNameablePoints(deps),
    draftDocument: draftDocument(deps),
    changeDocument: changeDocument(deps),
    settleDocument: settleDocument(deps),
    prepareSignature: prepareSignature(deps),
    signDocument: signDocument(deps),
    viewSignedDocument: viewSignedDocument(deps),
    mailsOf: mailsOf(deps),
  }
}
