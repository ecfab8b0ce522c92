import { createSealing } from '#platform/sealing.ts'
import type { PapersDeps } from './deps.ts'
import { changeDocument, draftDocument, settleDocument } from './draft-document.ts'
import { mailsOf } from './mails.ts'
import { prepareSignature, signDocument } from './sign-document.ts'
import {
  listDocuments,
  listNameablePoints,
  viewDocument,
  viewDocumentPdf,
  viewSignedOfPaper,
} from './view-documents.ts'

export type Papers = ReturnType<typeof createPapers>

/** `key`: at least 32 secret octets, from which the key that seals what was signed is derived. */
export function createPapers({
  key,
  ...rest
}: Omit<PapersDeps, 'sealing'> & { readonly key: Uint8Array }) {
  const deps: PapersDeps = { ...rest, sealing: createSealing(key, 'papers') }
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
    viewSignedOfPaper: viewSignedOfPaper(deps),
    mailsOf: mailsOf(deps),
  }
}
