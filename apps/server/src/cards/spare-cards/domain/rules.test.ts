import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { spareCancellationReason } from '@sotevarmenne/api/spare-cards'
import { instant } from '@sotevarmenne/kernel/instant'
import { addDays, localDate } from '@sotevarmenne/kernel/local-date'
import type { CardNumber, Requester } from '#cards/card/contract.ts'
import type { Blank } from '../../stock/contract.ts'
import { leavesSpareCard, revocationCauseOf } from './cancellation.ts'
import {
  checkBlank,
  checkCancellation,
  checkHandOver,
  checkNote,
  checkProductionRequest,
  checkReturn,
  checkReturnDate,
  checkWriteOff,
  goneWhenWrittenOff,
  isPlasticGone,
  registrarMay,
  type TakenChip,
} from './rules.ts'
import {
  cancel,
  chipOf,
  failTry,
  finishProduction,
  handOver,
  isOpen,
  isOverdue,
  productionDataOf,
  settle,
  startTry,
  type ProductionData,
  type SpareCard,
  type SpareCardIn,
} from './spare-card.ts'

const states = ['beingProduced', 'awaitingHandOver', 'handedOver', 'cancelled', 'settled'] as const
type State = (typeof states)[number]

const every = { spareCardId: 'spare-1', holder: 'Aino', pointId: 'point', findings: [] }
const cardIn = <In extends State>(state: In, more: object = {}) =>
  ({ ...every, state, reason: 'lost', ...more }) as unknown as SpareCardIn<In>
const registrar = { personId: 'Riitta', pointId: 'point' } as Requester
const itsHolder = { ...registrar, personId: 'Aino' }
const elsewhere = { ...registrar, pointId: 'another' }

const kind = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } }) =>
  result.refusal?.kind ?? 'ok'

describe('the blank card of a spare card (R75)', () => {
  const card = cardIn('beingProduced')
  const taken = (spareCardId: string) => ({ spareCardId }) as TakenChip
  const check = (
    blank: Blank | undefined,
    found: readonly string[] | 'empty' = 'empty',
    by?: TakenChip,
  ) => checkBlank(blank, { card, taken: by, found })

  it('is taken when it is empty, and refused with what is on it when it is not', () => {
    const blank = { place: 'point', state: 'in-stock' } as const
    assert.equal(kind(check(blank)), 'ok')
    assert.deepEqual(check(blank, ['certificate-present']), {
      ok: false,
      refusal: { kind: 'blank-not-empty', findings: ['certificate-present'] },
    })
  })

  it('is of the stock of the point, and neither rejected, missing nor used by another loan', () => {
    const of = (state: Blank['state'], place = 'point') => ({ state, place })
    assert.equal(kind(check(undefined)), 'not-of-the-stock')
    assert.equal(kind(check(of('rejected'))), 'chip-rejected')
    assert.equal(kind(check(of('missing'))), 'blank-missing')
    assert.equal(kind(check(of('in-stock', 'another'))), 'blank-of-another-point')
    assert.equal(kind(check(of('used'), ['keys-present'], taken('spare-1'))), 'ok')
    assert.equal(kind(check(of('used'), 'empty', taken('spare-2'))), 'blank-taken')
    assert.equal(kind(check(of('used'))), 'blank-taken')
  })

  it('is taken back when it is blank or a loan, not when it is a person’s own card', () => {
    const of = (state: Blank['state']) => ({ state, place: 'point' })
    assert.equal(kind(checkReturn(undefined, taken('spare-1'))), 'not-a-spare-card')
    assert.equal(kind(checkReturn(of('used'), undefined)), 'not-a-spare-card')
    assert.equal(kind(checkReturn(of('used'), taken('spare-1'))), 'ok')
    assert.equal(kind(checkReturn(of('in-stock'), undefined)), 'ok')
    assert.equal(kind(checkReturn(of('rejected'), taken('spare-1'))), 'chip-rejected')
  })
})

describe('a spare card', () => {
  it('is returned between today and the last day of its certificates (R76)', () => {
    const [today, validTo] = [localDate('2026-12-01'), localDate('2027-03-03')]
    const check = (day: string) => checkReturnDate(localDate(day), { today, validTo })
    assert.deepEqual(
      ['2026-11-30', '2026-12-01', '2027-03-03', '2027-03-04'].map((day) => check(day).ok),
      [false, true, true, false],
    )
    assert.deepEqual(check('2027-03-04'), {
      ok: false,
      refusal: { kind: 'return-date-not-possible', latest: validTo },
    })
  })

  it('is produced and handed over at its point, and never by its holder (R72)', () => {
    for (const [check, state, refusal] of [
      [checkProductionRequest, 'beingProduced', 'spare-card-not-being-produced'],
      [checkHandOver, 'awaitingHandOver', 'spare-card-not-produced'],
    ] as const) {
      const steps = (card: SpareCard, by: Requester) => kind(check(card, by))
      assert.equal(steps(cardIn(state), registrar), 'ok')
      assert.equal(steps(cardIn(state), elsewhere), 'spare-card-at-another-point')
      assert.notEqual(steps(cardIn(state), itsHolder), 'ok')
      for (const other of states)
        if (other !== state) assert.equal(steps(cardIn(other), registrar), refusal)
    }
    assert.equal(
      kind(checkProductionRequest(cardIn('beingProduced'), itsHolder)),
      'producing-for-oneself',
    )
    assert.equal(
      kind(checkHandOver(cardIn('awaitingHandOver'), itsHolder)),
      'handing-over-to-oneself',
    )
  })

  it('is abandoned before its hand-over, lost, stolen, misused or broken after it, and cancelled once', () => {
    for (const state of states)
      for (const reason of ['lost', 'stolen', 'misused', 'broken', 'abandoned'] as const) {
        const isOver = state === 'cancelled' || state === 'settled'
        const fits = (state === 'handedOver') !== (reason === 'abandoned')
        assert.equal(
          kind(checkCancellation(cardIn(state), reason)),
          isOver ? 'spare-card-already-cancelled' : fits ? 'ok' : 'reason-does-not-fit',
          `${state} ${reason}`,
        )
      }
  })

  it('is written off only when it is cancelled: not returned, or not to be wiped', () => {
    for (const state of states)
      assert.equal(
        kind(checkWriteOff(cardIn(state))),
        state === 'cancelled' ? 'ok' : 'spare-card-not-cancelled',
      )
    assert.equal(goneWhenWrittenOff(cardIn('cancelled')), 'not-returned')
    assert.equal(goneWhenWrittenOff(cardIn('cancelled', { findings: ['pin'] })), 'not-emptied')
  })

  it('is gone as plastic when it is lost, stolen or broken', () => {
    assert.deepEqual(spareCancellationReason.options.filter(isPlasticGone), [
      'lost',
      'stolen',
      'broken',
    ])
  })

  it('is reminded of only while its holder has it (R78)', () => {
    for (const [card, expected] of [
      [cardIn('handedOver'), 'ok'],
      [cardIn('cancelled', { handedOverAt: 0 }), 'ok'],
      [cardIn('cancelled'), 'nothing-to-bring-back'],
      [cardIn('beingProduced'), 'nothing-to-bring-back'],
      [cardIn('awaitingHandOver'), 'nothing-to-bring-back'],
      [cardIn('settled', { handedOverAt: 0 }), 'nothing-to-bring-back'],
    ] as const)
      assert.equal(kind(checkNote(card)), expected, card.state)
  })

  it('offers a registrar what the rules permit, and another registrar only what needs no presence', () => {
    const offered = (state: State, by = registrar) => [...registrarMay(cardIn(state), by)].sort()
    assert.deepEqual(offered('beingProduced'), ['cancel', 'produce'])
    assert.deepEqual(offered('awaitingHandOver'), ['cancel', 'hand-over'])
    assert.deepEqual(offered('handedOver'), ['cancel', 'note'])
    assert.deepEqual(offered('cancelled'), ['write-off'])
    assert.deepEqual(offered('settled'), [])
    assert.deepEqual(offered('awaitingHandOver', elsewhere), ['cancel'])
  })

  it('stays valid while the actual card is missing, which is its purpose (R78)', () => {
    for (const because of ['lost', 'stolen', 'misused', 'broken', 'not-as-ordered'])
      assert.equal(leavesSpareCard(because), true, because)
    // The register reports these for the spare card itself.
    for (const because of ['right-ended', 'holder-died'])
      assert.equal(leavesSpareCard(because), true, because)
    for (const because of ['name-changed', 'not-wanted', 'replaced', 'expired'])
      assert.equal(leavesSpareCard(because), false, because)
  })

  it('is revoked for what happened to it (RFC 5280 § 5.3.1 by the causes of the service)', () => {
    const expected = {
      'spare-card-returned': ['returned'],
      'card-lost': ['lost'],
      'card-stolen': ['stolen'],
      'card-misused': ['misused'],
      'card-faulty': ['broken'],
      'card-not-wanted': ['abandoned', 'run-out'],
      'data-changed': ['actual-card-cancelled'],
      'card-replaced': ['actual-card-replaced'],
      'right-ended': ['right-ended'],
      'holder-died': ['holder-died'],
    }
    assert.deepEqual(
      Object.groupBy(spareCancellationReason.options, revocationCauseOf),
      Object.assign(Object.create(null), expected),
    )
  })
})

describe('the loan of a spare card', () => {
  const returnBy = localDate('2026-12-14')
  const decided: SpareCardIn<'beingProduced'> = {
    ...{ ...every, orderId: 'order-1', actualCardId: 'card-1', state: 'beingProduced' },
    ...{ spareCardId: 'spare-1' as SpareCard['spareCardId'], startedAt: instant(1) },
    ...{ missedBecause: 'forgotten', returnBy, validTo: localDate('2027-02-28') },
    says: {
      ...{ givenNames: 'Aino', surname: 'Esimerkki', registrationNumber: '00198706129' },
      ...{ title: { fi: 'Sairaanhoitaja', sv: '', en: '' }, language: 'fi' },
    },
    cardNumber: '0' as CardNumber,
  }
  const again = { tryId: 'try-1', chipSerial: 'chip-1', cardNumber: '12345' as CardNumber }
  const tried = startTry(decided, again)
  const production: ProductionData = {
    ...{ chipSerial: 'chip-1', producedAt: instant(2), certificates: [] },
  }
  const produced = finishProduction(failTry(tried, ['pin']), production)
  const given = handOver(produced, instant(3))

  it('begins with a try on a blank, under a card number of its own, and forgets the findings of the former try', () => {
    const again = startTry(failTry(tried, ['pin']), {
      ...{ tryId: 'try-2', chipSerial: 'chip-2', cardNumber: '67890' as CardNumber },
    })
    assert.deepEqual(again, {
      ...{ ...decided, cardNumber: '67890' },
      try: { tryId: 'try-2', chipSerial: 'chip-2' },
    })
    assert.deepEqual(failTry(tried, ['pin']), { ...tried, findings: ['pin'] })
    assert.deepEqual(produced, {
      ...{ ...decided, ...production, cardNumber: '12345', state: 'awaitingHandOver' },
    })
    assert.deepEqual(given, { ...produced, state: 'handedOver', handedOverAt: 3 })
  })

  it('ends with what was produced and handed over, and keeps the grounds of its decision (R142)', () => {
    const end = { reason: 'lost', now: instant(9) } as const
    const ended = { state: 'cancelled', cancelledAt: 9, reason: 'lost' } as const
    assert.deepEqual(cancel(decided, end), { ...decided, ...ended })
    const { try: _try, ...untried } = tried
    assert.deepEqual(cancel(tried, end), { ...untried, ...ended, chipSerial: 'chip-1' })
    const withProduction = { ...untried, ...ended, chipSerial: 'chip-1', production }
    assert.deepEqual(cancel(produced, end), withProduction)
    const cancelled = cancel(given, end)
    assert.deepEqual(cancelled, { ...withProduction, handedOverAt: 3 })
    const decision = { rule: 'spare-card' as const, version: 2, decidedAt: 'then', grounds: [] }
    assert.deepEqual(cancel({ ...given, decision }, end), { ...cancelled, decision })
    const settled = settle(
      { ...cancelled, findings: ['pin'] },
      { plastic: 'emptied', now: instant(10) },
    )
    assert.deepEqual(settled, {
      ...{ ...cancelled, state: 'settled', settledAt: 10, plastic: 'emptied' },
    })
  })

  it('shows its chip and its production from the moment when there are such', () => {
    const cancelled = cancel(given, { reason: 'lost', now: instant(9) })
    for (const [card, chip, isProduced] of [
      [decided, undefined, false],
      [tried, 'chip-1', false],
      [produced, 'chip-1', true],
      [given, 'chip-1', true],
      [cancelled, 'chip-1', true],
      [settle(cancelled, { plastic: 'emptied', now: instant(10) }), 'chip-1', true],
      [cancel(decided, { reason: 'abandoned', now: instant(9) }), undefined, false],
    ] as const) {
      assert.equal(chipOf(card), chip, card.state)
      assert.deepEqual(productionDataOf(card), isProduced ? production : undefined, card.state)
      assert.equal(isOpen(card), card.state !== 'settled')
    }
  })

  it('is overdue after its return date while its holder has it, cancelled or not (R78)', () => {
    const late = addDays(returnBy, 1)
    const cancelled = cancel(given, { reason: 'run-out', now: instant(9) })
    for (const [card, expected] of [
      [given, true],
      [cancelled, true],
      [produced, false],
      [tried, false],
      [cancel(produced, { reason: 'abandoned', now: instant(9) }), false],
      [settle(cancelled, { plastic: 'emptied', now: instant(10) }), false],
    ] as const) {
      assert.equal(isOverdue(card, late), expected, card.state)
      assert.equal(isOverdue(card, returnBy), false, card.state)
    }
  })
})
