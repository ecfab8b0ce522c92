import type { Instant } from '@sotevarmenne/kernel/instant'
import { maxTestCards, type TestCardKeys } from '@sotevarmenne/api/test-cards'
import { checkDualControl, type SecondPersonRequired } from '@sotevarmenne/kernel/dual-control'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { OrderedTestCards, OrderStanding, TestCardOrder } from '../contract.ts'
import { chooseKeys, type KeysNotOffered } from './test-card-keys.ts'
import { testPerson } from '@sotevarmenne/identifiers/test-people'

/** Orders of one organisation that may wait for a case officer's decision. */
export const maxWaiting = 3

/** By the latest data of the business register (R316). */
export type VendorCeased = { readonly kind: 'organisation-ceased' }

export type OrderRefusal =
  | VendorCeased
  | { readonly kind: 'too-many-cards-ordered'; readonly max: number }
  | { readonly kind: 'too-many-orders-waiting'; readonly max: number }
  | { readonly kind: 'order-already-sent' }
  | KeysNotOffered
  | { readonly kind: 'test-person-not-found' }

/** Returns the number of cards. */
export function checkOrder(
  cards: readonly OrderedTestCards[],
  {
    waiting,
    hasCeased,
    keys: offered,
  }: {
    readonly waiting: number
    readonly hasCeased: boolean
    readonly keys: readonly TestCardKeys[]
  },
): Result<number, OrderRefusal> {
  if (hasCeased) return refuse({ kind: 'organisation-ceased' })
  if (cards.some(({ personKey }) => testPerson(personKey) === undefined))
    return refuse({ kind: 'test-person-not-found' })
  for (const { keys } of cards) {
    const chosen = chooseKeys(keys, offered)
    if (!chosen.ok) return chosen
  }
  const count = cards.reduce((sum, one) => sum + one.count, 0)
  if (count > maxTestCards) return refuse({ kind: 'too-many-cards-ordered', max: maxTestCards })
  if (waiting >= maxWaiting) return refuse({ kind: 'too-many-orders-waiting', max: maxWaiting })
  return ok(count)
}

export type OrderDecisionRefusal =
  | VendorCeased
  | { readonly kind: 'order-decided-already' }
  | SecondPersonRequired
  | { readonly kind: 'reason-missing' }

type Decided = { readonly by: string; readonly now: Instant }
type Order = Pick<TestCardOrder, 'standing' | 'orderedBy'>

/** Whether this case officer may decide it. */
export const mayDecide = (order: Order, by: string): boolean => refusalOf(order, by) === undefined

export function accept(
  order: Order,
  { by, now, hasCeased }: Decided & { readonly hasCeased: boolean },
): Result<OrderStanding, OrderDecisionRefusal> {
  const refused = refusalOf(order, by)
  if (refused) return refused
  return hasCeased
    ? refuse({ kind: 'organisation-ceased' })
    : ok({ state: 'accepted', at: now, by })
}

export function decline(
  order: Order,
  { by, now, because }: Decided & { readonly because: string | undefined },
): Result<OrderStanding, OrderDecisionRefusal> {
  const refused = refusalOf(order, by)
  if (refused) return refused
  if (because === undefined) return refuse({ kind: 'reason-missing' })
  return ok({ state: 'refused', at: now, by, because })
}

function refusalOf(
  { standing, orderedBy }: Order,
  by: string,
): Result<never, OrderDecisionRefusal> | undefined {
  if (standing.state !== 'requested') return refuse({ kind: 'order-decided-already' })
  const second = checkDualControl(by, [orderedBy])
  return second.ok ? undefined : second
}
