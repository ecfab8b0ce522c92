import type { ApiKeyState } from '@sotevarmenne/api/api-keys'
import { addYears, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { ApiKey } from '../contract.ts'

/** So that scanners of source code find a key that was checked in. */
export const prefix = 'svk_'

/** A prefix, and 256 random bits: nobody guesses one. */
export const isApiKey = (text: string): boolean => /^svk_[\w-]{43}$/.test(text)

export function stateOf({ revokedAt, lastDay }: ApiKey, today: LocalDate): ApiKeyState {
  if (revokedAt !== undefined) return 'revoked'
  return lastDay < today ? 'ended' : 'in-use'
}

/** A key ends within a year: one that was forgotten somewhere does not work for ever. */
export const isLastDayAllowed = (lastDay: LocalDate, today: LocalDate): boolean =>
  lastDay >= today && lastDay <= addYears(today, 1)
