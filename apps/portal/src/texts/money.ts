import type { Language } from './text.ts'
import { usePageLanguage } from './dates.ts'

const locales: Record<Language, string> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' }

/** Euro cents as an amount in the page's language: `75,30 €`, `€75.30`. */
export function useMoney(): (cents: number) => string {
  const language = usePageLanguage()
  const format = new Intl.NumberFormat(locales[language], { style: 'currency', currency: 'EUR' })
  return (cents) => format.format(cents / 100)
}
