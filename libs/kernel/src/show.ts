import type { Instant } from './instant.ts'
import type { LocalDate } from './local-date.ts'

type Language = keyof typeof locales

/** An instant in the language's usual format, in Finnish time. */
export const showInstant = (at: Instant, language: Language): string =>
  instants(language).format(at)

/** The same in figures: `24.11.2026 klo 14.00`. */
export const showTime = (at: Instant, language: Language): string => times(language).format(at)

/** A day in the language's usual format. */
export const showDay = (date: LocalDate, language: Language): string =>
  days(language).format(Date.parse(`${date}T00:00:00Z`))

/** An amount in the language's usual form: `414,00 €`, `€414.00`. */
export const showEuros = (cents: number, language: Language): string =>
  amounts(language).format(cents / 100)

export const locales = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' } as const

/** A number with its digits grouped by the rules of the language: `1 200`, `1,200`. */
export const showNumber = (value: number, language: Language): string =>
  wholeNumbers(language).format(value)

/** A number with one decimal: `1,2`, `1.2`. */
export const showDecimal = (value: number, language: Language): string =>
  decimals(language).format(value)

/** Cached, one per language: each takes tens of kilobytes outside the heap, which are freed late. */
function perLanguage<Format>(create: (language: Language) => Format) {
  const created = new Map<Language, Format>()
  return (language: Language): Format => {
    const format = created.get(language) ?? create(language)
    created.set(language, format)
    return format
  }
}

const formats = (wishesIn: (language: Language) => Intl.DateTimeFormatOptions) =>
  perLanguage((language) => new Intl.DateTimeFormat(locales[language], wishesIn(language)))

const wholeNumbers = perLanguage((language) => new Intl.NumberFormat(locales[language]))

const decimals = perLanguage(
  (language) =>
    new Intl.NumberFormat(locales[language], {
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    }),
)

const amounts = perLanguage(
  (language) => new Intl.NumberFormat(locales[language], { style: 'currency', currency: 'EUR' }),
)

const instants = formats(() => ({
  ...{ dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Helsinki' },
}))
const times = formats((language) => ({
  ...(language === 'sv'
    ? { ...inFigures, hour: '2-digit', minute: '2-digit' }
    : { dateStyle: 'medium', timeStyle: 'short' }),
  timeZone: 'Europe/Helsinki',
}))
const inFigures = { day: 'numeric', month: 'numeric', year: 'numeric' } as const
/** In Finland days are written in figures, in Swedish too. */
const days = formats((language) =>
  language === 'sv' ? { ...inFigures, timeZone: 'UTC' } : { dateStyle: 'medium', timeZone: 'UTC' },
)
