import type { IdentityDocument } from '@sotevarmenne/api/identification'
import {
  documentTypeOf,
  isBornOn,
  parseMachineReadableZone,
  stateOf,
  type MachineReadableZone,
  type MachineReadableZoneRefusal,
} from '@sotevarmenne/identifiers/machine-readable-zone'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { hasNumberOfItsKind, latestExpiry } from './document-form.ts'

type Facts = {
  readonly documentNumber: string
  /** ISO 3166-1, two letters. */
  readonly issuingCountry: string
  /** The last day on which it is valid. */
  readonly expires: LocalDate
}

type Document = Facts & { readonly documentType: IdentityDocument }

/**
 * The document by which the person was identified: its data, never a copy (R11). For a person without a
 * document whom the police identified, the police's reference replaces its number.
 */
export type Identification = Document | (Facts & { readonly documentType: 'police-verification' })

/** What is presented at a desk. What the machine read from a document is compared, and not stored. */
export type Presented =
  | (Document & { readonly machineReadableZone?: string | undefined })
  | { readonly documentType: 'police-verification'; readonly documentNumber: string }

/** What the service knows in addition to the document. */
export type KnownOfPresented = {
  readonly today: LocalDate
  readonly bornOn: LocalDate
  /** About this very document, for any person who presents it. */
  readonly doubts: readonly ('open' | 'rejected')[]
  /** Of this person and reference: the last day on which it is accepted. */
  readonly verifiedUntil: LocalDate | undefined
}

export type IdentificationRefusal =
  | { readonly kind: 'document-expired'; readonly expires: LocalDate }
  | { readonly kind: 'document-country-not-accepted' }
  | { readonly kind: 'document-number-wrong' }
  | { readonly kind: 'document-valid-too-long'; readonly latest: LocalDate }
  | {
      readonly kind: 'machine-readable-zone-wrong'
      readonly because: MachineReadableZoneRefusal
    }
  | { readonly kind: 'not-an-identity-document' }
  | {
      readonly kind: 'document-not-as-read'
      readonly field: keyof Identification
    }
  | { readonly kind: 'document-of-another' }
  | { readonly kind: 'document-in-doubt' }
  | { readonly kind: 'document-rejected' }
  | { readonly kind: 'police-verification-unknown' }

/**
 * A passport of any state; an identity card of an EEA state, Switzerland or San Marino; valid today (R10), with
 * a number and a last day that documents of its kind have.
 * Its machine readable zone matches what was entered, and the person's date of birth (R110). Not one that the
 * office has in doubt (R111). Or the police's verification that the office has confirmed (R112). A driving
 * licence or a Kela card can't even be entered.
 */
export function checkIdentityDocument(
  presented: Presented,
  { today, bornOn, doubts, verifiedUntil }: KnownOfPresented,
): Result<Identification, IdentificationRefusal> {
  if (presented.documentType === 'police-verification')
    return verifiedUntil !== undefined && verifiedUntil >= today
      ? ok({
          documentType: presented.documentType,
          documentNumber: presented.documentNumber,
          issuingCountry: 'FI',
          expires: verifiedUntil,
        })
      : refuse({ kind: 'police-verification-unknown' })

  const { machineReadableZone, ...document } = presented
  const { documentType, issuingCountry, expires } = document
  if (documentType === 'identity-card' && !identityCardCountries.has(issuingCountry))
    return refuse({ kind: 'document-country-not-accepted' })
  if (!hasNumberOfItsKind(document)) return refuse({ kind: 'document-number-wrong' })
  if (expires < today) return refuse({ kind: 'document-expired', expires })
  const latest = latestExpiry(document, { today, bornOn })
  if (latest !== undefined && expires > latest)
    return refuse({ kind: 'document-valid-too-long', latest })
  if (machineReadableZone !== undefined) {
    const read = parseMachineReadableZone(machineReadableZone)
    if (!read.ok) return refuse({ kind: 'machine-readable-zone-wrong', because: read.refusal })
    const agreed = checkReading(read.value, { document, bornOn })
    if (!agreed.ok) return agreed
  }
  if (doubts.includes('rejected')) return refuse({ kind: 'document-rejected' })
  if (doubts.includes('open')) return refuse({ kind: 'document-in-doubt' })

  return ok(document)
}

/** Whether the zone matches the document as it was entered, and the date of birth. */
function checkReading(
  zone: MachineReadableZone,
  { document, bornOn }: { readonly document: Document; readonly bornOn: LocalDate },
): Result<void, IdentificationRefusal> {
  const documentType = documentTypeOf(zone)
  if (documentType === undefined) return refuse({ kind: 'not-an-identity-document' })
  const read = {
    documentType,
    documentNumber: zone.documentNumber,
    issuingCountry: stateOf(zone),
    expires: zone.expires,
  }
  const other = fields.find((field) => document[field] !== read[field])
  if (other !== undefined) return refuse({ kind: 'document-not-as-read', field: other })
  if (!isBornOn(zone, bornOn)) return refuse({ kind: 'document-of-another' })

  return ok(undefined)
}

const fields = ['documentType', 'documentNumber', 'issuingCountry', 'expires'] as const

/** EEA states, Switzerland and San Marino. */
const identityCardCountries: ReadonlySet<string> = new Set(
  (
    'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK ' +
    'IS LI NO CH SM'
  ).split(' '),
)
