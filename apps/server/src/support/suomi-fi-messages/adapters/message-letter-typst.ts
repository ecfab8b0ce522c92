import { taggedPdf } from '#platform/tagged-pdf.ts'
import type { RenderLetter } from '../ports.ts'

/** The address page is made by the printing service (`createAddressPage`). */
export const renderLetter: RenderLetter = ({ title, text, language, at }) =>
  taggedPdf({
    template: new URL('message-letter.typ', import.meta.url),
    inputs: { message: { language, title, paragraphs: text.split('\n\n') } },
    at,
  })
