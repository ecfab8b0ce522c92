import { randomUUID } from 'node:crypto'
import type { SpareCardView } from '@sotevarmenne/api/spare-cards'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, localDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import * as api from '@sotevarmenne/api/spare-cards'
import { newCardNumber } from '#cards/card/index.ts'
import type { ActualCard } from '#cards/lifecycle/index.ts'
import { followSpareCard } from '#cards/register-changes/index.ts'
import type { IdentificationRefusal } from '#points/identification/contract.ts'
import {
  decisionOn,
  groundsOfSpareCard,
  checkRepeatedData,
  priceOfSpareCard,
  type SpareCardRefusal,
  type SpareCardRegisterRefusal,
} from '#cards/products/index.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import { registrarOf, type NotAtAPoint } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import type { SpareCardId, SpareCardStarted } from './contract.ts'
import { deciding } from './decide.ts'
import { aboutSpareCard, notify, type Sealed } from './deps.ts'
import { checkReturnDate, type ReturnDateRefusal } from './domain/rules.ts'
import type { SpareCardIn, SpareCardSays } from './domain/spare-card.ts'
import { insertSpareCard } from './stores/spare-cards.ts'
import { showOneAtDesk } from './view.ts'
import { startSpareCardProblems } from './problems.ts'

export type StartSpareCardRefusal =
  | NotAtAPoint
  | { readonly kind: 'card-not-found' }
  | RegisterUnavailable
  | SpareCardRefusal
  | SpareCardRegisterRefusal
  | ReturnDateRefusal
  | IdentificationRefusal

type Started = Result<SpareCardView, StartSpareCardRefusal>

/**
 * Decides a spare card for the holder, who is at the desk and was identified: by the rules of M9 and new
 * register queries, since it repeats the data of the actual card. From now on it may be produced on a blank
 * card.
 */
export const startSpareCard = operation({
  contract: api.startSpareCard,
  problems: startSpareCardProblems,
  handle:
    (deps: Sealed) =>
    async (permit, requested): Promise<Started> => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk
      const today = dateInHelsinki(deps.clock.now())
      const stillTrue = await queryRegisters(deps, requested.cardId, today)
      if (!stillTrue.ok) return stillTrue

      return deps.db.write(async (tx): Promise<Started> => {
        const actual = await deps.cards.findActualCard(tx, requested.cardId)
        if (!actual) return refuse({ kind: 'card-not-found' })
        const identified = await deps.identify(tx, {
          personId: actual.holder,
          presented: requested.identification,
        })
        if (!identified.ok) return identified
        const { registrar: producedBy, pointId } = desk.value
        const by = { holder: actual.holder, producedBy, pointId, today }
        const { decide, validity } = await deciding(deps, tx, by)
        const decided = decide(actual)
        if (!decided.ok) return decided
        const { validTo } = decided.value
        const returnBy = checkReturnDate(localDate(requested.returnBy), { today, validTo })
        if (!returnBy.ok) return returnBy

        const { says } = actual
        const startedAt = deps.clock.now()
        const card: SpareCardIn<'beingProduced'> = {
          spareCardId: randomUUID() as string as SpareCardId,
          actualCardId: actual.cardId,
          orderId: actual.orderId,
          holder: actual.holder,
          pointId: desk.value.pointId,
          startedAt,
          missedBecause: requested.missedBecause,
          says: repeated(says),
          validTo,
          returnBy: returnBy.value,
          decision: decisionOn(
            'spare-card',
            startedAt,
            groundsOfSpareCard({
              missedBecause: requested.missedBecause,
              cardValidTo: says.validTo,
              validTo,
              validity,
              price: await priceOfSpareCard(tx, await deps.termsOf(tx, actual.orderId), today),
            }),
          ),
          cardNumber: newCardNumber(),
          findings: [],
          state: 'beingProduced',
        }
        const plain = Buffer.from(JSON.stringify(identified.value), 'utf8')
        await insertSpareCard(tx, card, deps.sealing.seal(plain, card.spareCardId))
        const { spareCardId, actualCardId } = card
        await followSpareCard(tx, { spareCardId, actualCardId, personId: card.holder, validTo })
        const event: SpareCardStarted = {
          type: 'SpareCardStarted',
          about: aboutSpareCard(card),
          actualCardId: card.actualCardId,
          missedBecause: card.missedBecause,
          documentType: identified.value.documentType,
        }
        await notify(deps, tx, event, permit)
        // A decision that was not used lapses.
        await deps.planJob(tx, {
          kind: 'spareCards.cancelUnfinished',
          key: `spareCards.cancelUnfinished/${card.spareCardId}`,
          payload: { spareCardId: card.spareCardId },
          dueAt: plus(card.startedAt, day),
        })
        return ok(await showOneAtDesk(deps, tx, permit, card))
      })
    },
})

/** The data of the actual card, without those that are not in its certificates. */
function repeated(says: ActualCard['says']): SpareCardSays {
  const { givenNames, surname, title, language } = says
  const every = { givenNames, surname, title, language }
  if (says.product !== 'professional-card')
    return { ...every, subjectNumber: says.subjectNumber, employer: says.employer }
  const { registrationNumber, doctorId } = says
  return { ...every, registrationNumber, ...(doctorId !== undefined && { doctorId }) }
}

/** Outside transactions. */
async function queryRegisters(
  { db, cards, people, registers }: Sealed,
  cardId: string,
  today: LocalDate,
): Promise<
  Result<void, { readonly kind: 'card-not-found' } | RegisterUnavailable | SpareCardRegisterRefusal>
> {
  const known = await db.read(async (tx) => {
    const actual = await cards.findActualCard(tx, cardId)
    return actual && { actual, identityCode: await people.identityCodeOf(tx, actual.holder) }
  })
  if (!known) return refuse({ kind: 'card-not-found' })

  const printedRight = rightOn(known.actual)
  const [population, held] = await Promise.all([
    registers.lookUpPerson(known.identityCode),
    // Cards of staff and actors rely on the employer, and are in no register of rights.
    printedRight === undefined ? noRights : registers.lookUpRights(known.identityCode),
  ])
  if (!population.ok && population.refusal.kind === 'register-unavailable')
    return refuse(population.refusal)
  if (!held.ok && held.refusal.kind === 'register-unavailable') return refuse(held.refusal)
  return checkRepeatedData({
    ...(population.ok && { population: population.value }),
    rights: held.ok ? held.value.rights : [],
    printedRight,
    today,
  })
}

const noRights = refuse({ kind: 'no-right' })

const rightOn = ({ says }: ActualCard): string | undefined =>
  says.product === 'professional-card' ? says.rightCode : undefined
