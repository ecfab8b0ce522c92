import { showDecimal, showNumber } from '@sotevarmenne/kernel/show'
import { usePageLanguage } from './language.ts'

/** Digits grouped by the rules of the page's language: `1 200`, `1,200`. */
export function useWholeNumber(): (value: number) => string {
  const language = usePageLanguage()
  return (value) => showNumber(value, language)
}

/** A number with one decimal in the page's language: `1,2`, `1.2`. */
export function useDecimal(): (value: number) => string {
  const language = usePageLanguage()
  return (value) => showDecimal(value, language)
}
