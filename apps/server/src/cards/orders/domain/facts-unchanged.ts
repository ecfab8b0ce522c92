import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Price } from '#cards/products/contract.ts'
import type { Right } from '#people/registers/contract.ts'
import {
  deliveryOf,
  type MemberContent,
  type OrderContent,
  type ProfessionalContent,
} from './order.ts'

export type FactsChanged = {
  readonly kind: 'facts-changed'
  readonly changed:
    | 'name'
    | 'registration-number'
    | 'doctor-id'
    | 'right'
    | 'non-disclosure'
    | 'address'
    | 'employer'
    | 'price'
}

type PersonNow = {
  readonly givenNames: string
  readonly surname: string
  readonly nonDisclosure: boolean
  /** Until when a card may be valid by current data. */
  readonly validTo: LocalDate
}

/** Current register data of a professional. */
export type FactsNow = PersonNow & {
  /** The letter's address is the one in the population register. */
  readonly isLetterToRegisteredAddress: boolean
  readonly registrationNumber: string
  readonly doctorId?: string
  readonly right: Right
}

/** Current data of a person's employment: the organisation with its current names, and the current price. */
export type EmploymentNow = PersonNow & {
  readonly organisation: string
  readonly unit?: { readonly oid: string; readonly name: string }
  readonly price: Price
}

/** Whether the order still agrees with the registers. Otherwise the registrar would sign outdated data. */
export function checkFactsUnchanged(
  order: ProfessionalContent,
  now: FactsNow,
): Result<void, FactsChanged> {
  const person = checkPersonUnchanged(order, now)
  if (!person.ok) return person
  if (deliveryOf(order) === 'home' && !now.isLetterToRegisteredAddress) return changed('address')
  if (order.registrationNumber !== now.registrationNumber) return changed('registration-number')
  if (order.doctorId !== now.doctorId) return changed('doctor-id')
  if (!isSameRight(order.right, now.right) || order.validTo > now.validTo) return changed('right')

  return ok(undefined)
}

/** The same for a staff or actor card; whether it may be ordered is checked separately, by the agreements. */
export function checkMemberFactsUnchanged(
  order: MemberContent,
  now: EmploymentNow,
): Result<void, FactsChanged> {
  const person = checkPersonUnchanged(order, now)
  if (!person.ok) return person
  const { organisation, unit } = order.employment
  const isSameUnit = unit?.oid === now.unit?.oid && unit?.name === now.unit?.name
  if (organisation !== now.organisation || !isSameUnit || order.validTo > now.validTo)
    return changed('employer')
  if (!isSamePrice(order.price, now.price)) return changed('price')

  return ok(undefined)
}

function checkPersonUnchanged(order: OrderContent, now: PersonNow): Result<void, FactsChanged> {
  if (order.givenNames !== now.givenNames || order.surname !== now.surname) return changed('name')
  if (now.nonDisclosure && order.letterTo !== 'registration-point') return changed('non-disclosure')
  return ok(undefined)
}

const changed = (what: FactsChanged['changed']): Result<never, FactsChanged> =>
  refuse({ kind: 'facts-changed', changed: what })

const isSamePrice = (one: Price, other: Price): boolean =>
  one.because === other.because &&
  (one.kind === 'priced' ? one.amount.cents : 0) ===
    (other.kind === 'priced' ? other.amount.cents : 0)

const isSameRight = (one: Right, other: Right): boolean =>
  one.rightId === other.rightId &&
  one.register === other.register &&
  one.code === other.code &&
  one.title.fi === other.title.fi &&
  one.title.sv === other.title.sv &&
  one.title.en === other.title.en &&
  one.validFrom === other.validFrom &&
  one.validTo === other.validTo &&
  one.limits === other.limits
