import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Language } from './languages.ts'

/** An instant as people write it, in Finnish time. */
export const showInstant = (at: Instant, language: Language): string =>
  instants(language).format(at)

/** A day as people write it. */
export const showDay = (date: LocalDate, language: Language): string =>
  days(language).format(Date.parse(`${date}T00:00:00Z`))

const locales = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' } as const

/** One for each language, kept: each takes tens of kilobytes beside the heap, which is given back late. */
const formats = (wishes: Intl.DateTimeFormatOptions) => {
  const made = new Map<Language, Intl.DateTimeFormat>()
  return (language: Language): Intl.DateTimeFormat => {
    const format = made.get(language) ?? new Intl.DateTimeFormat(locales[language], wishes)
    made.set(language, format)
    return format
  }
}

const instants = formats({ dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Helsinki' })
const days = formats({ dateStyle: 'medium', timeZone: 'UTC' })
