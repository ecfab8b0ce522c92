import { instant } from '@sotevarmenne/kernel/instant'
import type { Language } from '@sotevarmenne/pages/languages'
import { taggedPdf } from '#platform/tagged-pdf.ts'
import { powerOfAttorneyTexts } from './power-of-attorney-texts.ts'

/** The model power of attorney that an organisation fills in, signs and attaches to the request for its account. */
export function modelPowerOfAttorney(language: Language): Promise<Uint8Array> {
  const created = models.get(language) ?? render(language)
  models.set(language, created)
  created.catch(() => models.delete(language))
  return created
}

const models = new Map<Language, Promise<Uint8Array>>()

const render = (language: Language): Promise<Uint8Array> =>
  taggedPdf({
    template: new URL('power-of-attorney.typ', import.meta.url),
    inputs: { model: { language, texts: powerOfAttorneyTexts[language] } },
    at: instant(Date.parse('2026-12-01T00:00:00Z')),
  })
