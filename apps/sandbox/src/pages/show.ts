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

const locales = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' } as const
