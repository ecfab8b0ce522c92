import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Language } from './languages.ts'

/** An instant as people write it, in Finnish time. */
export const showInstant = (at: Instant, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Helsinki',
  }).format(at)

/** A day as people write it. */
export const showDay = (date: LocalDate, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium', timeZone: 'UTC' }).format(
    Date.parse(`${date}T00:00:00Z`),
  )

const locales = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' } as const
