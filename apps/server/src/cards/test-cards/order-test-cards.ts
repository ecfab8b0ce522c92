import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { PlasticTestCardKind } from '@sotevarmenne/api/test-cards'
import * as contracts from '@sotevarmenne/api/test-cards'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { addYears, addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import {
  actForMember,
  pageForMember,
  type ActionRefusal,
  type MemberRefusal,
  actionProblems,
  memberProblems,
} from '#organisations/accounts/index.ts'
import type { LetterAddress } from '#people/persons/contract.ts'
import type { Tx } from '#platform/db.ts'
import { showPage, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { openJson, sealJson, type Sealing } from '#platform/sealing.ts'
import type { ChargedAction } from '#cards/products/contract.ts'
import { priceListOf, testCardPrice, defaultPriceList } from '#cards/products/index.ts'
import { dualControlProblems } from '#platform/dual-control-problems.ts'
import { enteringProblems } from '#organisations/registry/index.ts'
import { operation } from '#platform/operation.ts'
import type {
  TestCard,
  TestCardId,
  TestCardOrder,
  TestCardOrderId,
  TestCardsAccepted,
  TestCardsOrdered,
  TestCardsRefused,
} from './contract.ts'
import type { TestCardsDeps } from './deps.ts'
import {
  accept,
  decline,
  checkOrder,
  mayDecide,
  type OrderDecisionRefusal,
  type OrderRefusal,
} from './domain/order.ts'
import { algorithmOf } from './domain/test-card-keys.ts'
import { testEmployer, testPerson, type TestPerson } from '@sotevarmenne/identifiers/test-people'
import { saysOf } from './card-says.ts'
import { findTestCard, insertTestCard, lockAccount } from './store.ts'
import {
  countWaiting,
  findOrder,
  insertOrder,
  lockOrder,
  ordersInQueue,
  ordersOf,
  saveDecided,
} from './stores/orders.ts'
import { texts } from './texts.ts'
import { makeProblems } from './problems.ts'

type Shown = contracts.TestCardOrderView
export type OrderTestCardsRefusal = ActionRefusal | OrderRefusal

/**
 * Orders plastic test cards for one address; a case officer decides. The same id is the same order; another
 * order needs another id (R252).
 */
export const orderTestCards = operation({
  contract: contracts.orderTestCards,
  problems: {
    ...actionProblems,
    'organisation-ceased': enteringProblems['organisation-ceased'],
    'test-person-not-found': makeProblems['test-person-not-found'],
    'test-card-keys-not-offered': makeProblems['test-card-keys-not-offered'],
    'too-many-cards-ordered': { status: 422, ...texts.tooManyOrdered },
    'too-many-orders-waiting': { status: 409, ...texts.tooManyWaiting },
    'order-already-sent': { status: 409, ...texts.orderAlreadySent },
  },
  handle:
    (deps: TestCardsDeps) =>
    (
      permit,
      { organisationId, orderId, cards, language, ...where },
    ): Promise<Result<Shown, OrderTestCardsRefusal>> =>
      actForMember<Shown, OrderRefusal>(
        deps,
        permit,
        { organisationId, action: 'apply' },
        async (tx) => {
          await lockAccount(tx, organisationId)
          const to: LetterAddress = { ...where.address, organisation: where.careOf }
          const before = await lockOrder(tx, orderId)
          if (before) {
            const isSame =
              before.order.organisationId === organisationId &&
              before.order.language === language &&
              isDeepStrictEqual(before.order.cards, cards) &&
              // Once it is decided, its address is erased.
              (before.addressSealed === undefined ||
                isDeepStrictEqual(openAddress(deps.sealing, before.addressSealed, orderId), to))
            return isSame
              ? ok(await showOrder(deps, tx, before.order, permit))
              : refuse({ kind: 'order-already-sent' })
          }
          const checked = checkOrder(cards, {
            waiting: await countWaiting(tx, organisationId),
            hasCeased: await deps.organisations.hasCeased(tx, organisationId),
            keys: deps.keys,
          })
          if (!checked.ok) return checked
          const now = deps.clock.now()
          const order: TestCardOrder = {
            orderId: orderId as TestCardOrderId,
            ...{ organisationId, cards, language },
            price: testCardPrice(dateInHelsinki(now), await priceListOf(tx, defaultPriceList)),
            ...{ orderedAt: now, orderedBy: personOf(permit) },
            standing: { state: 'requested' },
          }
          await insertOrder(tx, order, sealJson(deps.sealing, to, order.orderId))
          const event: TestCardsOrdered = {
            ...{ type: 'TestCardsOrdered', count: checked.value },
            ...aboutOrder(order),
          }
          await deps.record(tx, event, permit)
          return ok(await showOrder(deps, tx, order, permit))
        },
      ),
})

/** The organisation's orders, newest first. */
export const listTestCardOrders = operation({
  contract: contracts.listTestCardOrders,
  problems: { ...memberProblems, ...cursorProblems },
  handle:
    (deps: TestCardsDeps) =>
    (
      permit,
      requested,
    ): Promise<
      Result<ResponseOf<typeof contracts.listTestCardOrders>, MemberRefusal | CursorRefusal>
    > =>
      deps.db.read((tx) =>
        pageForMember(deps, tx, permit, requested, {
          ...{ at: 'read', placeOf },
          find: (sought) => ordersOf(tx, sought),
          show: async (page) => ({ orders: await showOrders(deps, tx, page, permit) }),
        }),
      ),
})

const placeOf = ({ orderedAt, orderId }: TestCardOrder) => ({ at: orderedAt, id: orderId })

/** Orders that wait for a case officer, oldest first. */
export const listTestCardQueue = operation({
  contract: contracts.listTestCardQueue,
  problems: cursorProblems,
  handle:
    (deps: TestCardsDeps) =>
    (
      permit,
      requested,
    ): Promise<Result<ResponseOf<typeof contracts.listTestCardQueue>, CursorRefusal>> =>
      deps.db.read((tx) =>
        showPage(requested, {
          find: (sought) => ordersInQueue(tx, sought),
          placeOf,
          show: async (page) => ({ orders: await showOrders(deps, tx, page, permit) }),
        }),
      ),
})

export type DecideOrderRefusal = OrderDecisionRefusal | { readonly kind: 'order-not-found' }

/** A case officer accepts, and each card goes to the production queue; or refuses, with a reason. */
export const decideTestCardOrder = operation({
  contract: contracts.decideTestCardOrder,
  problems: {
    'organisation-ceased': enteringProblems['organisation-ceased'],
    'order-not-found': { status: 404, ...texts.orderNotFound },
    'order-decided-already': { status: 409, ...texts.orderDecided },
    ...dualControlProblems,
    'reason-missing': { status: 422, ...texts.reasonMissing },
  },
  handle:
    (deps: TestCardsDeps) =>
    (permit, { orderId, decision, because }) =>
      deps.db.write(async (tx): Promise<Result<Shown, DecideOrderRefusal>> => {
        const found = await lockOrder(tx, orderId)
        if (!found) return refuse({ kind: 'order-not-found' })
        const { order, addressSealed } = found
        const decided = { by: personOf(permit), now: deps.clock.now() }
        const hasCeased = await deps.organisations.hasCeased(tx, order.organisationId)
        const standing =
          decision === 'accept'
            ? accept(order, { ...decided, hasCeased })
            : decline(order, { ...decided, because })
        if (!standing.ok) return standing
        const changed: TestCardOrder = { ...order, standing: standing.value }
        await saveDecided(tx, changed)
        if (decision === 'accept' && addressSealed) {
          const address = openAddress(deps.sealing, addressSealed, orderId)
          await makeAll(deps, tx, permit, { order, address })
        }
        const event: TestCardsAccepted | TestCardsRefused = {
          type: decision === 'accept' ? 'TestCardsAccepted' : 'TestCardsRefused',
          ...aboutOrder(order),
        }
        await deps.record(tx, event, permit)
        return ok(await showOrder(deps, tx, changed, permit))
      }),
})

/** Each card goes to production separately: a failure does not delay the others. */
async function makeAll(
  deps: TestCardsDeps,
  tx: Tx,
  permit: Permit<'testCards.decide'>,
  { order, address }: { readonly order: TestCardOrder; readonly address: LetterAddress },
): Promise<void> {
  const now = deps.clock.now()
  // Like the real product: five years less a day.
  const validTo = addDays(addYears(dateInHelsinki(now), 5), -1)
  const every = order.cards.flatMap(({ kind, personKey, keys = deps.keys[0], count }) => {
    const person = testPerson(personKey)
    if (!person) throw new Error(`test person ${personKey} is not on the list`)
    return Array.from({ length: count }, () => ({ kind, person, keys }))
  })
  for (const { kind, person, keys } of every) {
    const card: TestCard = {
      testCardId: randomUUID() as string as TestCardId,
      ...{ organisationId: order.organisationId, kind, personKey: person.personKey, validTo },
      ...{ orderId: order.orderId, orderedAt: now, orderedBy: order.orderedBy },
      ...(keys && { keys }),
      standing: { state: 'plastic' },
    }
    await insertTestCard(tx, card)
    await deps.production.acceptTestCard(tx, permit, {
      ...{ orderId: card.testCardId, letterAddress: address, language: order.language, validTo },
      ...(keys && { keyAlgorithm: algorithmOf[keys] }),
      ...plasticSays(person, kind, { organisationId: order.organisationId }),
    })
  }
}

function plasticSays(
  person: TestPerson,
  kind: PlasticTestCardKind,
  { organisationId }: { readonly organisationId: string },
) {
  const { givenNames, surname } = person
  const names = { givenNames, surname, isTest: true } as const
  switch (kind) {
    case 'professional':
      return {
        ...{ ...names, ...saysOf.professional(person) },
        ...({ product: 'professional-card', rightCode: 'test' } as const),
      }
    case 'citizen':
      return { ...names, ...saysOf.citizen(person), product: 'citizen-card' } as const
    case 'organisation':
      return { ...names, ...saysOf.organisation(person), product: 'organisation-card' } as const
    case 'staff':
    case 'actor':
      return {
        ...{ ...names, ...saysOf.member(person) },
        product: `${kind}-card` as const,
        employer: { organisationId, organisation: testEmployer },
      }
  }
}

/**
 * Payer and price of a plastic card: called by `fees` after production, by the order that production knows.
 */
export const payerOfTestCard = async (
  tx: Tx,
  testCardId: string,
): Promise<Omit<ChargedAction, 'subject'> | undefined> => {
  const card = await findTestCard(tx, testCardId)
  const order = card?.orderId === undefined ? undefined : await findOrder(tx, card.orderId)
  return (
    order && {
      organisationId: order.organisationId,
      ...{ product: 'test-card' as const, price: order.price, priceList: defaultPriceList },
    }
  )
}

async function showOrder(
  deps: TestCardsDeps,
  tx: Tx,
  order: TestCardOrder,
  permit: Permit,
): Promise<Shown> {
  const [shown] = await showOrders(deps, tx, [order], permit)
  if (!shown) throw new Error('the query for one order did not return one order')
  return shown
}

/** All organisations are queried at once. */
async function showOrders(
  deps: TestCardsDeps,
  tx: Tx,
  orders: readonly TestCardOrder[],
  permit: Permit,
): Promise<Shown[]> {
  const organisationIds = [...new Set(orders.map(({ organisationId }) => organisationId))]
  const organisations = await deps.organisations.organisationsByIds(tx, organisationIds)
  const isCaseOfficer =
    (permit.operation === 'testCards.viewQueue' || permit.operation === 'testCards.decide') &&
    permit.reason !== 'auditor'
  return orders.map((order) => {
    const { orderId, organisationId, cards, price, orderedAt, standing } = order
    return {
      ...{ orderId, price, state: standing.state, orderedAt: formatInstant(orderedAt) },
      organisation: { organisationId, name: organisations.get(organisationId)?.name ?? '' },
      cards: cards.map(({ kind, personKey, keys, count }) => {
        const person = testPerson(personKey)
        const holder = person === undefined ? personKey : `${person.givenNames} ${person.surname}`
        return { kind, holder, count, ...(keys && { keys }) }
      }),
      ...(standing.state === 'refused' && { because: standing.because }),
      may: isCaseOfficer && mayDecide(order, personOf(permit)) ? ['decide' as const] : [],
    }
  })
}

const aboutOrder = ({ orderId, organisationId }: TestCardOrder) => ({ orderId, organisationId })

/** The recipient of an order of before 1 December 2026 stands in `careOf`. */
function openAddress(sealing: Sealing, sealed: Uint8Array, orderId: string): LetterAddress {
  const { careOf, ...address } = openJson(sealing, sealed, orderId) as LetterAddress
  return careOf === undefined ? address : { ...address, organisation: careOf }
}
