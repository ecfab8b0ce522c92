// cspell:ignore AMMATTIKORTTI Kort Registreringsnummer RESERVKORT TESTIKORTTI YRKESKORT Yubikey
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { frontOf } from '@sotevarmenne/card-face/card-face'
import { instant } from '@sotevarmenne/kernel/instant'
import { makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import type { CardSeen } from '../cards/card-desk.ts'
import { ca, issueFrom } from '../testing.ts'
import { cardNamed, cardPicture } from './card-picture.ts'

it('a card is named by its label, in the language in which it was made', () => {
  for (const [label, product, printedIn] of [
    ['AMMATTIKORTTI', 'professional-card', 'fi'],
    ['TEST-AMMATTIKORTTI', 'professional-card', 'fi'],
    ['YRKESKORT', 'professional-card', 'sv'],
    ['STAFF CARD', 'staff-card', 'en'],
    ['ACTOR CARD', 'actor-card', 'en'],
    ['RESERVKORT', 'spare-card', 'sv'],
    ['TESTIKORTTI', 'test-card', 'fi'],
  ] as const)
    assert.deepEqual(cardNamed(label), { product, printedIn })
  assert.deepEqual(cardNamed('Yubikey PIV'), { product: 'card' })
})

it('the card is drawn as it is printed, and announced by its product, holder and title', async () => {
  const { certificates, plan } = await makePersonalisedCard()
  const card = {
    label: 'YRKESKORT',
    cardNumber: plan.cardNumber,
    certificates: [{ purpose: 'authentication', der: certificates.authentication }],
    rights: {},
  } as const
  const { markup } = cardPicture(card, 'en')
  const printed = frontOf({
    ...{ product: 'professional-card', language: 'sv', hasPhoto: false },
    ...{ surname: '', givenNames: '', subjectNumber: '' },
  })
  assert.ok(markup.includes(printed.art))
  for (const name of ['Ammattikortti', 'Yrkeskort · Professional card', 'Registreringsnummer'])
    assert.ok(markup.includes(`>${name}</text`), name)
  assert.match(markup, /role="img"[^]*<title>Professional card, [^<]+<\/title>/)
  assert.ok(markup.includes(plan.cardNumber))
})

it('a card says TEST when its CA is named so, as where nothing of it can be read', async () => {
  const { spki } = ca('TEST key')
  const issued = issueFrom(instant(0))({
    keys: (['authentication', 'signature'] as const).map((purpose) => ({
      ...{ purpose, spki },
    })),
  })
  const der = issued.authentication
  const [at, name] = [Buffer.from(der).indexOf('TEST'), Buffer.from('Real')]
  assert.ok(at > 0)
  const renamed = new Uint8Array(der)
  for (let place = at; place >= 0; place = Buffer.from(renamed).indexOf('TEST'))
    renamed.set(name, place)
  const drawn = (...ders: readonly Uint8Array[]) =>
    cardPicture(
      {
        ...{ label: 'YRKESKORT', cardNumber: '1', rights: {} },
        certificates: ders.map((each) => ({ purpose: 'authentication' as const, der: each })),
      },
      'sv',
    ).markup
  for (const marked of [drawn(der), drawn()]) assert.match(marked, />TEST<\/text/)
  assert.doesNotMatch(drawn(renamed), />TEST<\/text/)
})

it('a card whose certificates are revoked is drawn as the portal draws a cancelled one, and says so', () => {
  const card = { label: 'YRKESKORT', cardNumber: '1', certificates: [] }
  const revoked = { kind: 'revoked', at: instant(0), reason: undefined } as const
  const drawn = (rights: CardSeen['rights']) => cardPicture({ ...card, rights }, 'sv').markup
  const both = drawn({ authentication: revoked, signature: revoked })
  assert.match(both, /<title>Yrkeskort, 1, Spärrat<\/title>/)
  assert.match(both, /opacity="0\.35" filter="grayscale\(1\)"[^]*>Spärrat<\/text/)
  const unreadable = { kind: 'unreadable' } as const
  for (const rights of [{}, { authentication: revoked, signature: unreadable }])
    assert.doesNotMatch(drawn(rights), /Spärrat|opacity/)
})

it('a card without readable certificates is drawn without data', () => {
  const { markup } = cardPicture(
    { label: '<b>', cardNumber: '1', certificates: [], rights: {} },
    'sv',
  )
  assert.match(markup, /<title>Kort, 1<\/title>/)
  assert.doesNotMatch(markup, /<b>|undefined/)
})
