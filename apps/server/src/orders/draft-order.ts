import { randomUUID } from 'node:crypto'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { draftOrder as contract } from '@sotevarmenne/api/orders'
import { dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { decideProfessionalCard, type EligibilityRefusal } from '#products/index.ts'
import type { RegisterUnavailable } from '#registers/contract.ts'
import type { OrderDrafted, OrderId } from './contract.ts'
import type { OrdersDeps } from './deps.ts'
import type { IdentificationRefusal } from '#people/contract.ts'
import { judgeIdentification } from '#people/index.ts'
import type { OrderContent, OrderIn } from './domain/order.ts'
import { statementOf } from './domain/statement.ts'
import { applicationFacts, askRegisters } from './gather-facts.ts'
import { registrarOf, type NotAtAPoint } from '#registration/index.ts'
import { showOrder } from './show-order.ts'
import { insertOrder, ordersOf, photoById } from './store.ts'

export type DraftOrderRefusal =
  | NotAtAPoint
  | IdentificationRefusal
  | RegisterUnavailable
  | EligibilityRefusal
  | { readonly kind: 'person-not-found' }
  | { readonly kind: 'photo-not-found' }

type DraftOrderAnswer = Promise<Result<AnswerOf<typeof contract>, DraftOrderRefusal>>

/** Writes down what is ordered and gives the text that the registrar's card signs. Nothing is ordered yet. */
export const draftOrder =
  ({ db, clock, record, people, registers, registration, cards, sealing }: OrdersDeps) =>
  async (
    permit: Permit<'orders.draftOrder'>,
    input: InputOf<typeof contract>,
  ): DraftOrderAnswer => {
    const desk = registrarOf(permit)
    if (!desk.ok) return desk

    const { registrar, pointId } = desk.value
    // The contract has let in only days that exist.
    const identification = {
      ...input.identification,
      expires: localDate(input.identification.expires),
    }
    const identified = judgeIdentification(identification, dateInHelsinki(clock.now()))
    if (!identified.ok) return identified

    const identityCode = await db.read(async (tx) =>
      (await people.findPerson(tx, input.personId))
        ? people.identityCodeOf(tx, input.personId)
        : undefined,
    )
    if (identityCode === undefined) return refuse({ kind: 'person-not-found' })

    const answers = await askRegisters(registers, identityCode)
    if (!answers.ok) return answers

    return db.write(async (tx): DraftOrderAnswer => {
      const now = clock.now()
      const today = dateInHelsinki(now)
      const { population, held } = answers.value
      const decided = decideProfessionalCard(
        applicationFacts({
          personId: input.personId,
          orderedBy: registrar,
          answers: answers.value,
          cards: await cards.cardsOf(tx, input.personId),
          orders: await ordersOf(tx, sealing, input.personId),
          today,
        }),
        input.rightId,
      )
      if (!decided.ok) return decided

      const right = held?.rights.find(({ rightId }) => rightId === input.rightId)
      if (!population || !held || !right) throw new Error('decided without facts')

      const photo = await photoOf(tx, input)
      if (!photo.ok) return photo

      const point = await registration.findPoint(tx, pointId)
      if (!point) throw new Error(`a permit for a point that is not there: ${pointId}`)

      await people.rememberPerson(tx, { identityCode, ...population })
      const { givenNames, surname, nonDisclosure } = population
      const content: OrderContent = {
        orderId: randomUUID() as string as OrderId,
        personId: input.personId,
        givenNames,
        surname,
        registrationNumber: held.registrationNumber,
        ...(held.doctorId !== undefined && { doctorId: held.doctorId }),
        right,
        validTo: decided.value.validTo,
        ...(photo.value && { photo: photo.value }),
        language: input.language,
        letterTo: nonDisclosure
          ? 'registration-point'
          : (input.letterAddress ?? 'registration-point'),
        identification,
        point: { pointId: point.pointId, name: point.name },
        draftedBy: registrar,
        draftedAt: now,
      }
      const order: OrderIn<'draft'> = {
        state: 'draft',
        content,
        statement: Buffer.from(statementOf(content), 'utf8'),
      }
      const drafted: OrderDrafted = {
        type: 'OrderDrafted',
        about: { personId: content.personId, orderId: content.orderId },
      }
      await insertOrder(tx, sealing, order)
      await record(tx, drafted, permit)
      return ok({
        ...showOrder(order, today),
        statement: Buffer.from(order.statement).toString('base64'),
      })
    })
  }

/** The picture that was taken of this very person, if one was chosen. */
async function photoOf(
  tx: Tx,
  { personId, photoId }: InputOf<typeof contract>,
): Promise<Result<OrderContent['photo'], { readonly kind: 'photo-not-found' }>> {
  if (photoId === undefined) return ok(undefined)

  const photo = await photoById(tx, photoId)
  if (photo?.personId !== personId) return refuse({ kind: 'photo-not-found' })

  return ok({ photoId: photo.photoId, digest: photo.digest })
}
