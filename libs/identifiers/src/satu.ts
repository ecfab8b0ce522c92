import type { Brand } from '@sotevarmenne/kernel/brand'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { checkCharacter } from './check-character.ts'

/**
 * Electronic client identifier (sähköinen asiointitunnus, SATU): eight digits, a check character. Contains no
 * personal data.
 */
export type Satu = Brand<string, 'Satu'>

export type SatuRefusal =
  { readonly kind: 'not-a-satu' } | { readonly kind: 'wrong-check-character' }

/** Parses a SATU; accepts spaces around it and lower case. */
export function parseSatu(text: string): Result<Satu, SatuRefusal> {
  const satu = text.trim().toUpperCase()
  if (!/^\d{8}[0-9A-Y]$/.test(satu)) return refuse({ kind: 'not-a-satu' })
  if (checkCharacter(satu.slice(0, 8)) !== satu.slice(8))
    return refuse({ kind: 'wrong-check-character' })
  return ok(satu as Satu)
}
