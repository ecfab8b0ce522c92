import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { beginSuomiFi } from '@sotevarmenne/api/authentication'
import { reportOwnCardLost } from '@sotevarmenne/api/cards'
import { identifyForRenewal, renewCard, viewOwnOrders } from '@sotevarmenne/api/renewals'
import { Refused } from '../scenario/service-hands.ts'
import type { Hands } from '../support/world/hands.ts'
import { openSeededEnvironment, type SeededEnvironment } from '../support/world/history.ts'
import { holders } from '../support/world/holders.ts'
import { people } from '../support/world/people.ts'
import { draftOf, ownCard, signatureOn, type Confirmation } from '../support/world/renewals.ts'
import { identified, identifyAt } from '../support/world/suomi-fi.ts'

/** Renewals over HTTP, with the real signer: it certifies the new card for the holder's confirmation only. */
describe('a renewal', () => {
  const subject = holders()
  let environment: SeededEnvironment

  before(async () => {
    environment = await openSeededEnvironment(subject.history)
  })
  after(() => environment.close())

  const refusalOf = async (request: Promise<unknown>): Promise<string> => {
    try {
      await request
      return 'accepted'
    } catch (thrown) {
      if (thrown instanceof Refused) return thrown.problem.kind
      throw thrown
    }
  }
  const stateOf = async ({ request }: Hands, orderId: string) => {
    const { orders } = await request(viewOwnOrders, {})
    return orders.find((order) => order.orderId === orderId)?.state
  }

  it('that its holder signed with PIN2 becomes a card, and nobody else’s signature makes it one', async () => {
    const [holder, other] = [take(subject.found().renamed), take(subject.found().renamed)]
    const cardId = await ownCard(holder)
    const { form, draft: drafted } = await draftOf(holder, cardId)
    const { statement } = drafted
    const confirm = (confirmation: Confirmation) =>
      holder.request(renewCard, { ...form, statement, confirmation })
    assert.equal(
      await refusalOf(confirm(await signatureOn(other, drafted))),
      'signature-not-accepted',
    )

    const confirmation = await signatureOn(holder, drafted)
    const renewed = await confirm(confirmation)
    assert.equal(renewed.orderId, drafted.orderId)
    assert.deepEqual(await confirm(confirmation), renewed)
    await environment.settle()
    assert.equal(await stateOf(holder, renewed.orderId), 'produced')
  })

  describe('of a lost card', () => {
    /** Aino, signed in by Suomi.fi. */
    let holder: Hands
    let lost: Awaited<ReturnType<typeof draftOf>>
    const confirm = (confirmation: Confirmation) =>
      holder.request(renewCard, {
        ...{ ...lost.form, statement: lost.draft.statement, confirmation },
      })
    const identify = async (identityCode: string, means?: 'email' | 'none') => {
      const { statement } = lost.draft
      const { cardId } = lost.form
      const begun = await holder.request(identifyForRenewal, { cardId, statement })
      const query = await identifyAt(begun.address, identityCode, means)
      return { by: 'suomiFi' as const, attempt: begun.attempt, query }
    }

    before(async () => {
      const { aino, ainoBySuomiFi } = subject.found()
      const cardId = await ownCard(aino)
      holder = ainoBySuomiFi
      await holder.signInAgain()
      await aino.request(reportOwnCardLost, { cardId, reason: 'lost' })
      lost = await draftOf(holder, cardId)
    })

    it('is not confirmed with that card', async () => {
      assert.equal(
        await refusalOf(confirm(await signatureOn(holder, lost.draft))),
        'signature-not-accepted',
      )
    })

    it('is not confirmed by another person, by a weak means, or by one who cancels', async () => {
      for (const [identityCode, means, kind] of [
        [people.olli, undefined, 'identified-as-another-person'],
        [people.aino, 'email', 'level-of-assurance-too-low'],
        [people.aino, 'none', 'suomi-fi-cancelled'],
      ] as const)
        assert.equal(await refusalOf(confirm(await identify(identityCode, means))), kind)
    })

    it('is not confirmed by the sign-in, or in another session', async () => {
      const confirmation = await identify(people.aino)
      const { request } = identified(environment, people.aino)
      const { attempt } = await request(beginSuomiFi, {})
      assert.equal(await refusalOf(confirm({ ...confirmation, attempt })), 'attempt-not-found')
      const before = await holder.signInElsewhere()
      assert.notEqual(before, '')
      await holder.signInAgain()
      assert.equal(await refusalOf(confirm(confirmation)), 'attempt-not-found')
    })

    it('becomes a card once its holder identifies for it at Suomi.fi', async () => {
      const confirmation = await identify(people.aino)
      const renewed = await confirm(confirmation)
      assert.equal(renewed.orderId, lost.draft.orderId)
      assert.deepEqual(await confirm(confirmation), renewed)
      await environment.settle()
      assert.equal(await stateOf(holder, renewed.orderId), 'produced')
    })
  })
})

function take(holders: Hands[]): Hands {
  const holder = holders.pop()
  assert.ok(holder, 'nobody is left: let the history have more holders')
  return holder
}
