import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Card } from '@sotevarmenne/api/cards'
import type { ApplicationFacts } from '#products/index.ts'
import type { PopulationFacts, RegisterUnavailable, RightsHeld } from '#registers/contract.ts'
import type { Registers } from '#registers/index.ts'
import type { Order } from './domain/order.ts'

/** What both registers said of a person; absent where the register does not know the person. */
export type RegisterAnswers = {
  readonly population?: PopulationFacts
  readonly held?: RightsHeld
}

/** Asks both registers at once, outside any transaction. */
export async function askRegisters(
  registers: Registers,
  identityCode: IdentityCode,
): Promise<Result<RegisterAnswers, RegisterUnavailable>> {
  const [population, held] = await Promise.all([
    registers.lookUpPerson(identityCode),
    registers.lookUpRights(identityCode),
  ])
  if (!population.ok && population.refusal.kind === 'register-unavailable')
    return refuse(population.refusal)
  if (!held.ok && held.refusal.kind === 'register-unavailable') return refuse(held.refusal)

  return ok({
    ...(population.ok && { population: population.value }),
    ...(held.ok && { held: held.value }),
  })
}

/** Puts together everything on which a professional card is decided. */
export function applicationFacts({
  personId,
  orderedBy,
  answers: { population, held },
  cards,
  orders,
  today,
}: {
  readonly personId: string
  readonly orderedBy: string
  readonly answers: RegisterAnswers
  readonly cards: readonly Card[]
  readonly orders: readonly Order[]
  readonly today: LocalDate
}): ApplicationFacts {
  // One in whose place a new one is offered goes on until that is in use, and keeps nobody from ordering it.
  const validCard = cards.find(
    ({ state, validTo, replacementOffered }) =>
      state !== 'closed' && validTo >= today && replacementOffered === undefined,
  )
  const pending = orders.find((order) => order.state === 'ordered')
  return {
    personId,
    orderedBy,
    ...(population && { population }),
    rights: held?.rights ?? [],
    ...(held?.doctorId !== undefined && { doctorId: held.doctorId }),
    ...(validCard && { validCardId: validCard.cardId }),
    ...(pending && { pendingOrderId: pending.content.orderId }),
    today,
  }
}
