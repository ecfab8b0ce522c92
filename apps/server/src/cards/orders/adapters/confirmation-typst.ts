import type { ServiceDetails } from '#platform/service-contacts.ts'
import { taggedPdf } from '#platform/tagged-pdf.ts'
import type { RenderConfirmation } from '../ports.ts'
import { confirmationTexts } from './confirmation-texts.ts'

/** The applicant's confirmation. The same confirmation gives the same bytes. */
export const renderConfirmation =
  (service: Pick<ServiceDetails, 'isProductionService'>): RenderConfirmation =>
  (facts) => {
    const { language, draftedAt, confirmation } = facts
    const strokes = confirmation?.by.means === 'drawn' ? confirmation.by.strokes : []
    return taggedPdf({
      template: new URL('confirmation.typ', import.meta.url),
      inputs: { confirmation: { language, texts: confirmationTexts(facts, service), strokes } },
      at: confirmation?.confirmedAt ?? draftedAt,
    })
  }
