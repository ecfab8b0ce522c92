import { refuse, ok, type Result } from '@sotevarmenne/kernel/result'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { excluding, type PrintedRight } from './one-card.ts'
import { needsDoctorId, type RightFacts, type RightRules } from './right-rules.ts'
import { professionalCardValidTo } from './validity.ts'

/** All facts on which a professional card is decided. */
export type ApplicationFacts = {
  readonly personId: string
  /** The ordering registrar. */
  readonly orderedBy: string
  /** Absent when the population register does not know the person. */
  readonly population?: { readonly died?: LocalDate }
  readonly rights: readonly RightFacts[]
  readonly doctorId?: string
  /** As in force on the day. */
  readonly rightRules: RightRules
  /** Professional cards of the person that are neither cancelled nor expired. */
  readonly validCards: readonly ({ readonly cardId: string } & PrintedRight)[]
  /** Placed orders of the person that have not led to a card yet. */
  readonly pendingOrders: readonly ({ readonly orderId: string } & PrintedRight)[]
  readonly today: LocalDate
}

/** Refusals that apply to every right. */
export type PersonRefusal =
  | { readonly kind: 'ordering-for-oneself' }
  | { readonly kind: 'unknown-to-population-register' }
  | { readonly kind: 'person-has-died' }
  | { readonly kind: 'no-right' }

/** Refusals because of another card, which the person has or has ordered. */
export type OtherCardRefusal =
  | { readonly kind: 'order-pending'; readonly orderId?: string }
  | { readonly kind: 'valid-card-exists'; readonly cardId: string }

/** Refusals because of the chosen right. */
export type RightRefusal =
  | { readonly kind: 'right-not-found' }
  | { readonly kind: 'right-ended'; readonly endedOn: LocalDate }
  | { readonly kind: 'right-not-begun'; readonly beginsOn: LocalDate }
  | { readonly kind: 'doctor-id-missing' }

export type EligibilityRefusal = PersonRefusal | OtherCardRefusal | RightRefusal

/**
 * Whether a professional card may be ordered with this right printed on it (mission M1).
 * Returns the last day of the card, inclusive.
 */
export function decideProfessionalCard(
  facts: ApplicationFacts,
  rightId: string,
): Result<{ readonly validTo: LocalDate }, EligibilityRefusal> {
  const person = checkPerson(facts)
  if (!person.ok) return person

  const right = facts.rights.find((candidate) => candidate.rightId === rightId)
  const only = checkOnlyCard(right, facts)
  if (!only.ok) return only
  if (!right) return refuse({ kind: 'right-not-found' })

  const checked = checkRight(right, facts)
  if (!checked.ok) return checked

  return ok({ validTo: professionalCardValidTo(facts.today, right.validTo) })
}

/**
 * Whether a professional card may be ordered with any of the person's rights. Refuses with the most helpful
 * reason.
 */
export function mayOrderProfessionalCard(
  facts: ApplicationFacts,
): Result<{ readonly rightIds: readonly string[] }, EligibilityRefusal> {
  const person = checkPerson(facts)
  if (!person.ok) return person

  const checked = facts.rights.map((right) => {
    const only = checkOnlyCard(right, facts)
    return { right, assessment: only.ok ? checkRight(right, facts) : only }
  })
  const orderable = checked.filter(({ assessment }) => assessment.ok)
  if (orderable.length > 0) return ok({ rightIds: orderable.map(({ right }) => right.rightId) })

  const refusals = checked.flatMap(({ assessment }) => (assessment.ok ? [] : [assessment.refusal]))
  return refuse(mostHelpful(refusals))
}

/** Whether the right is in force on the day: begun, and not past its last day. */
export const isInForce = (right: RightFacts, today: LocalDate): boolean =>
  right.validFrom <= today && (right.validTo === undefined || today <= right.validTo)

function checkPerson(facts: ApplicationFacts): Result<void, PersonRefusal> {
  if (facts.orderedBy === facts.personId) return refuse({ kind: 'ordering-for-oneself' })
  if (!facts.population) return refuse({ kind: 'unknown-to-population-register' })
  if (facts.population.died !== undefined) return refuse({ kind: 'person-has-died' })
  if (facts.rights.length === 0) return refuse({ kind: 'no-right' })

  return ok(undefined)
}

/** Whether no other card, ordered or valid, excludes one of this right (R5, R15); without a right, any does. */
export function checkOnlyCard(
  right: Pick<RightFacts, 'code' | 'register'> | undefined,
  {
    validCards,
    pendingOrders,
    rightRules,
  }: Pick<ApplicationFacts, 'validCards' | 'pendingOrders' | 'rightRules'>,
): Result<void, OtherCardRefusal> {
  // The rules name codes of Terhikki: the same code of the other register is another right.
  const printed = right?.register === 'TERHIKKI' ? { rightCode: right.code } : undefined
  const pending = excluding(printed, pendingOrders, rightRules)
  if (pending) return refuse({ kind: 'order-pending', orderId: pending.orderId })
  const card = excluding(printed, validCards, rightRules)
  if (card) return refuse({ kind: 'valid-card-exists', cardId: card.cardId })

  return ok(undefined)
}

export function checkRight(
  right: RightFacts,
  { doctorId, rightRules, today }: Pick<ApplicationFacts, 'doctorId' | 'rightRules' | 'today'>,
): Result<void, RightRefusal> {
  if (right.validTo !== undefined && right.validTo < today)
    return refuse({ kind: 'right-ended', endedOn: right.validTo })
  if (today < right.validFrom) return refuse({ kind: 'right-not-begun', beginsOn: right.validFrom })
  if (doctorId === undefined && needsDoctorId(right, rightRules))
    return refuse({ kind: 'doctor-id-missing' })

  return ok(undefined)
}

/**
 * A card or order in the way comes first; a missing Doctor ID can be added and a right can begin; of ended rights
 * the latest is reported.
 */
function mostHelpful(refusals: readonly (OtherCardRefusal | RightRefusal)[]): EligibilityRefusal {
  const inTheWay =
    refusals.find(({ kind }) => kind === 'order-pending') ??
    refusals.find(({ kind }) => kind === 'valid-card-exists')
  if (inTheWay) return inTheWay

  const missing = refusals.find(({ kind }) => kind === 'doctor-id-missing')
  if (missing) return missing

  const [beginsOn] = daysOf(refusals, (each) => each.kind === 'right-not-begun' && each.beginsOn)
  if (beginsOn !== undefined) return { kind: 'right-not-begun', beginsOn }

  const endedOn = daysOf(refusals, (each) => each.kind === 'right-ended' && each.endedOn).at(-1)
  return endedOn === undefined ? { kind: 'no-right' } : { kind: 'right-ended', endedOn }
}

/** The days that the refusals name, the earliest first. */
const daysOf = <Refused>(
  refusals: readonly Refused[],
  dayOf: (refusal: Refused) => LocalDate | false,
): readonly LocalDate[] =>
  refusals
    .map(dayOf)
    .filter((day) => day !== false)
    .toSorted()
