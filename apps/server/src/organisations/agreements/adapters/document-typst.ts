import { logoFile } from '@sotevarmenne/design-tokens/logo'
import { taggedPdf } from '#platform/tagged-pdf.ts'
import type { RenderDocument } from '../ports.ts'
import { documentTexts } from './document-texts.ts'

/** The same document gives the same bytes. */
export const renderDocument: RenderDocument = (document) =>
  taggedPdf({
    template: new URL('document.typ', import.meta.url),
    inputs: {
      document: { language: document.language, texts: documentTexts(document), logo: logoFile },
    },
    at: document.draftedAt,
  })
