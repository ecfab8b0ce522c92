import type { RightView } from '@sotevarmenne/api/orders'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Right } from '#people/registers/contract.ts'
import { isInForce } from './domain/eligibility.ts'

/** The right as in the HTTP contract, and whether it is in force on that day. */
export const showRight = (right: Right, today: LocalDate): RightView => ({
  rightId: right.rightId,
  register: right.register,
  code: right.code,
  title: right.title,
  validFrom: right.validFrom,
  ...(right.validTo !== undefined && { validTo: right.validTo }),
  inForce: isInForce(right, today),
  ...(right.mayPrescribe === true && { mayPrescribe: true }),
  ...(right.limits !== undefined && { limits: right.limits }),
})
