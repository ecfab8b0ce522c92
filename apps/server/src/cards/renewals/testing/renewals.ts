import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { instant } from '@sotevarmenne/kernel/instant'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import type { Db } from '#platform/db.ts'
import type { SignInFacts } from '#platform/permit.ts'
import { anActualCard, aNurse, aResident } from '../../orders/testing.ts'
import { openDesk } from '../../orders/testing/desk.ts'
import type { RenewalForm } from '../decide-renewal.ts'
import { renewConfirmed } from '../testing.ts'

export const byCard: SignInFacts = {
  ...{ method: 'card', cardId: randomUUID(), levelOfAssurance: 'high' },
  at: instant(1_795_000_000_000),
}
export const bySuomiFi: SignInFacts = {
  ...{ method: 'suomiFi', means: 'bank', levelOfAssurance: 'substantial' },
  at: instant(1_795_000_000_000),
}

export const toAPoint = { to: 'registration-point', pointId: randomUUID() } as const

type WithCard = { readonly personId: string; readonly cardId: string }

/** Renewals at a desk, with what their tests need. */
export function openRenewals(db: Db) {
  const desk = openDesk(db)
  const { registers, cards } = desk
  const address = aResident().address ?? assert.fail()

  /** Aino with a card that expires in two months, and with a photo of her. */
  const aHolder = async (
    changes: Parameters<typeof anActualCard>[0] = {},
    registered: Parameters<typeof registers.add>[0] = {},
  ) => {
    const code = registers.add(registered)
    const personId = await desk.visitor(code)
    const card = anActualCard({ holder: personId, ...changes })
    cards.giveActual(personId, card)
    return { code, personId, card, cardId: card.cardId }
  }

  const renew = (
    { personId, cardId }: WithCard,
    changes: Partial<RenewalForm> = {},
    signIn: SignInFacts = byCard,
  ) => renewConfirmed(desk.renewals, { personId, signIn }, aForm({ cardId, ...changes }))
  const aForm = (changes: Partial<RenewalForm> & Pick<RenewalForm, 'cardId'>): RenewalForm => ({
    ...{ rightId: aNurse().rightId, delivery: { to: 'home' }, address },
    ...{ language: 'fi', termsAccepted: true },
    ...changes,
  })
  const view = ({ personId, cardId }: WithCard, signIn: SignInFacts = byCard) =>
    desk.renewals.viewRenewal(aPermit('orders.viewRenewal', { personId, signIn }), { cardId })
  const viewOwn = async ({ personId }: Pick<WithCard, 'personId'>) => {
    const own = await desk.renewals.viewOwnOrders(aPermit('orders.viewOwnOrders', { personId }))
    assert.ok(own.ok)
    return own.value
  }
  return { desk, address, aHolder, renew, aForm, view, viewOwn }
}

export type Holder = Awaited<ReturnType<ReturnType<typeof openRenewals>['aHolder']>>
