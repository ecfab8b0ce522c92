import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Right } from '#registers/contract.ts'
import type { OrderContent } from './order.ts'

export type FactsChanged = {
  readonly kind: 'facts-changed'
  readonly changed: 'name' | 'registration-number' | 'doctor-id' | 'right' | 'non-disclosure'
}

/** What the registers say now, and how long a card may be valid by it. */
export type FactsNow = {
  readonly givenNames: string
  readonly surname: string
  readonly nonDisclosure: boolean
  readonly registrationNumber: string
  readonly doctorId?: string
  readonly right: Right
  readonly validTo: LocalDate
}

/** Does the order still say what the registers say? Otherwise the registrar would sign what is no longer true. */
export function stillTrue(order: OrderContent, now: FactsNow): Result<void, FactsChanged> {
  const changed = (what: FactsChanged['changed']): Result<never, FactsChanged> =>
    refuse({ kind: 'facts-changed', changed: what })

  if (order.givenNames !== now.givenNames || order.surname !== now.surname) return changed('name')
  if (order.registrationNumber !== now.registrationNumber) return changed('registration-number')
  if (order.doctorId !== now.doctorId) return changed('doctor-id')
  if (!isSameRight(order.right, now.right) || order.validTo > now.validTo) return changed('right')
  if (now.nonDisclosure && order.letterTo !== 'registration-point') return changed('non-disclosure')

  return ok(undefined)
}

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
