import { randomUUID } from 'node:crypto'
import * as api from '@sotevarmenne/api/renewals'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { isSameAddress } from '#people/persons/index.ts'
import type { Tx } from '#platform/db.ts'
import { personOf, strongSignInOf, type Permit, type StrongSignIn } from '#platform/permit.ts'
import type { RenewalDecision, RenewalFacts } from '#cards/products/contract.ts'
import { decideRenewal, type RenewalRefusal } from '#cards/products/index.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import type { OrderId, OrderIn, RenewalContent } from '#cards/orders/contract.ts'
import { lockOrdersOf } from '#cards/orders/index.ts'
import { findPhoto } from '#cards/photos/index.ts'
import type { RenewalDecided, RenewalRefused } from './contract.ts'
import type { RenewalsDeps } from './deps.ts'
import { decisionStatementOf } from './domain/decision-statement.ts'
import {
  queryRegisters,
  type RegisterResponses,
  unavailableProblems,
} from '#people/registers/index.ts'
import { operation } from '#platform/operation.ts'
import { findRenewable, type NotRenewable, type Renewable } from './find-renewable.ts'
import { renewalFacts } from './renewal-facts.ts'
import { showRenewal } from './show-renewal.ts'
import { texts } from './texts.ts'
import { ruleProblems } from './rule-problems.ts'
import { notRenewable } from './problems.ts'

type Input = InputOf<typeof api.renewCard>

export type RenewCardRefusal =
  | NotRenewable
  | RenewalRefusal
  | RegisterUnavailable
  /** The address in the population register differs from the one that the holder confirmed. */
  | { readonly kind: 'address-not-confirmed' }
  | { readonly kind: 'point-does-not-hand-over' }
  | { readonly kind: 'photo-not-stored' }

type Renewed = Result<ResponseOf<typeof api.renewCard>, RenewCardRefusal>

/**
 * Renews the user's own card. The registers are queried now, outside the transaction in which the rules
 * decide; no person reviews it. A form sent twice, at once or later, is one order. A refusal is recorded with
 * its reason.
 */
export const renewCard = operation({
  contract: api.renewCard,
  problems: {
    ...notRenewable,
    ...unavailableProblems,
    ...ruleProblems,
    'address-not-confirmed': { status: 409, ...texts.addressNotConfirmed },
    'point-does-not-hand-over': { status: 422, ...texts.pointDoesNotHandOver },
    'photo-not-stored': { status: 409, ...texts.photoNotStored },
  },
  handle:
    (deps: RenewalsDeps) =>
    async (permit, input): Promise<Renewed> => {
      const earlier = await earlierOf(deps, permit, input.cardId)
      if (!earlier.ok) return earlier
      if (earlier.value) return ok(shown(earlier.value))

      const identityCode = await deps.db.read((tx) =>
        deps.people.identityCodeOf(tx, personOf(permit)),
      )
      const responses = await queryRegisters(deps.registers, identityCode)
      if (!responses.ok) return responses

      const decided = await deps.db.write(
        async (tx): Promise<Result<Placed, RenewCardRefusal>> => {
          await lockOrdersOf(tx, personOf(permit))
          return renew(deps, tx, permit, { input, identityCode, responses: responses.value })
        },
        // The lock allows one renewal per person at a time: those of other people do not wait.
        { isolation: 'read committed' },
      )
      if (decided.ok) return ok(shown(decided.value))
      if (decided.refusal.kind === 'order-pending') {
        // A second request with the same form was faster.
        const faster = await earlierOf(deps, permit, input.cardId)
        if (faster.ok && faster.value) return ok(shown(faster.value))
      }
      await recordRefusal(deps, permit, input, decided.refusal.kind)
      return decided
    },
})

type Placed = OrderIn<'ordered' | 'produced'>

const earlierOf = (
  deps: RenewalsDeps,
  permit: Permit,
  cardId: string,
): Promise<Result<Placed | undefined, NotRenewable>> =>
  deps.db.read(async (tx): Promise<Result<Placed | undefined, NotRenewable>> => {
    const found = await findRenewable(deps, tx, { holder: personOf(permit), cardId })
    return found.ok ? ok(found.value.earlier) : found
  })

async function renew(
  deps: RenewalsDeps,
  tx: Tx,
  permit: Permit<'orders.renewCard'>,
  {
    input,
    identityCode,
    responses,
  }: {
    readonly input: Input
    readonly identityCode: Parameters<typeof queryRegisters>[1]
    readonly responses: RegisterResponses
  },
): Promise<Result<Placed, RenewCardRefusal>> {
  const holder = personOf(permit)
  const signIn = strongSignInOf(permit)
  const found = await findRenewable(deps, tx, { holder, cardId: input.cardId })
  if (!found.ok) return found
  const renewable = found.value
  if (renewable.earlier) return ok(renewable.earlier)

  const facts = renewalFacts(renewable, {
    ...{ responses, signIn, saysBroken: input.broken === 'yes' },
    today: dateInHelsinki(deps.clock.now()),
  })
  const decided = decideRenewal(facts, {
    rightId: input.rightId,
    delivery: input.delivery.to,
    minimumReaderVersion: deps.minimumReaderVersion,
    ...(input.readerVersion !== undefined && { readerVersion: input.readerVersion }),
  })
  if (!decided.ok) return decided
  const content = await contentOf(deps, tx, {
    ...{ input, renewable, responses, facts, signIn },
    decision: decided.value,
  })
  if (!content.ok) return content

  const { population } = responses
  if (!population) throw new Error('unreachable: decided without facts')
  await deps.people.rememberPerson(tx, { identityCode, ...population })
  const { ground, rulesVersion } = decided.value
  const placed = await deps.orders.placeRenewal(tx, permit, content.value, {
    statement: Buffer.from(decisionStatementOf(content.value), 'utf8'),
    rulesVersion,
  })
  if (!placed.ok) return placed
  const { cardId, decided: proof } = placed.value.placement
  const event: RenewalDecided = {
    ...{ type: 'RenewalDecided', ground, rulesVersion },
    statementDigest: proof.statementDigest,
    renews: input.cardId,
    about: { personId: holder, orderId: content.value.orderId, cardId },
  }
  await deps.record(tx, event, permit)
  return placed
}

/** Content of the order: the same photo, the chosen right, and the destination of card and letter. */
async function contentOf(
  { clock, registration }: Pick<RenewalsDeps, 'clock' | 'registration'>,
  tx: Tx,
  {
    input,
    renewable: { card },
    responses: { population, held },
    facts,
    signIn,
    decision,
  }: {
    readonly input: Input
    readonly renewable: Renewable
    readonly responses: RegisterResponses
    readonly facts: RenewalFacts
    readonly signIn: StrongSignIn
    readonly decision: RenewalDecision
  },
): Promise<Result<RenewalContent, RenewCardRefusal>> {
  const right = held?.rights.find(({ rightId }) => rightId === input.rightId)
  if (!population || !held || !right) throw new Error('unreachable: decided without facts')
  if (input.address !== undefined && !isSameAddress(input.address, population.address))
    return refuse({ kind: 'address-not-confirmed' })
  if (input.delivery.to === 'home' && input.address === undefined)
    return refuse({ kind: 'home-delivery-not-possible' })
  const point = await pointOf({ registration }, tx, {
    ...{ input, pointId: card.pointId, today: facts.today },
  })
  if (!point) return refuse({ kind: 'point-does-not-hand-over' })
  const { photoId } = card.says
  const photo = photoId === undefined ? undefined : await findPhoto(tx, photoId)
  if (photoId !== undefined && !photo) return refuse({ kind: 'photo-not-stored' })

  const { givenNames, surname, nonDisclosure } = population
  return ok({
    product: 'professional-card',
    orderId: randomUUID() as string as OrderId,
    personId: card.holder,
    ...{ givenNames, surname, point, right },
    registrationNumber: held.registrationNumber,
    ...(held.doctorId !== undefined && { doctorId: held.doctorId }),
    ...(photo && { photo: { photoId: photo.photoId, digest: photo.digest } }),
    language: input.language,
    letterTo: nonDisclosure ? 'registration-point' : (input.address ?? 'registration-point'),
    draftedBy: card.holder,
    draftedAt: clock.now(),
    validTo: decision.validTo,
    price: { kind: 'free', because: 'professional-card' },
    renewal: {
      ...{ cardId: card.cardId, signIn, decision, facts },
      delivery: input.delivery.to,
    },
  })
}

/** The chosen point, if it hands cards over to everybody; for a card sent home, that of the former card. */
async function pointOf(
  { registration }: Pick<RenewalsDeps, 'registration'>,
  tx: Tx,
  {
    input,
    pointId,
    today,
  }: { readonly input: Input; readonly pointId: string; readonly today: LocalDate },
): Promise<RenewalContent['point'] | undefined> {
  if (input.delivery.to === 'home') {
    const point = await registration.findPoint(tx, pointId)
    if (!point) throw new Error(`registration point ${pointId} of a card does not exist`)
    return { pointId: point.pointId, name: point.name }
  }
  const chosen = await registration.findPoint(tx, input.delivery.pointId)
  const { details } = chosen ?? {}
  if (!chosen || !details?.hasPublicDuty || !details.services.includes('handing-over'))
    return undefined
  if (details.lastDay !== undefined && details.lastDay < today) return undefined
  return { pointId: chosen.pointId, name: chosen.name }
}

async function recordRefusal(
  { db, record }: Pick<RenewalsDeps, 'db' | 'record'>,
  permit: Permit,
  { cardId }: Input,
  because: string,
): Promise<void> {
  const event: RenewalRefused = {
    ...{ type: 'RenewalRefused', because },
    about: { personId: personOf(permit), cardId },
  }
  await db.write(async (tx) => {
    await record(tx, event, permit)
    return ok(undefined)
  })
}

function shown(order: Placed): ResponseOf<typeof api.renewCard> {
  const renewal = showRenewal(order)
  if (!renewal) throw new Error(`order ${order.content.orderId} is not a renewal`)
  return renewal
}
