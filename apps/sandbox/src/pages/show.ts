import { parseInstant, type Instant } from '@sotevarmenne/kernel/instant'
import type { Language } from '../world/languages.ts'

/** An instant as people write it, in Finnish time. Takes ISO 8601 too. */
export function showInstant(at: Instant | string, language: Language): string {
  const known = typeof at === 'string' ? parseInstant(at) : at
  if (known === undefined) return String(at)
  return new Intl.DateTimeFormat(locales[language], {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Helsinki',
  }).format(known)
}

/** A day, `YYYY-MM-DD`, as people write it. */
export const showDay = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium', timeZone: 'UTC' }).format(
    Date.parse(`${day}T00:00:00Z`),
  )

const locales = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' } as const
