import type { BusinessStatus } from '@sotevarmenne/api/organisations'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { CodedOrganisation } from '../../../people/registers/contract.ts'

export type NoLongerTrue =
  /** Decisions need the code service's copy of the day. */
  | { readonly kind: 'copy-not-of-today' }
  | { readonly kind: 'oid-not-in-code-service' }
  | { readonly kind: 'oid-not-begun'; readonly validFrom: LocalDate }
  | { readonly kind: 'oid-ended'; readonly validTo: LocalDate }
  | { readonly kind: 'name-changed'; readonly name: string }
  | { readonly kind: 'organisation-ceased' }
  /** In the business register, since the application was sent (R315). */
  | { readonly kind: 'organisation-renamed'; readonly name: string }
  /** Dissolved or merged, while its unit is still listed (R260). */
  | { readonly kind: 'organisation-not-in-code-service'; readonly oid: string }

/**
 * Does the code service confirm the OID and its name today, and the business register the organisation
 * (R183)? Checked when an application is sent and again at issuing, with the name under which it was sent.
 */
export function checkCoded({
  entry,
  copiedAt,
  today,
  sentAs,
  business,
  sentFor,
  organisationName,
}: {
  readonly entry: CodedOrganisation | undefined
  readonly copiedAt: Instant
  readonly today: LocalDate
  readonly sentAs?: string
  readonly business: BusinessStatus
  /**
   * The organisation's name when sent; absent for programs and for applications sent before names were stored.
   */
  readonly sentFor?: string | undefined
  /** The name in the business register, where that was asked. */
  readonly organisationName?: string
}): Result<CodedOrganisation, NoLongerTrue> {
  if (dateInHelsinki(copiedAt) !== today) return refuse({ kind: 'copy-not-of-today' })
  if (!entry) return refuse({ kind: 'oid-not-in-code-service' })
  if (today < entry.validFrom) return refuse({ kind: 'oid-not-begun', validFrom: entry.validFrom })
  if (entry.validTo !== undefined && entry.validTo < today)
    return refuse({ kind: 'oid-ended', validTo: entry.validTo })
  if (sentAs !== undefined && sentAs !== entry.name)
    return refuse({ kind: 'name-changed', name: entry.name })
  if (business === 'ceased') return refuse({ kind: 'organisation-ceased' })
  const isRenamed =
    sentFor !== undefined && organisationName !== undefined && sentFor !== organisationName
  return isRenamed ? refuse({ kind: 'organisation-renamed', name: organisationName }) : ok(entry)
}

export type ConformityMissing = { readonly kind: 'conformity-missing' }

/** A private provider proves that its system conforms (R184); test versions need no proof. */
export const checkConformity = ({
  sector,
  isTest,
  hasConformity,
}: {
  readonly sector: CodedOrganisation['sector']
  readonly isTest: boolean
  readonly hasConformity: boolean
}): Result<undefined, ConformityMissing> =>
  sector === 'private' && !isTest && !hasConformity
    ? refuse({ kind: 'conformity-missing' })
    : ok(undefined)
