import { startOfDay } from '@sotevarmenne/kernel/local-date'
import type { ServiceDetails } from '#platform/service-contacts.ts'
import { taggedPdf } from '#platform/tagged-pdf.ts'
import type { RenderDecision } from '../ports.ts'
import { decisionTexts } from './decision-texts.ts'

/** The same decision gives the same bytes. */
export const renderDecision =
  (service: Pick<ServiceDetails, 'isProductionService'>): RenderDecision =>
  (decision) =>
    taggedPdf({
      template: new URL('decision.typ', import.meta.url),
      inputs: {
        decision: { language: decision.language, texts: decisionTexts(decision, service) },
      },
      at: startOfDay(decision.decidedOn),
    })
