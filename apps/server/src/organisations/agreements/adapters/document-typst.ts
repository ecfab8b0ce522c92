import { logoFile } from '@sotevarmenne/design-tokens/logo'
import type { ServiceDetails } from '#platform/service-contacts.ts'
import { taggedPdf } from '#platform/tagged-pdf.ts'
import type { RenderDocument } from '../ports.ts'
import { documentTexts } from './document-texts.ts'

/** The same document gives the same bytes. */
export const renderDocument =
  (service: Pick<ServiceDetails, 'isProductionService'>): RenderDocument =>
  (document) =>
    taggedPdf({
      template: new URL('document.typ', import.meta.url),
      inputs: {
        document: {
          language: document.language,
          texts: documentTexts(document, service),
          logo: logoFile,
        },
      },
      at: document.draftedAt,
    })
