import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { cardRemoved } from '@sotevarmenne/smartcard/card-channel'
import { createCertificates } from '#certificates/index.ts'
import type { DomainEvent } from '#platform/record.ts'
import { createRevocations } from '#revocation/index.ts'
import { startTestAuthority, type TestAuthority } from '../../../../tests/support/authority.ts'
import { aPermit } from '../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../tests/support/postgres.ts'
import { virtualReader } from './adapters/virtual-reader.ts'
import { createCards, type Cards, type CardReaders } from './index.ts'
import type { LetterFacts } from './ports.ts'

forEachDatabase('producing a card', ({ db }) => {
  const now = instant(Date.parse('2026-11-24T14:00:00Z'))
  const clock = { now: () => now }
  let events: DomainEvent[] = []
  let letters: LetterFacts[] = []
  let authority: TestAuthority
  let folder: string

  const count = (type: string): number => events.filter((event) => event.type === type).length
  const pulledOutAfter = (commands: number): CardReaders => {
    const reader = virtualReader({ folder })
    return {
      ...reader,
      nextBlank: async () => {
        const blank = await reader.nextBlank()
        let left = commands
        commands = Infinity
        const transmit = (apdu: Uint8Array) =>
          (left -= 1) < 0 ? Promise.reject(cardRemoved()) : blank.channel.transmit(apdu)
        return { ...blank, channel: { ...blank.channel, transmit } }
      },
    }
  }
  const cardsWith = (readers: CardReaders = virtualReader({ folder })): Cards => {
    events = []
    letters = []
    const record = (_tx: unknown, event: DomainEvent): Promise<void> => {
      events.push(event)
      return Promise.resolve()
    }
    const { issuers, signer } = authority
    const certificates = createCertificates({ db, record, issuers, signer, clock })
    return createCards({
      db,
      clock,
      record,
      planJob: () => Promise.resolve(),
      secret: new Uint8Array(32).fill(9),
      keyAlgorithm: 'p384',
      readers,
      certificates,
      revocation: createRevocations({ record, clock, certificates }),
      registration: { findPoint: () => Promise.resolve(undefined) },
      authorityCertificates: () =>
        Promise.resolve({
          issuer: issuers.professional.certificate.der,
          root: issuers.root.certificate.der,
        }),
      printHouse: { post: () => Promise.resolve() },
      renderLetter: (letter) => {
        letters.push(letter)
        return Promise.resolve(new Uint8Array())
      },
      systemPermit: (deed) => aPermit(deed),
    })
  }
  const holder = randomUUID()
  const ordered = async (cards: Cards): Promise<string> => {
    const accepted = await db.write(async (tx) =>
      ok(
        await cards.acceptOrder(tx, aPermit('orders.placeOrder'), {
          orderId: randomUUID(),
          holder,
          givenNames: 'Aino Maria',
          surname: 'Esimerkki',
          registrationNumber: '00098705718',
          right: {
            code: 'T10',
            title: { fi: 'Sairaanhoitaja', sv: 'Sjukskötare', en: 'Nurse' },
          },
          validTo: localDate('2031-11-23'),
          language: 'fi',
          letterAddress: {
            street: 'Esimerkkikatu 1',
            postalCode: '00100',
            postOffice: 'HELSINKI',
            country: 'FI',
          },
          pointId: 'point',
        }),
      ),
    )
    assert.ok(accepted.ok)
    return accepted.value
  }
  const produce = (cards: Cards, cardId: string) =>
    cards.produceCard(aPermit('cards.produceCard'), cardId)

  before(async () => {
    authority = await startTestAuthority({ clock })
    folder = await mkdtemp(join(tmpdir(), 'sotevarmenne-cards-'))
  })
  after(async () => {
    await authority.close()
    await rm(folder, { recursive: true })
  })

  it('twice at once makes one card, and its letter leaves once', async () => {
    const cards = cardsWith()
    const cardId = await ordered(cards)
    const both = await Promise.all([produce(cards, cardId), produce(cards, cardId)])
    assert.ok(both.every((each) => each.ok))
    assert.ok((await produce(cards, cardId)).ok)
    assert.equal(count('CardProduced'), 1)

    const planned = events.find(({ type }) => type === 'ActivationLetterPlanned')
    assert.ok(planned && 'letterNumber' in planned && typeof planned.letterNumber === 'string')
    const sending = aPermit('cards.sendLetter')
    assert.ok((await cards.sendLetter(sending, planned.letterNumber)).ok)
    assert.ok((await cards.sendLetter(sending, planned.letterNumber)).ok)
    assert.equal(letters.length, 1)
    assert.match(letters[0]?.activationCode ?? '', /^\d{8}$/)
    assert.equal(count('ActivationLetterSent'), 1)
  })

  it('takes another blank when one fails, and revokes what was issued for it', async () => {
    const cards = cardsWith(pulledOutAfter(60))
    const cardId = await ordered(cards)
    const before = (await readdir(folder)).length
    assert.ok((await produce(cards, cardId)).ok)
    assert.equal(count('CardProductionFailed'), 1)
    assert.equal(count('CardProduced'), 1)
    assert.equal(count('CertificateRevoked'), count('CertificateIssued') - 2)
    assert.equal((await readdir(folder)).length, before + 1)
  })

  it('ends with one hand-over, never to oneself', async () => {
    const cards = cardsWith()
    const cardId = await ordered(cards)
    assert.ok((await produce(cards, cardId)).ok)
    const identification = {
      documentType: 'passport',
      documentNumber: 'XP1234567',
      issuingCountry: 'FI',
      expires: localDate('2030-01-01'),
    } as const
    const own = aPermit('cards.handOverCard', { personId: holder, pointId: 'point' })
    const refused = await cards.handOverCard(own, { cardId, identification })
    assert.equal(!refused.ok && refused.refusal.kind, 'handing-over-to-oneself')
    const desk = aPermit('cards.handOverCard', { personId: randomUUID(), pointId: 'point' })
    const both = await Promise.all([
      cards.handOverCard(desk, { cardId, identification }),
      cards.handOverCard(desk, { cardId, identification }),
    ])
    assert.equal(both.filter((each) => each.ok).length, 1)
    assert.equal(count('CardHandedOver'), 1)
  })
})
