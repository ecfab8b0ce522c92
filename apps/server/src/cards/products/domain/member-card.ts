import { addDays, addYears, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { MemberProduct, OrganisationKind, Price } from '../contract.ts'
import { isInForce, type RightFacts } from './eligibility.ts'
import { listedPrice, type PriceList } from './price-list.ts'

/** Staff and actor card in figures: what an operator looks up and changes (FINEID S2: five years at most). */
export const memberCard = { longestYears: 5 } as const

/** Whose people get which card (R90, R91). */
export const memberProductOf = (kind: OrganisationKind): MemberProduct =>
  kind === 'other-body' ? 'actor-card' : 'staff-card'

/** Everything of the person on which a staff or actor card is decided. What the organisation's papers say is judged by `organisations`. */
export type MemberFacts = {
  readonly personId: string
  /** The registrar who orders. */
  readonly orderedBy: string
  /** Absent when the population register does not know the person. */
  readonly population?: { readonly died?: LocalDate }
  readonly rights: readonly RightFacts[]
  readonly today: LocalDate
}

/** What the person has of this organisation already, and until when the person is in its service. */
export type EmploymentFacts = {
  /** A card of the same kind and organisation that is not closed and has not run out. */
  readonly validCardId?: string
  /** An order of the same kind and organisation that has not led to a card yet. */
  readonly pendingOrderId?: string
  /** The last day, inclusive; absent when the employment has no end. */
  readonly endsOn?: LocalDate
}

export type MemberRefusal =
  | { readonly kind: 'ordering-for-oneself' }
  | { readonly kind: 'unknown-to-population-register' }
  | { readonly kind: 'person-has-died' }
  /** Whoever has a right in force gets the professional card. */
  | { readonly kind: 'right-in-force'; readonly rightId: string }

export type EmploymentRefusal =
  | { readonly kind: 'member-order-pending'; readonly orderId: string }
  | { readonly kind: 'valid-member-card-exists'; readonly cardId: string }
  | { readonly kind: 'employment-ended'; readonly endedOn: LocalDate }

/** May this person have a staff or actor card at all, whoever the employer is (R90, R91)? */
export function mayHaveMemberCard(facts: MemberFacts): Result<void, MemberRefusal> {
  if (facts.orderedBy === facts.personId) return refuse({ kind: 'ordering-for-oneself' })
  if (!facts.population) return refuse({ kind: 'unknown-to-population-register' })
  if (facts.population.died !== undefined) return refuse({ kind: 'person-has-died' })
  const held = facts.rights.find((right) => isInForce(right, facts.today))
  if (held) return refuse({ kind: 'right-in-force', rightId: held.rightId })

  return ok(undefined)
}

/** May the person have one of this employer (R93, R94)? Answers the last day of the card, inclusive. */
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

/** Five years less a day, so that the first and the last day are whole ones, and never beyond the employment. */
export function memberCardValidTo(today: LocalDate, endsOn: LocalDate | undefined): LocalDate {
  const longest = addDays(addYears(today, memberCard.longestYears), -1)
  return endsOn !== undefined && endsOn < longest ? endsOn : longest
}

/** What the organisation pays for the card (R95, R96, R134), by the price list of its agreement. */
export function memberCardPrice(
  product: MemberProduct,
  {
    logsInToPatientSystems,
    replacesFaulty,
    list,
    on,
  }: {
    /** As the employer declared it; counts for staff only. */
    readonly logsInToPatientSystems: boolean
    /** In the place of a card whose complaint made the new one free. */
    readonly replacesFaulty: boolean
    readonly list: PriceList
    readonly on: LocalDate
  },
): Price {
  if (product === 'staff-card' && logsInToPatientSystems)
    return { kind: 'free', because: 'logs-in-to-patient-systems' }
  if (replacesFaulty) return { kind: 'free', because: 'faulty-card' }
  return {
    kind: 'priced',
    amount: listedPrice(product, on, list),
    because: product === 'staff-card' ? 'staff-without-patient-systems' : 'actor-card',
  }
}
