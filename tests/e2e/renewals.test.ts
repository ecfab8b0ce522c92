import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { reportOwnCardLost, viewOwnCards } from '@sotevarmenne/api/cards'
import {
  draftRenewal,
  renewCard,
  viewOwnOrders,
  viewRenewal,
  type RenewalDraftView,
} from '@sotevarmenne/api/renewals'
import { Refused } from '../scenario/service-hands.ts'
import type { Hands } from '../support/world/hands.ts'
import { openSeededEnvironment, type SeededEnvironment } from '../support/world/history.ts'
import { holders } from '../support/world/holders.ts'

/** Renewals over HTTP, with the real signer: it certifies the new card for the holder's confirmation only. */
describe('a renewal', () => {
  const subject = holders()
  let environment: SeededEnvironment

  before(async () => {
    environment = await openSeededEnvironment(subject.history)
  })
  after(() => environment.close())

  /** The holder's form and its statement. */
  const draft = async ({ request }: Pick<Hands, 'request'>, cardId: string) => {
    const { rights, address, language } = await request(viewRenewal, { cardId })
    const form = {
      ...{ cardId, rightId: rights[0]?.rightId ?? '', language, termsAccepted: true as const },
      ...{ delivery: { to: 'home' as const }, ...(address && { address }) },
    }
    const drafted = await request(draftRenewal, form)
    assert.ok('draft' in drafted)
    return { form, draft: drafted.draft }
  }
  const signed = async ({ reader }: Hands, { statement }: RenewalDraftView) => {
    const text = Buffer.from(statement, 'base64').toString('utf8')
    const { signature, signatureAlgorithm, chain } = await reader.sign('nonrepudiation', text)
    return { by: 'signature' as const, signature, signatureAlgorithm, chain: [...chain] }
  }
  const refusalOf = async (request: Promise<unknown>): Promise<string> => {
    try {
      await request
      return 'accepted'
    } catch (thrown) {
      if (thrown instanceof Refused) return thrown.problem.kind
      throw thrown
    }
  }
  const ownCard = async ({ request }: Hands) => {
    const { cards } = await request(viewOwnCards, {})
    return cards[0]?.cardId ?? assert.fail()
  }

  it('that its holder signed with PIN2 becomes a card, and nobody else’s signature makes it one', async () => {
    const [holder, other] = [take(subject.found().renamed), take(subject.found().renamed)]
    const cardId = await ownCard(holder)
    const { form, draft: drafted } = await draft(holder, cardId)
    const { statement } = drafted
    const renew = (confirmation: Awaited<ReturnType<typeof signed>>) =>
      holder.request(renewCard, { ...form, statement, confirmation })
    assert.equal(await refusalOf(renew(await signed(other, drafted))), 'signature-not-accepted')

    const confirmation = await signed(holder, drafted)
    const renewed = await renew(confirmation)
    assert.equal(renewed.orderId, drafted.orderId)
    assert.deepEqual(await renew(confirmation), renewed)
    await environment.settle()
    const { orders } = await holder.request(viewOwnOrders, {})
    const states = orders.flatMap(({ orderId, state }) =>
      orderId === renewed.orderId ? [state] : [],
    )
    assert.deepEqual(states, ['produced'])
  })

  it('of a lost card is not confirmed with that card', async () => {
    const { aino, ainoBySuomiFi } = subject.found()
    const cardId = await ownCard(aino)
    await ainoBySuomiFi.signInAgain()
    await aino.request(reportOwnCardLost, { cardId, reason: 'lost' })
    const { form, draft: drafted } = await draft(ainoBySuomiFi, cardId)
    const { statement } = drafted
    const confirmation = await signed(ainoBySuomiFi, drafted)
    const renewing = ainoBySuomiFi.request(renewCard, { ...form, statement, confirmation })
    assert.equal(await refusalOf(renewing), 'signature-not-accepted')
  })
})

function take(holders: Hands[]): Hands {
  const holder = holders.pop()
  assert.ok(holder, 'nobody is left: let the history have more holders')
  return holder
}
