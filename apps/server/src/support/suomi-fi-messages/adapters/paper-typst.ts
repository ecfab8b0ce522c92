import { taggedPdf } from '#platform/tagged-pdf.ts'
import type { RenderPaper } from '../ports.ts'

/** The address page is made by the printing service (`createAddressPage`). */
export const renderPaper: RenderPaper = ({ title, text, language, at }) =>
  taggedPdf({
    template: new URL('paper.typ', import.meta.url),
    inputs: { message: { language, title, paragraphs: text.split('\n\n') } },
    at,
  })
