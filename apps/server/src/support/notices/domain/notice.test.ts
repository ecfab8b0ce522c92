import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { day, instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import fc from 'fast-check'
import { requestAddress, noContact } from '#people/contacts/domain/contact.ts'
import type { NoticeId } from '../contract.ts'
import { type Notice, topicOf, wayOf } from './notice.ts'
import { daysToRemind } from './reminders.ts'
import { notifyingOf, notifiedOf } from './notify.ts'

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

/**
 * Events without an e-mail to the holder: read access, internal steps, or covered by another notice. All are
 * in the audit log.
 */
const notNotified: ReadonlySet<string> = new Set([
  // Read access by anybody.
  ...['CardViewed', 'CardListed', 'SpareCardViewed', 'SpareCardListed', 'CardPrintFetched'],
  ...['EmploymentCertificateViewed', 'VisitorViewed', 'VisitorFound', 'PhotoViewed'],
  ...['RenewalViewed', 'DecisionViewed', 'OrderViewed', 'OrderListed'],
  // The holder is notified when the order is placed or decided.
  ...['CardOrdered', 'OrderDrafted', 'PhotoStored', 'EmploymentCertificateStored'],
  // At the desk, by the applicant.
  ...['ConfirmationViewed', 'OrderConfirmed'],
  // At the desk, for the doors of the employer.
  ...['ContactlessIdRecorded', 'ContactlessIdRemoved'],
  // The person sees the refusal on the page.
  ...['RenewalRefused', 'CardNotUnlocked'],
  // About registrars, for the office.
  ...['LookUpRefused', 'LookUpsReleased', 'LookUpsReported'],
  // Internal steps of the service.
  ...['ProductionRetried', 'ActivationLetterPlanned', 'ActivationLetterRedirected'],
  ...['LetterBatchAccepted', 'LettersRetried', 'ActivationCodePutOnCard', 'FormerCodeInvalidated'],
  ...['PhotoErased', 'OrderErased', 'EmploymentCertificateErased'],
  // An uncollected card: its holder is notified of the cancellation.
  ...['UncollectedCardReturned', 'UncollectedCardDestroyed'],
  // The offer was sent; if nothing has changed after all, the holder need not act.
  'ReplacementTakenBack',
  // No mail reaches the holder.
  'UncollectedCardNotReminded',
  // The holder is at the desk, or brought the spare card there.
  ...['SpareCardStarted', 'SpareCardProduced', 'SpareCardProductionFailed', 'SpareCardEmptied'],
  ...['SpareCardNotEmptied', 'SpareCardWrittenOff', 'SpareCardHolderReminded'],
])

describe('a notice', () => {
  it('about security is always sent; the others by the person’s choice', () => {
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

  it('is not sent to an unconfirmed address, except the confirmation mail itself', () => {
    const requested = requestAddress(noContact, { address, changeId: 'c', requestedInADay: 0, now })
    assert.ok(requested.ok)
    assert.deepEqual(wayOf(aNotice('card-cancelled'), requested.value), { because: 'no-address' })
    const confirming = { ...aNotice('confirm-address'), fixedAddress: address }
    assert.deepEqual(wayOf(confirming, requested.value), { to: address })
  })

  it('exists for every event of cards, spare cards and orders, except those that concern no holder', async () => {
    const notified = new Set<string>(notifiedOf)
    const contracts = await Promise.all(
      [
        'card',
        'production',
        'letters',
        'lifecycle',
        'printing',
        'spare-cards',
        'orders',
        'photos',
        'visitors',
        'renewals',
      ].map((module) =>
        readFile(new URL(`../../../cards/${module}/contract.ts`, import.meta.url), 'utf8'),
      ),
    )
    const types = contracts.flatMap((contract) =>
      [...contract.matchAll(/readonly type: '(\w+)'/g)].map(([, type = '']) => type),
    )
    assert.ok(types.length > 40)
    for (const type of types) assert.ok(notified.has(type) !== notNotified.has(type), type)
  })

  it('about a cancelled card states the reason, and never repeats another notice', () => {
    const about = { personId: 'p', cardId: 'c', orderId: 'o' }
    assert.deepEqual(notifyingOf({ type: 'CardCancelled', about, reason: 'lost' } as never), {
      kind: 'card-cancelled',
      facts: { reason: 'lost' },
    })
    assert.equal(
      notifyingOf({ type: 'CardCancelled', reason: 'order-cancelled' } as never),
      undefined,
    )
    assert.equal(notifyingOf({ type: 'CardViewed' }), undefined)
  })
})

it('reminder days are each day since the last one, once, seven at most', () => {
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
