import { randomUUID } from 'node:crypto'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { draftOrder as contract } from '@sotevarmenne/api/orders'
import { termsNow } from '@sotevarmenne/api/terms-of-use'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { CardView } from '@sotevarmenne/api/cards'
import type { IdentificationRefusal } from '#points/identification/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { PopulationFacts, RegisterUnavailable } from '#people/registers/contract.ts'
import { findPhoto } from '#cards/photos/index.ts'
import { decisionOn, type Ground } from '#cards/products/index.ts'
import { registrarOf, type NotAtAPoint } from '#points/points/index.ts'
import type { OrderDrafted, OrderId } from './contract.ts'
import type { UsedSettings } from '#settings/contract.ts'
import type { OrdersDeps } from './deps.ts'
import {
  ruleOf,
  type DeskContent,
  type MemberPart,
  type Order,
  type OrderContent,
  type OrderIn,
  type ProfessionalContent,
  type ProfessionalPart,
} from './domain/order.ts'
import { statementOf } from './domain/statement.ts'
import { queryRegisters, type RegisterResponses } from '#people/registers/index.ts'
import { showDraft } from './show-order.ts'
import { insertOrder, orderById, ordersOf } from './store.ts'

/** Input for every kind of card. */
type Typed = Pick<
  InputOf<typeof contract>,
  | 'personId'
  | 'identification'
  | 'photoId'
  | 'language'
  | 'letterAddress'
  | 'noticeEmail'
  | 'corrects'
>

export type DraftRefusal =
  | NotAtAPoint
  | IdentificationRefusal
  | RegisterUnavailable
  | { readonly kind: 'person-not-found' }
  | { readonly kind: 'photo-not-found' }
  | { readonly kind: 'corrected-order-not-found' }

/** The facts on which a kind of card decides. */
type DraftFacts = {
  readonly registrar: string
  readonly pointId: string
  readonly responses: RegisterResponses
  readonly cards: readonly CardView[]
  readonly orders: readonly Order[]
  readonly today: LocalDate
}

/**
 * The result for the kind of card: its own part of the order, and the person as in the population register.
 */
type Decided = {
  readonly population: PopulationFacts
  readonly part: (ProfessionalPart & Pick<ProfessionalContent, 'delivery'>) | MemberPart
  readonly grounds: readonly Ground[]
  /** Those that the decision used. */
  readonly settings?: UsedSettings
}

/** A value that may need a database query. */
type MaybeLater<Value> = Value | Promise<Value>

/**
 * Stores what is ordered and returns the text that the registrar's card signs. Nothing is ordered yet. The
 * registers are queried outside the transaction in which the kind of card decides.
 */
export const draft = async <Refusal extends { readonly kind: string }>(
  deps: OrdersDeps,
  permit: Permit<'orders.draftOrder'>,
  input: Typed,
  decide: (tx: Tx, facts: DraftFacts) => MaybeLater<Result<Decided, Refusal>>,
): Promise<Result<ResponseOf<typeof contract>, DraftRefusal | Refusal>> => {
  const { db, clock, record, people, registers, registration, cards, sealing, identify } = deps
  const desk = registrarOf(permit)
  if (!desk.ok) return desk

  const { registrar, pointId } = desk.value
  const known = await db.read(async (tx) =>
    (await people.findPerson(tx, input.personId))
      ? {
          identityCode: await people.identityCodeOf(tx, input.personId),
          identified: await identify(tx, presented(input)),
        }
      : undefined,
  )
  if (!known) return refuse({ kind: 'person-not-found' })
  if (!known.identified.ok) return known.identified

  const { identityCode } = known
  const responses = await queryRegisters(registers, identityCode)
  if (!responses.ok) return responses

  return db.write(
    async (tx): Promise<Result<ResponseOf<typeof contract>, DraftRefusal | Refusal>> => {
      const now = clock.now()
      const today = dateInHelsinki(now)
      const identified = await identify(tx, presented(input))
      if (!identified.ok) return identified
      const decided = await decide(tx, {
        registrar,
        pointId,
        responses: responses.value,
        cards: await cards.cardsOf(tx, input.personId),
        orders: await ordersOf(tx, sealing, input.personId),
        today,
      })
      if (!decided.ok) return decided

      const photo = await photoOf(tx, input)
      if (!photo.ok) return photo

      const { corrects } = input
      const corrected = corrects && (await orderById(tx, sealing, corrects))
      if (corrects !== undefined && !isCorrectable(corrected, { ...input, pointId }))
        return refuse({ kind: 'corrected-order-not-found' })

      const point = await registration.findPoint(tx, pointId)
      if (!point) throw new Error(`registration point ${pointId} of a permit does not exist`)

      const { population, part, grounds, settings } = decided.value
      await people.rememberPerson(tx, { identityCode, ...population })
      const { givenNames, surname, nonDisclosure } = population
      const content: DeskContent = {
        ...part,
        orderId: randomUUID() as string as OrderId,
        personId: input.personId,
        givenNames,
        surname,
        ...(photo.value && { photo: photo.value }),
        language: input.language,
        letterTo: nonDisclosure
          ? 'registration-point'
          : (input.letterAddress ?? 'registration-point'),
        ...(input.noticeEmail !== undefined && { noticeEmail: input.noticeEmail }),
        identification: identified.value,
        termsVersion: termsNow.version,
        ...(corrects !== undefined && { corrects }),
        point: { pointId: point.pointId, name: point.name },
        draftedBy: registrar,
        draftedAt: now,
      }
      const order: OrderIn<'draft'> = {
        state: 'draft',
        content,
        decisions: [decisionOn(ruleOf[content.product], now, grounds)],
        statement: Buffer.from(statementOf(content, identityCode), 'utf8'),
      }
      const drafted: OrderDrafted = {
        type: 'OrderDrafted',
        ...(corrects !== undefined && { corrects }),
        ...(settings && { settings }),
        about: { personId: content.personId, orderId: content.orderId },
      }
      await insertOrder(tx, sealing, order)
      await record(tx, drafted, permit)
      return ok(showDraft(order, today))
    },
  )
}

/** An order of the same person at the same point that has ended without a card (R132). */
const isCorrectable = (
  order: Order | '' | undefined,
  { personId, pointId }: { readonly personId: string; readonly pointId: string },
): boolean =>
  typeof order === 'object' &&
  order.state === 'cancelled' &&
  order.content.personId === personId &&
  order.content.point.pointId === pointId

const presented = ({ personId, identification }: Typed) => ({
  personId,
  presented: identification,
})

/** The chosen photo of this person, if there is one. */
async function photoOf(
  tx: Tx,
  { personId, photoId }: Typed,
): Promise<Result<OrderContent['photo'], { readonly kind: 'photo-not-found' }>> {
  if (photoId === undefined) return ok(undefined)

  const photo = await findPhoto(tx, photoId)
  if (photo?.personId !== personId) return refuse({ kind: 'photo-not-found' })

  return ok({ photoId: photo.photoId, digest: photo.digest })
}
