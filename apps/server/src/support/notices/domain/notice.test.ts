import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { day, instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import fc from 'fast-check'
import { requestAddress, noContact } from '#people/contacts/domain/contact.ts'
import type { NoticeId } from '../contract.ts'
import { hasOwnAddress, mustArrive, notSent, type Notice, topicOf, wayOf } from './notice.ts'
import { kindOfVisitEvent, visitNotifyingOf } from './notify-visitor.ts'
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
        // The digest of the inbox has a switch of its own.
        topicOf[kind] === 'security' || kind === 'inbox-waits'
          ? { to: address }
          : { because: 'not-wanted' },
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

  it('to an address that takes no mail is sent again only about security (R210)', () => {
    const contact = { ...noContact, address, isRefused: true }
    assert.deepEqual(wayOf(aNotice('card-cancelled'), contact), { to: address })
    assert.deepEqual(wayOf(aNotice('order-placed'), contact), { because: 'refused' })
    assert.deepEqual(wayOf(aNotice('order-placed'), { ...contact, isRefused: false }), {
      to: address,
    })
  })

  it('about security must arrive, unless it is about an address', () => {
    for (const kind of Object.keys(topicOf) as Notice['kind'][]) {
      const ofAddress = kind === 'confirm-address' || kind === 'address-changed'
      assert.equal(hasOwnAddress(kind), ofAddress, kind)
      assert.equal(mustArrive({ kind }), topicOf[kind] === 'security' && !ofAddress, kind)
      assert.equal(mustArrive({ kind, fixedAddress: address }), false, kind)
    }
  })

  it('that reached nobody says so, with the card that it was about', () => {
    const at = new Date(now).toISOString()
    const every = { type: 'NoticeNotSent', noticeId: 'n', kind: 'card-produced', plannedAt: at }
    assert.deepEqual(notSent(aNotice('card-produced'), 'no-address'), {
      ...{ ...every, about: { personId: 'p' }, because: 'no-address' },
    })
    const ofCard = { ...aNotice('card-produced'), facts: { cardId: 'c' } }
    assert.deepEqual(notSent(ofCard, 'refused').about, { personId: 'p', cardId: 'c' })
  })

  it('is about what the event says, and none where another one says it already', () => {
    const about = { personId: 'p', cardId: 'c', orderId: 'o' }
    const [returnBy, lastDay] = [localDate('2026-12-14'), localDate('2027-01-31')]
    const just = (kind: Notice['kind']) => ({ kind, facts: {} })
    for (const [type, facts, expected] of [
      ['OrderPlaced', {}, just('order-placed')],
      [
        'RenewalDecided',
        { ground: 'lost' },
        { kind: 'renewal-decided', facts: { ground: 'lost' } },
      ],
      ['OrderCancelled', { about }, just('order-cancelled')],
      [
        'OrderCancelled',
        { about, because: 'data-wrong' },
        {
          ...{ kind: 'order-cancelled', facts: { isDataWrong: true } },
        },
      ],
      ['OrderCancelled', { about: { personId: 'p' } }, undefined],
      ['CardProduced', { isSentHome: true }, just('card-posted')],
      ['CardProduced', {}, just('card-produced')],
      ['CardProductionFailed', { isFinal: true }, just('card-not-produced')],
      ['CardProductionFailed', { isFinal: false }, undefined],
      ['ActivationLetterSent', {}, just('letter-sent')],
      ['ActivationLetterReplaced', {}, just('new-code-ordered')],
      ['CardHandedOver', { documentType: 'sent-home' }, undefined],
      ['CardHandedOver', { documentType: 'passport' }, just('card-handed-over')],
      ['CardActivated', {}, just('card-activated')],
      ['CardFirstUsed', {}, just('card-activated')],
      ['CardUnlocked', {}, just('card-unlocked')],
      ['CardCancelled', { reason: 'replaced' }, just('card-superseded')],
      ['CardCancelled', { reason: 'production-failed' }, undefined],
      ['CardCancelled', { reason: 'holder-died' }, undefined],
      ['UnusedCardReminded', {}, just('card-unused')],
      [
        'UncollectedCardReminded',
        { means: 'mail', about },
        {
          ...{ kind: 'card-waits', facts: { cardId: 'c' } },
        },
      ],
      ['UncollectedCardReminded', { means: 'telephone', about }, undefined],
      [
        'ReplacementOffered',
        { because: 'name-changed' },
        {
          ...{ kind: 'replacement-offered', facts: { because: 'name-changed' } },
        },
      ],
      [
        'SpareCardHandedOver',
        { returnBy },
        { kind: 'spare-card-handed-over', facts: { day: returnBy } },
      ],
      ['SpareCardOverdue', { returnBy }, { kind: 'spare-card-overdue', facts: { day: returnBy } }],
      [
        'SpareCardCancelled',
        { reason: 'lost' },
        {
          ...{ kind: 'spare-card-cancelled', facts: { reason: 'lost' } },
        },
      ],
      ['SpareCardCancelled', { reason: 'holder-died' }, undefined],
      [
        'CallTaken',
        { outcome: 'cancelled', reference: '10000016' },
        {
          ...{ kind: 'cancelled-by-caller', facts: { reference: '10000016' } },
        },
      ],
      ['CallTaken', { outcome: 'no-card' }, undefined],
      ['PasswordSet', {}, just('password-set')],
      ['PasswordRemoved', {}, just('password-removed')],
      ['PasswordRemoved', { because: 'holder-died' }, undefined],
      ['PasswordTurnedOff', {}, just('password-turned-off')],
      ['RegistrarAppointed', {}, just('registrar-appointed')],
      ['RegistrarRoleEnded', { because: 'ended' }, just('registrar-ended')],
      ['RegistrarRoleEnded', { because: 'renewed' }, undefined],
      ['RegistrarRoleEnded', { because: 'holder-died' }, undefined],
      [
        'RegistrarTermEnding',
        { lastDay },
        { kind: 'registrar-term-ends', facts: { day: lastDay } },
      ],
      ['CaseStepTaken', { by: 'office', kind: 'inquiry' }, just('office-wrote')],
      ['CaseStepTaken', { by: 'office', kind: 'contact-message' }, undefined],
      ['CaseStepTaken', { by: 'holder', kind: 'inquiry' }, undefined],
    ] as const)
      assert.deepEqual(
        notifyingOf({ type, ...facts }),
        expected,
        `${type} ${JSON.stringify(facts)}`,
      )
  })

  it('to a visitor is about the visit as it is now, and none once that has begun', () => {
    const startsAt = now
    const visit = { state: 'booked', startsAt } as const
    const event = { type: 'AppointmentBooked', startsAt: new Date(now).toISOString() } as const
    const before = instant(now - 1)
    assert.equal(visitNotifyingOf(event, visit, before), 'appointment-booked')
    assert.equal(visitNotifyingOf(event, visit, now), undefined)
    const moved = { ...event, startsAt: new Date(now + 1).toISOString() }
    assert.equal(visitNotifyingOf(moved, visit, before), undefined)
    assert.equal(visitNotifyingOf({ type: 'AppointmentBooked' }, visit, before), undefined)
    assert.equal(visitNotifyingOf(event, { ...visit, state: 'cancelled' }, before), undefined)
    const cancelled = { type: 'AppointmentCancelled' } as const
    assert.equal(visitNotifyingOf(cancelled, visit, before), undefined)
    assert.equal(
      visitNotifyingOf(cancelled, { ...visit, state: 'cancelled' }, before),
      'appointment-cancelled',
    )
    assert.deepEqual(kindOfVisitEvent, {
      ...{ AppointmentBooked: 'appointment-booked', AppointmentMoved: 'appointment-moved' },
      ...{
        AppointmentCancelled: 'appointment-cancelled',
        AppointmentReminderDue: 'visit-reminder',
      },
    })
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
