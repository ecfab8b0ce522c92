import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import fc from 'fast-check'
import {
  askAddress,
  changesADay,
  confirmAddress,
  noContact,
} from '#people/contacts/domain/contact.ts'
import type { NoticeId } from '../contract.ts'
import { type Notice, topicOf, wayOf } from './notice.ts'
import { daysToRemind } from './reminders.ts'
import { tellingOf, toldOf } from './tell.ts'

const now = instant(1_795_000_000_000)
const address = 'aino@example.fi'

const aNotice = (kind: Notice['kind']): Notice => ({
  noticeId: 'n' as NoticeId,
  personId: 'p',
  kind,
  facts: {},
  at: now,
  state: 'planned',
})

/** What a holder is not told by e-mail: a look, a step of the service's own work, or what another notice says. All of it is in the trail. */
const notTold: ReadonlySet<string> = new Set([
  // Looks, by whomever.
  ...['CardViewed', 'CardListed', 'SpareCardViewed', 'SpareCardListed', 'CardPrintFetched'],
  ...['EmploymentCertificateViewed', 'VisitorViewed', 'VisitorFound', 'PhotoViewed'],
  ...['RenewalViewed', 'DecisionViewed', 'OrderViewed', 'OrderListed'],
  // The order of the card is told when it is placed or decided.
  ...['CardOrdered', 'OrderDrafted', 'PhotoStored', 'EmploymentCertificateStored'],
  // At the desk, by the applicant.
  ...['ConfirmationViewed', 'OrderConfirmed'],
  // Whoever is refused stands before the page that says so.
  ...['RenewalRefused', 'CardNotUnlocked'],
  // The service's own work.
  ...['ProductionRetried', 'ActivationLetterPlanned', 'ActivationLetterRedirected'],
  ...['LetterBatchAccepted', 'LettersRetried', 'ActivationCodePutOnCard', 'FormerCodeKilled'],
  ...['PhotoErased', 'OrderErased', 'EmploymentCertificateErased'],
  // A card that nobody fetched: that it is closed is told.
  ...['UncollectedCardReturned', 'UncollectedCardDestroyed'],
  // The offer was told; that nothing has changed after all needs nothing of the holder.
  'ReplacementTakenBack',
  // No mail reaches the holder.
  'UncollectedCardNotReminded',
  // The holder waits at the desk, or brought the spare card there.
  ...['SpareCardStarted', 'SpareCardMade', 'SpareCardMakingFailed', 'SpareCardEmptied'],
  ...['SpareCardNotEmptied', 'SpareCardWrittenOff', 'SpareCardHolderReminded'],
])

describe('a notice', () => {
  it('about security is sent whatever the person wants; the others as wanted', () => {
    const contact = {
      ...noContact,
      address,
      wants: { progress: false, reminders: false, work: false },
    }
    for (const kind of Object.keys(topicOf) as Notice['kind'][])
      assert.deepEqual(
        wayOf(aNotice(kind), contact),
        topicOf[kind] === 'security' ? { to: address } : { because: 'not-wanted' },
        kind,
      )
  })

  it('goes to no address that nobody has confirmed, but the one that asks for it', () => {
    const asked = askAddress(noContact, { address, changeId: 'c', askedInADay: 0, now })
    assert.ok(asked.ok)
    assert.deepEqual(wayOf(aNotice('card-closed'), asked.value), { because: 'no-address' })
    const confirming = { ...aNotice('confirm-address'), fixedAddress: address }
    assert.deepEqual(wayOf(confirming, asked.value), { to: address })
  })

  it('is made for every event of cards, spare cards and orders, but those that concern no holder', async () => {
    const told = new Set<string>(toldOf)
    for (const module of ['cards', 'spare-cards', 'orders']) {
      const contract = await readFile(
        new URL(`../../${module}/contract.ts`, import.meta.url),
        'utf8',
      )
      const types = [...contract.matchAll(/readonly type: '(\w+)'/g)].map(([, type = '']) => type)
      assert.ok(types.length > 5)
      for (const type of types) assert.ok(told.has(type) !== notTold.has(type), type)
    }
  })

  it('tells of a card that was closed by its reason, and not twice what another notice tells', () => {
    const about = { personId: 'p', cardId: 'c', orderId: 'o' }
    assert.deepEqual(tellingOf({ type: 'CardClosed', about, reason: 'lost' } as never), {
      kind: 'card-closed',
      facts: { reason: 'lost' },
    })
    assert.equal(tellingOf({ type: 'CardClosed', reason: 'order-cancelled' } as never), undefined)
    assert.equal(tellingOf({ type: 'CardViewed' }), undefined)
  })
})

describe('an address', () => {
  const asked = (contact = noContact) => {
    const result = askAddress(contact, { address, changeId: 'c', askedInADay: 0, now })
    assert.ok(result.ok)
    return result.value
  }

  it('is used once the link in its mail was opened, within a day', () => {
    const confirmed = confirmAddress(asked(), { changeId: 'c', now: plus(now, day - 1) })
    assert.ok(confirmed.ok)
    assert.deepEqual(confirmed.value, { contact: { ...noContact, address } })
    assert.deepEqual(confirmAddress(asked(), { changeId: 'c', now: plus(now, day) }), {
      ok: false,
      refusal: { kind: 'confirmation-expired' },
    })
    assert.deepEqual(confirmAddress(asked(), { changeId: 'another', now }), {
      ok: false,
      refusal: { kind: 'confirmation-unknown' },
    })
  })

  it('that it takes the place of stays in use until then, and is named afterwards', () => {
    const before = { ...noContact, address: 'former@example.fi', isRefused: true }
    assert.equal(asked(before).address, 'former@example.fi')
    const confirmed = confirmAddress(asked(before), { changeId: 'c', now })
    assert.ok(confirmed.ok)
    assert.equal(confirmed.value.former, 'former@example.fi')
    assert.equal(confirmed.value.contact.isRefused, false)
  })

  it('is not asked for more than a few times a day', () => {
    const once = { address, changeId: 'c', now }
    assert.ok(askAddress(noContact, { ...once, askedInADay: changesADay - 1 }).ok)
    assert.deepEqual(askAddress(noContact, { ...once, askedInADay: changesADay }), {
      ok: false,
      refusal: { kind: 'too-many-addresses' },
    })
  })
})

it('days to remind of are each day since the last one, once, seven at most', () => {
  const today = localDate('2026-11-25')
  assert.deepEqual(daysToRemind(undefined, today), [today])
  assert.deepEqual(daysToRemind(today, today), [])
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), (behind) => {
      const last = new Date(Date.parse(today) - behind * day).toISOString().slice(0, 10)
      const days = daysToRemind(localDate(last), today)
      assert.equal(days.length, Math.min(behind, 7))
      assert.equal(days.at(-1), today)
      assert.ok(days.every((each) => each > last))
    }),
  )
})
