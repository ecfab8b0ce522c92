import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { CodedOrganisation } from '../../../people/registers/contract.ts'
import type { ApplicationFacts } from '../contract.ts'

export type IntermediaryRefusal =
  /** An organisation that runs signing systems for another must be a Kanta intermediary, and say so. */
  | { readonly kind: 'intermediary-not-named' }
  | { readonly kind: 'intermediary-not-in-register'; readonly name: string }
  /** The intermediary that is named is not the applicant. */
  | { readonly kind: 'intermediary-does-not-apply'; readonly name: string }

/** Whether it is in the register on that day. */
export const standsOn = (
  { validFrom, validTo }: Pick<CodedOrganisation, 'validFrom' | 'validTo'>,
  on: LocalDate,
): boolean => validFrom <= on && (validTo === undefined || on <= validTo)

/**
 * Is the organisation of the technical contact the Kanta intermediary that it is said to be, and is there one
 * where one is required (R297)? Undefined where there is nothing to check.
 */
export function checkIntermediary({
  facts: { product, isTest, technicalContact },
  applicant,
  isOwn,
  intermediaries,
  today,
}: {
  readonly facts: Pick<ApplicationFacts, 'product' | 'isTest' | 'technicalContact'>
  readonly applicant: { readonly businessId: BusinessId }
  /** Whether the applicant applies with its own OID. */
  readonly isOwn: boolean
  /** As in the register. */
  readonly intermediaries: readonly CodedOrganisation[]
  readonly today: LocalDate
}): Result<undefined, IntermediaryRefusal> | undefined {
  const mustApply = product === 'system-signature' && !isTest && !isOwn
  const { organisation: name = '', isKantaIntermediary = false } = technicalContact
  if (!isKantaIntermediary)
    return mustApply ? refuse({ kind: 'intermediary-not-named' }) : undefined
  const named = intermediaries.filter((one) => one.name === name && standsOn(one, today))
  if (named.length === 0) return refuse({ kind: 'intermediary-not-in-register', name })
  if (mustApply && !named.some(({ businessId }) => businessId === applicant.businessId))
    return refuse({ kind: 'intermediary-does-not-apply', name })
  return ok(undefined)
}
