import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

/** The document by which the person was identified: its data, never a copy. */
export type Identification = {
  readonly documentType: 'passport' | 'identity-card'
  readonly documentNumber: string
  /** ISO 3166-1, two letters. */
  readonly issuingCountry: string
  /** The last day on which it is valid. */
  readonly expires: LocalDate
}

export type IdentificationRefusal =
  | { readonly kind: 'document-expired'; readonly expires: LocalDate }
  | { readonly kind: 'document-country-not-accepted' }

/**
 * A passport of any state; an identity card of an EEA state, Switzerland or San Marino; valid today.
 * A driving licence or a Kela card can't even be written down.
 */
export function judgeIdentification(
  { documentType, issuingCountry, expires }: Identification,
  today: LocalDate,
): Result<void, IdentificationRefusal> {
  if (documentType === 'identity-card' && !identityCardCountries.has(issuingCountry))
    return refuse({ kind: 'document-country-not-accepted' })
  if (expires < today) return refuse({ kind: 'document-expired', expires })

  return ok(undefined)
}

/** EEA states, Switzerland and San Marino. */
const identityCardCountries: ReadonlySet<string> = new Set(
  (
    'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK ' +
    'IS LI NO CH SM'
  ).split(' '),
)
