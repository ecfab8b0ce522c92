import { locales } from '@sotevarmenne/kernel/show'
import { usePageLanguage } from './language.ts'

/** Euro cents as an amount in the page's language: `75,30 €`, `€75.30`. */
export function useMoney(): (cents: number) => string {
  const language = usePageLanguage()
  const format = new Intl.NumberFormat(locales[language], { style: 'currency', currency: 'EUR' })
  return (cents) => format.format(cents / 100)
}

/** Thousandths as per cent in the page's language: `25,5 %`, `25.5%`. */
export function usePercent(): (permille: number) => string {
  const language = usePageLanguage()
  const format = new Intl.NumberFormat(locales[language], {
    style: 'percent',
    maximumFractionDigits: 1,
  })
  return (permille) => format.format(permille / 1000)
}
