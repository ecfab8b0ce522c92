import { withSealing, type Unsealed } from '#platform/sealing.ts'
import { bindOperations } from '#platform/operation.ts'
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

/** Seals signed documents. */
export function createAgreements(wired: Unsealed<AgreementsDeps>) {
  const deps: AgreementsDeps = withSealing(wired, 'agreements')
  return {
    ...bindOperations(deps, {
      listDocuments,
      listNameablePoints,
      draftDocument,
      changeDocument,
      viewDocument,
      viewDocumentPdf,
      prepareSignature,
      signDocument,
      settleDocument,
      viewSignedDocument,
    }),
    mailsOf: mailsOf(deps),
  }
}
