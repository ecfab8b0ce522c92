import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import { ok } from '@sotevarmenne/kernel/result'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { organisationWordsOf } from '#support/notices/organisation-words.ts'
import { employerMailsOf } from './employer-mails.ts'
import {
  aCardAwaitingHandOver,
  aCardOrder,
  aSignedOrder,
  aCardsEnvironment,
  afternoon,
  type CardsEnvironment,
} from './testing.ts'

forEachDatabase('the employer of a staff or actor card', ({ db }) => {
  let ca: TestCa
  let environment: CardsEnvironment
  const organisationId = randomUUID()
  const contacts = [
    { name: 'Kaisa Esimerkki', email: 'kortit@example.fi', language: 'fi' },
    { name: 'Olli Toinen', email: 'henkilosto@example.fi', language: 'sv' },
  ] as const

  before(async () => {
    ca = await startTestCa({ clock: { now: () => afternoon } })
    environment = aCardsEnvironment({ db, ca })
  })
  after(() => ca.close())

  async function aStaffCard() {
    const { orderId, holder, pointId, letterAddress, validTo, ...says } = aCardOrder()
    const accepted = await db.write(async (tx) =>
      ok(
        await environment.cards.acceptOrder(
          tx,
          aPermit('orders.placeOrder'),
          {
            ...{ orderId, holder, pointId, letterAddress, validTo },
            ...{ givenNames: says.givenNames, surname: says.surname, language: says.language },
            title: { fi: 'Osastonsihteeri', sv: 'Osastonsihteeri', en: 'Osastonsihteeri' },
            product: 'staff-card',
            subjectNumber: '90000000018',
            employer: { organisationId, organisation: 'Esimerkkilän hyvinvointialue' },
          },
          aSignedOrder,
        ),
      ),
    )
    assert.ok(accepted.ok)
    const created = await environment.cards.produceCard(
      aPermit('cards.produceCard'),
      accepted.value,
    )
    assert.ok(created.ok)
    return accepted.value
  }
  const mailsAt = (type: string, cardId: string, reason?: string) =>
    db.read((tx) =>
      employerMailsOf({
        contactsOf: (_tx, id) => Promise.resolve(id === organisationId ? contacts : []),
      })(tx, { type, about: { cardId }, ...(reason !== undefined && { reason }) }),
    )

  it('is notified at each contact, in its language, which card is outdated, with neither holder nor reason (R143)', async () => {
    const cardId = await aStaffCard()
    const viewed = await environment.cards.viewCard(
      aPermit('cards.viewCard', { personId: randomUUID() }),
      {
        cardId,
      },
    )
    const lastDigits = viewed.ok && viewed.value.cardNumber?.slice(-4)
    for (const [type, reason, kind] of [
      ['ReplacementOffered', undefined, 'card-outdated'],
      ['CardCancelled', 'holder-died', 'card-not-to-be-used'],
      ['CardCancelled', 'data-changed', 'card-not-to-be-used'],
    ] as const) {
      const mails = await mailsAt(type, cardId, reason)
      assert.deepEqual(
        mails.map(({ to, name, language }) => [to, name, language]),
        contacts.map(({ email, language }) => [email, lastDigits, language]),
      )
      for (const language of ['fi', 'sv', 'en'] as const)
        for (const { to: _to, ...facts } of mails) {
          const { subject, text } = organisationWordsOf(
            kind,
            { ...facts, language },
            { publicUrl: 'https://varmenne.example.fi' },
          )
          assert.ok(text.includes(String(lastDigits)) && text.includes('Esimerkkilän'))
          assert.doesNotMatch(`${subject} ${text}`, /Aino|Esimerkki\b|Osastonsihteeri|died|\{/)
        }
    }
  })

  it('is not notified of cards that people cancel themselves, nor of professional cards', async () => {
    const cardId = await aStaffCard()
    for (const reason of ['lost', 'returned', 'employment-ended'])
      assert.deepEqual(await mailsAt('CardCancelled', cardId, reason), [])
    const professional = await aCardAwaitingHandOver(environment)
    assert.deepEqual(await mailsAt('CardCancelled', professional, 'holder-died'), [])
  })
})
