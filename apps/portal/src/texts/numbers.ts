import { locales } from '@sotevarmenne/kernel/show'
import { usePageLanguage } from './language.ts'

/** Digits grouped by the rules of the page's language: `1 200`, `1,200`. */
export function useWholeNumber(): (value: number) => string {
  const language = usePageLanguage()
  const format = new Intl.NumberFormat(locales[language])
  return (value) => format.format(value)
}

/** A number with one decimal in the page's language: `1,2`, `1.2`. */
export function useDecimal(): (value: number) => string {
  const language = usePageLanguage()
  const format = new Intl.NumberFormat(locales[language], {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })
  return (value) => format.format(value)
}
