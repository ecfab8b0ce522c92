import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, plus } from '@sotevarmenne/kernel/instant'
import type { CardIn } from '#cards/card/domain/card.ts'
import { aCardThatWaits } from '../testing.ts'
import {
  checkDestruction,
  checkEnding,
  checkReminder,
  mayDo,
  type Uncollected,
} from './uncollected.ts'

const card: CardIn<'awaitingHandOver'> = aCardThatWaits()
const by = { personId: 'registrar', pointId: card.pointId }
const times = { reminderDays: 7, waitDays: 90 }
const after = (days: number) => ({ times, by, now: plus(card.producedAt, days * day) })
const reminded = (days: number): Uncollected => ({
  cardId: card.cardId,
  pointId: card.pointId,
  producedAt: card.producedAt,
  state: 'waiting',
  reminders: 1,
  lastRemindedAt: plus(card.producedAt, days * day),
})
const kind = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } }) =>
  result.refusal?.kind ?? 'ok'

describe('the reminder for an uncollected card (R117)', () => {
  it('is due so many days after production, and after the last one', () => {
    assert.equal(kind(checkReminder(card, undefined, after(6.9))), 'reminder-too-soon')
    assert.equal(kind(checkReminder(card, undefined, after(7))), 'ok')
    assert.equal(kind(checkReminder(card, reminded(7), after(13.9))), 'reminder-too-soon')
    assert.equal(kind(checkReminder(card, reminded(7), after(14))), 'ok')
  })

  it('is sent at the point where the card waits, and not for a card sent home or handed over', () => {
    const elsewhere = { ...after(8), by: { ...by, pointId: 'elsewhere' } }
    assert.equal(kind(checkReminder(card, undefined, elsewhere)), 'card-at-another-point')
    assert.equal(
      kind(checkReminder({ ...card, isSentHome: true }, undefined, after(8))),
      'card-sent-home',
    )
    const inHand = { ...card, state: 'handedOver', handedOverAt: card.producedAt } as const
    assert.equal(kind(checkReminder(inHand, undefined, after(8))), 'card-not-awaiting-hand-over')
  })
})

describe('an uncollected card', () => {
  it('is returned after its collection time, if its holder was reminded, and never by its holder (R118)', () => {
    assert.equal(kind(checkEnding(card, reminded(30), after(89.9))), 'card-waits-still')
    assert.equal(kind(checkEnding(card, undefined, after(90))), 'holder-not-reminded')
    assert.equal(kind(checkEnding(card, reminded(30), after(90))), 'ok')
    const own = { ...after(90), by: { ...by, personId: card.holder } }
    assert.equal(kind(checkEnding(card, reminded(30), own)), 'card-of-ones-own')
  })

  it('is destroyed by two different persons where it is, neither of them its holder (R119)', () => {
    const begun: Uncollected = { ...reminded(30), state: 'destroying', firstSigned: 'registrar' }
    const other = { ...by, personId: 'other' }
    assert.equal(kind(checkDestruction(begun, card.holder, by)), 'second-person-required')
    assert.deepEqual(checkDestruction(begun, card.holder, other), { ok: true, value: 'destroyed' })
    assert.equal(
      kind(checkDestruction(begun, card.holder, { ...by, personId: card.holder })),
      'card-of-ones-own',
    )
    const { pointId: _none, ...atOffice } = { ...reminded(30), state: 'returned' as const }
    assert.equal(kind(checkDestruction(atOffice, card.holder, other)), 'card-not-here')
    assert.deepEqual(checkDestruction(atOffice, card.holder, { personId: 'caseOfficer' }), {
      ok: true,
      value: 'destroying',
    })
    assert.equal(
      kind(checkDestruction({ ...reminded(30), state: 'destroyed' }, card.holder, other)),
      'card-not-here',
    )
  })

  it('has the permitted actions that the rules of the operations give', () => {
    assert.deepEqual(mayDo(card, undefined, after(3)), [])
    assert.deepEqual(mayDo(card, undefined, after(8)), ['remind'])
    assert.deepEqual(mayDo(card, reminded(88), after(91)), ['return', 'destroy'])
    const begun: Uncollected = { ...reminded(30), state: 'destroying', firstSigned: 'registrar' }
    assert.deepEqual(mayDo(card, begun, after(91)), [])
    assert.deepEqual(mayDo(card, begun, { ...after(91), by: { ...by, personId: 'o' } }), [
      'destroy',
    ])
  })
})
