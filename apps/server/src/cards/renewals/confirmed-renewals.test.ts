import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type { renewCard } from '@sotevarmenne/api/renewals'
import { readRenewalStatement } from '@sotevarmenne/issuing/domain/renewal-statement'
import { nonceOf } from '@sotevarmenne/issuing/renewal-nonce'
import { hour } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { orderById } from '../orders/store.ts'
import { aCard, anActualCard, aNurse, aResident } from '../orders/testing.ts'
import { anIdentification, kindOf } from '../orders/testing/desk.ts'
import type { CardId } from '#cards/card/contract.ts'
import type { RenewalForm } from './decide-renewal.ts'
import type { RenewalDecided } from './contract.ts'
import { aConfirmation, aSession } from './testing.ts'
import { byCard, type Holder, openRenewals, toAPoint } from './testing/renewals.ts'

forEachDatabase('renewals', ({ db }) => {
  const { desk, address, aHolder, aForm } = openRenewals(db)
  const { registers, cards, recorded, sealing, orders } = desk

  describe('are confirmed by the holder', () => {
    const who = ({ personId }: Holder) => ({ personId, signIn: byCard })
    const draft = async (holder: Holder, changes: Partial<RenewalForm> = {}) => {
      const drafted = await desk.renewals.draftRenewal(
        aPermit('orders.draftRenewal', who(holder)),
        aForm({ cardId: holder.cardId, ...changes }),
      )
      assert.ok(drafted.ok && 'draft' in drafted.value, JSON.stringify(drafted))
      return drafted.value.draft
    }
    const confirm = (
      holder: Holder,
      statement: string,
      changes: Partial<InputOf<typeof renewCard>> = {},
    ) =>
      desk.renewals.renewCard(
        aPermit('orders.renewCard', who(holder)),
        { ...aForm({ cardId: holder.cardId }), statement, confirmation: aConfirmation, ...changes },
        aSession,
      )
    /** Refused for that reason: it is recorded, and nothing is ordered. */
    const isRefused = async (refused: Promise<unknown>, kind: string) => {
      const before = cards.accepted.length
      assert.equal(kindOf((await refused) as never), kind)
      const { type, because } = recorded.at(-1) as unknown as Record<string, unknown>
      assert.deepEqual([type, because], ['RenewalRefused', kind])
      assert.equal(cards.accepted.length, before)
    }

    it('on a statement that orders nothing yet, says what the card will say, and names no address', async () => {
      const holder = await aHolder()
      const before = await desk.everything()
      const drafted = await draft(holder)
      const after = await desk.everything()
      assert.deepEqual(after, { ...before, recorded: before.recorded + 1 })
      assert.equal(recorded.at(-1)?.type, 'RenewalViewed')

      const text = Buffer.from(drafted.statement, 'base64').toString('utf8')
      assert.deepEqual(readRenewalStatement(text), {
        ...{ orderId: drafted.orderId, product: 'professional-card', drafted: desk.now() },
        ...{ givenNames: 'Aino', surname: 'Esimerkki', validTo: '2031-11-23' },
        ...{ registrationNumber: '00198706129', doctorId: undefined },
        identityCode: undefined,
        right: 'Sairaanhoitaja / Sjukskötare / Nurse',
      })
      assert.ok(text.includes(`Card to renew: ${holder.cardId}, `))
      assert.ok(text.includes('Leverans / Delivery: kotiin / hem / home\n'))
      assert.ok(!text.includes(address.street) && !text.includes(address.postalCode))
    })

    it('with the signature of their card, which production and the order store, and the audit log names', async () => {
      const holder = await aHolder()
      const { orderId, statement } = await draft(holder)
      const renewed = await confirm(holder, statement)
      assert.ok(renewed.ok)
      assert.equal(renewed.value.orderId, orderId)
      const signed = Buffer.from(statement, 'base64')
      assert.deepEqual(Buffer.from(desk.signed.at(-1) ?? []), signed)
      const basis = cards.bases.at(-1)
      assert.ok(basis?.kind === 'renewal-signed')
      assert.deepEqual(Buffer.from(basis.statement), signed)
      const statementDigest = createHash('sha256').update(signed).digest('hex')
      const { confirmedBy, confirmedDigest, signedWith } = recorded.at(
        -1,
      ) as unknown as RenewalDecided
      assert.deepEqual(
        [confirmedBy, confirmedDigest, signedWith],
        ['signature', statementDigest, '0a'],
      )
      const order = await db.read((tx) => orderById(tx, sealing, orderId))
      assert.ok(order && 'renewal' in order.content)
      assert.equal(order.content.renewal.confirmation?.statementDigest, statementDigest)
      assert.ok(Buffer.from(order.statement ?? []).includes(`sha256:${statementDigest}`))
    })

    it('or with a new identification, whose ID token goes to production alone', async () => {
      const holder = await aHolder({ state: 'cancelled', cancelledBecause: 'lost' })
      const drafted = await draft(holder)
      const begun = await desk.renewals.identifyForRenewal(
        aPermit('orders.identifyForRenewal', who(holder)),
        { cardId: holder.cardId, statement: drafted.statement },
        aSession,
      )
      assert.ok(begun.ok)
      const signed = Buffer.from(drafted.statement, 'base64')
      assert.ok(begun.value.address.endsWith(nonceOf(signed)))
      const renewed = await confirm(holder, drafted.statement, {
        confirmation: { by: 'suomiFi', attempt: begun.value.attempt, query: 'code=1' },
      })
      assert.ok(renewed.ok)
      const { idToken } = anIdentification
      assert.deepEqual(cards.bases.at(-1), {
        kind: 'renewal-identified',
        statement: new Uint8Array(signed),
        idToken,
      })
      assert.equal((recorded.at(-1) as unknown as RenewalDecided).confirmedBy, 'suomiFi')
      assert.ok(!JSON.stringify(recorded).includes(idToken))
      const order = await db.read((tx) => orderById(tx, sealing, drafted.orderId))
      assert.ok(!JSON.stringify(order).includes(idToken), 'the order outlives the token')
    })

    it('once: the same confirmation sent again, at once or later, is one order (R157)', async () => {
      const holder = await aHolder()
      const { orderId, statement } = await draft(holder)
      const before = cards.accepted.length
      const decisions = () => recorded.filter(({ type }) => type === 'RenewalDecided').length
      const decidedBefore = decisions()
      const sent = await Promise.all([1, 2, 3].map(() => confirm(holder, statement)))
      sent.push(await confirm(holder, statement))
      desk.wait(2 * hour)
      sent.push(await confirm(holder, statement))
      desk.backToNoon()
      assert.deepEqual(
        sent.map((each) => each.ok && each.value.orderId),
        sent.map(() => orderId),
      )
      assert.equal(cards.accepted.length, before + 1)
      assert.equal(decisions(), decidedBefore + 1)
    })

    it('once: after its card was cancelled the same confirmation orders no other', async () => {
      const holder = await aHolder()
      const { orderId, statement } = await draft(holder)
      const renewed = await confirm(holder, statement)
      assert.ok(renewed.ok)
      const cardId = renewed.value.newCardId as CardId
      const cancelled = anActualCard({
        ...{ holder: holder.personId, cardId, orderId, wasHandedOver: false },
        ...{ state: 'cancelled', cancelledBecause: 'order-cancelled' },
      })
      cards.giveActual(holder.personId, holder.card, cancelled)
      cards.give(holder.personId, aCard({ cardId, state: 'cancelled' }))
      for (const { event, handle } of orders.subscriptions)
        if (event === 'CardCancelled')
          await handle(
            { type: event, about: { cardId, orderId, personId: holder.personId } },
            randomUUID(),
          )
      await isRefused(confirm(holder, statement), 'renewal-changed')
      desk.wait(1)
      assert.ok((await confirm(holder, (await draft(holder)).statement)).ok)
      desk.backToNoon()
    })

    it('and not if the form or a register says something else by then', async () => {
      const holder = await aHolder()
      const { statement } = await draft(holder)
      for (const change of [
        { language: 'sv' },
        { address: undefined, delivery: toAPoint },
      ] as const)
        await isRefused(confirm(holder, statement, change), 'renewal-changed')
      const population = aResident({ surname: 'Esimerkki-Virtanen' })
      const held = { registrationNumber: '00198706129', rights: [aNurse()] }
      registers.change(holder.code, { population, held })
      await isRefused(confirm(holder, statement), 'renewal-changed')
      registers.change(holder.code, { population: aResident(), held })
      assert.ok((await confirm(holder, statement)).ok)
    })

    it('and not by a statement that was not drafted here, or for another card, holder or moment', async () => {
      const [holder, other] = [await aHolder(), await aHolder()]
      const own = await draft(holder)
      const { statement: ofOther } = await draft(other)
      const text = Buffer.from(own.statement, 'base64').toString('utf8')
      const forged = [
        text.replace(own.orderId, randomUUID()),
        text.replace('2026-11-24T12:00:00.000Z', '2026-11-24T12:00:00.001Z'),
        text.replace('2031-11-23', '2036-11-23'),
        `${text}X: Y\n`,
        'nothing',
      ].map((each) => Buffer.from(each).toString('base64'))
      for (const statement of [...forged, ofOther])
        await isRefused(confirm(holder, statement), 'renewal-changed')
      const begun = await desk.renewals.identifyForRenewal(
        aPermit('orders.identifyForRenewal', who(holder)),
        { cardId: holder.cardId, statement: ofOther },
        aSession,
      )
      assert.equal(kindOf(begun), 'renewal-changed')
    })

    it('within an hour', async () => {
      const [early, late] = [await aHolder(), await aHolder()]
      const statements = [(await draft(early)).statement, (await draft(late)).statement] as const
      desk.wait(hour - 1)
      assert.ok((await confirm(early, statements[0])).ok)
      desk.wait(1)
      await isRefused(confirm(late, statements[1]), 'renewal-draft-expired')
      desk.backToNoon()
    })

    it('and not with a signature that is not theirs, or not of the card with this number', async () => {
      const holder = await aHolder()
      const { statement } = await draft(holder)
      desk.breakSignatures(true)
      await isRefused(confirm(holder, statement), 'signature-not-accepted')
      desk.breakSignatures(false)
      // As of a staff card of the same person: the signer would find another person.
      desk.signWithNumber('90000000018')
      await isRefused(confirm(holder, statement), 'signed-with-other-card')
      desk.signWithNumber('00198706129')
      assert.ok((await confirm(holder, statement)).ok)
    })

    it('and not by an identification that failed, whatever its reason', async () => {
      const holder = await aHolder()
      const { statement } = await draft(holder)
      const confirmation = {
        by: 'suomiFi',
        attempt: 'attempt',
        query: 'error=access_denied',
      } as const
      for (const refusal of [
        { kind: 'suomi-fi-cancelled' },
        { kind: 'level-of-assurance-too-low' },
        { kind: 'identified-as-another-person' },
        { kind: 'attempt-not-found' },
        { kind: 'attempt-expired' },
        { kind: 'suomi-fi-response-wrong', because: 'nonce' },
      ] as const) {
        desk.identify(refuse(refusal))
        await isRefused(confirm(holder, statement, { confirmation }), refusal.kind)
      }
      // The signer would refuse it when the card is produced.
      desk.identify(ok({ ...anIdentification, idToken: 'x'.repeat(8193) }))
      await isRefused(confirm(holder, statement, { confirmation }), 'suomi-fi-response-wrong')
      desk.identify(ok(anIdentification))
      assert.ok((await confirm(holder, statement, { confirmation })).ok)
    })
  })
})
