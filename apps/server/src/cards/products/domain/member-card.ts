import type {
  MemberProduct,
  OrganisationKind,
  PricedBecause,
} from '@sotevarmenne/api/organisations'
import { addDays, addYears, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Price } from '../contract.ts'
import { isInForce } from './eligibility.ts'
import type { RightFacts } from './right-rules.ts'
import { listedPrice, type PriceList } from './price-list.ts'

/** Limits of staff and actor cards, for operators to look up and change (FINEID S2: five years at most). */
export const memberCard = { maxYears: 5 } as const

/** The kind of card by kind of organisation (R90, R91). */
export const memberProductOf = (kind: OrganisationKind): MemberProduct =>
  kind === 'other-body' ? 'actor-card' : 'staff-card'

/**
 * All facts about the person on which a staff or actor card is decided. `organisations` checks the
 * agreements.
 */
export type MemberFacts = {
  readonly personId: string
  /** The ordering registrar. */
  readonly orderedBy: string
  /** Absent when the population register does not know the person. */
  readonly population?: { readonly died?: LocalDate }
  readonly rights: readonly RightFacts[]
  readonly today: LocalDate
}

/** What the person already has from this organisation, and until when the employment lasts. */
export type EmploymentFacts = {
  /** A card of the same kind and organisation that is neither cancelled nor expired. */
  readonly validCardId?: string
  /** An order of the same kind and organisation that has not led to a card yet. */
  readonly pendingOrderId?: string
  /** Last day, inclusive; absent when the employment has no end. */
  readonly endsOn?: LocalDate
}

export type MemberRefusal =
  | { readonly kind: 'ordering-for-oneself' }
  | { readonly kind: 'unknown-to-population-register' }
  | { readonly kind: 'person-has-died' }
  /** A person with a right in force gets the professional card. */
  | { readonly kind: 'right-in-force'; readonly rightId: string }

export type EmploymentRefusal =
  | { readonly kind: 'member-order-pending'; readonly orderId: string }
  | { readonly kind: 'valid-member-card-exists'; readonly cardId: string }
  | { readonly kind: 'employment-ended'; readonly endedOn: LocalDate }

/** Whether this person may have a staff or actor card at all, from any employer (R90, R91). */
export function mayHaveMemberCard(facts: MemberFacts): Result<void, MemberRefusal> {
  if (facts.orderedBy === facts.personId) return refuse({ kind: 'ordering-for-oneself' })
  if (!facts.population) return refuse({ kind: 'unknown-to-population-register' })
  if (facts.population.died !== undefined) return refuse({ kind: 'person-has-died' })
  const held = facts.rights.find((right) => isInForce(right, facts.today))
  if (held) return refuse({ kind: 'right-in-force', rightId: held.rightId })

  return ok(undefined)
}

/**
 * Whether the person may have one from this employer (R93, R94). Returns the last day of the card, inclusive.
 */
export function decideMemberCard(
  facts: MemberFacts,
  employment: EmploymentFacts,
): Result<{ readonly validTo: LocalDate }, MemberRefusal | EmploymentRefusal> {
  const person = mayHaveMemberCard(facts)
  if (!person.ok) return person
  const { validCardId, pendingOrderId, endsOn } = employment
  if (endsOn !== undefined && endsOn < facts.today)
    return refuse({ kind: 'employment-ended', endedOn: endsOn })
  if (pendingOrderId !== undefined)
    return refuse({ kind: 'member-order-pending', orderId: pendingOrderId })
  if (validCardId !== undefined)
    return refuse({ kind: 'valid-member-card-exists', cardId: validCardId })

  return ok({ validTo: memberCardValidTo(facts.today, endsOn) })
}

/**
 * Five years less a day, so that the first and the last day are whole days, and never beyond the employment.
 */
export function memberCardValidTo(today: LocalDate, endsOn: LocalDate | undefined): LocalDate {
  const max = addDays(addYears(today, memberCard.maxYears), -1)
  return endsOn !== undefined && endsOn < max ? endsOn : max
}

/** The organisation's price for the card (R95, R96, R134, R407), by the price list of its agreement. */
export function memberCardPrice(
  product: MemberProduct,
  {
    logsInToPatientSystems,
    isStudent = false,
    replacesFaulty,
    list,
    on,
  }: {
    /** As declared by the employer; relevant for staff only. */
    readonly logsInToPatientSystems: boolean
    /** A student in practice there, as declared; relevant for staff only. */
    readonly isStudent?: boolean | undefined
    /** It replaces a card, and the complaint made the new one free. */
    readonly replacesFaulty: boolean
    readonly list: PriceList
    readonly on: LocalDate
  },
): Price {
  if (product === 'staff-card' && logsInToPatientSystems && !isStudent)
    return { kind: 'free', because: 'logs-in-to-patient-systems' }
  if (replacesFaulty) return { kind: 'free', because: 'faulty-card' }
  return {
    kind: 'priced',
    amount: listedPrice(product, on, list),
    because: pricedBecause(product, isStudent),
  }
}

function pricedBecause(product: MemberProduct, isStudent: boolean): PricedBecause {
  if (product === 'actor-card') return 'actor-card'
  return isStudent ? 'student-in-practice' : 'staff-without-patient-systems'
}
