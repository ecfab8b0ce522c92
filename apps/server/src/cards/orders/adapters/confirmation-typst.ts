import { taggedPdf } from '#platform/tagged-pdf.ts'
import type { RenderConfirmation } from '../ports.ts'
import { confirmationTexts } from './confirmation-texts.ts'

/** The applicant's confirmation. The same confirmation gives the same bytes. */
export const renderConfirmation: RenderConfirmation = (facts) => {
  const { language, draftedAt, confirmation } = facts
  const strokes = confirmation?.by.means === 'drawn' ? confirmation.by.strokes : []
  return taggedPdf({
    template: new URL('confirmation.typ', import.meta.url),
    inputs: { confirmation: { language, texts: confirmationTexts(facts), strokes } },
    at: confirmation?.confirmedAt ?? draftedAt,
  })
}
