import type { AgreementDocument } from './contract.ts'

/** The document as a tagged PDF; the same document gives the same bytes. */
export type RenderDocument = (
  document: Pick<
    AgreementDocument,
    'documentId' | 'organisation' | 'terms' | 'language' | 'draftedAt'
  >,
) => Promise<Uint8Array>
