import type { price } from '@sotevarmenne/api/organisations'
import type { z } from 'zod'
import { usePageLanguage } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'

/** A price with its reason, in words. */
export function usePrice(): (told: z.output<typeof price>) => string {
  const t = useTexts('member')
  const language = usePageLanguage()
  return (told) => {
    const reason = t(`because.${told.because}`)
    if (told.kind === 'free') return `${t('free')}: ${reason}`
    const amount = new Intl.NumberFormat(locales[language], {
      style: 'currency',
      currency: told.amount.currency,
    }).format(told.amount.cents / 100)
    return `${amount}: ${reason}`
  }
}

const locales = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' }
