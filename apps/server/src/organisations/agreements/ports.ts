import type { PaperDocument } from './contract.ts'

/** The document as a tagged PDF; the same document gives the same octets. */
export type RenderDocument = (
  document: Pick<PaperDocument, 'documentId' | 'organisation' | 'terms' | 'language' | 'draftedAt'>,
) => Promise<Uint8Array>
