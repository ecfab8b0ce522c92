import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import type { LetterNumber } from '#cards/letters/contract.ts'
import {
  type ActivationLetter,
  activationStatement,
  checkLetterState,
  checkNewCode,
  letterDay,
} from '#cards/letters/domain/activation-letter.ts'
import { holderMay, registrarMay } from '#cards/lifecycle/may.ts'
import { crlReasonOf } from '../../../pki/revocation/domain/reasons.ts'
import type { CardId, CardNumber } from '../contract.ts'
import {
  activate,
  type Card,
  cancel,
  cancelOrder,
  failTry,
  finishTry,
  handOver,
  isOrdered,
  lifecycle,
  productionDataOf,
  startTry,
  tryAgain,
} from './card.ts'
import { isGuessableCode, parseCardNumber } from './numbers.ts'
import { revocationCauseOf } from './revocation-cause.ts'
import {
  checkCancellation,
  checkCancelling,
  checkHandOver,
  checkLoss,
  checkProduction,
  checkUnlock,
} from './rules.ts'

const noon = instant(Date.UTC(2026, 10, 24, 10))
const ordered = {
  cardId: '7a1e5c1e-0000-4000-8000-000000000001' as CardId,
  orderId: 'order',
  holder: 'aino',
  pointId: 'point',
  orderedAt: noon,
  state: 'ordered',
  says: {
    givenNames: 'Aino',
    surname: 'Esimerkki',
    product: 'professional-card',
    registrationNumber: '00098705718',
    rightCode: 'T10',
    title: { fi: 'Sairaanhoitaja', sv: 'Sjukskötare', en: 'Nurse' },
    validTo: localDate('2031-11-23'),
    language: 'fi',
  },
} as const satisfies Card
const inProduction = startTry(ordered, 'try')
const awaiting = finishTry(inProduction, {
  cardNumber: '12345123451234512' as CardNumber,
  chipSerial: '00'.repeat(10),
  producedAt: noon,
  certificates: [],
  adminKeyVersion: 1,
})
const handedOver = handOver(awaiting, noon)
const inUse = activate(handedOver, noon)
const cancelled = cancel(inUse, { reason: 'lost', now: noon })
const sentLetter = {
  letterNumber: '0123456789' as LetterNumber,
  cardId: ordered.cardId,
  plannedFor: localDate('2026-11-30'),
  codeOnCard: true,
} as const
const ofBefore = activate(
  handOver(
    finishTry(inProduction, {
      cardNumber: '12345123451234512' as CardNumber,
      ...{ chipSerial: '00'.repeat(10), producedAt: noon, certificates: [], adminKeyVersion: 0 },
    }),
    noon,
  ),
  noon,
)
const failed = failTry(inProduction, { findings: ['wrong-key'], now: noon })
const sentHome = { ...awaiting, isSentHome: true } as const
const states = [ordered, inProduction, failed, awaiting, handedOver, inUse, cancelled]
const riitta = { personId: 'riitta', pointId: 'point' }
const kindOf = (result: { ok: boolean; refusal?: { kind: string } }) => result.refusal?.kind

it('a card that was made without an admin key is neither unlocked nor given a new code by the service', () => {
  const aino = { personId: 'aino' }
  assert.equal(kindOf(checkUnlock(ofBefore, aino)), 'card-without-admin-key')
  assert.equal(kindOf(checkNewCode(ofBefore, undefined)), 'card-without-admin-key')
  assert.ok(checkUnlock(inUse, aino).ok && checkNewCode(inUse, undefined).ok)
})

it('the diagram in the README is the life cycle in the code', async () => {
  const drawn = Object.entries(lifecycle).flatMap(([from, steps]) =>
    Object.entries(steps).map(([step, to]) => `    ${from} --> ${to}: ${step}`),
  )
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  for (const line of drawn) assert.ok(readme.includes(line), `README should draw: ${line}`)
  assert.equal(readme.match(/^ {4}\w+ --> /gm)?.length, drawn.length)
  assert.ok(readme.split('\n').length <= 41)
})

describe('handing over a card', () => {
  it('is refused where the holder would hand it over to oneself', () => {
    const own = { personId: 'aino', pointId: 'point' }
    assert.equal(kindOf(checkHandOver(awaiting, own)), 'handing-over-to-oneself')
  })
  it('is refused at another point than the card’s', () => {
    const elsewhere = { personId: 'riitta', pointId: 'elsewhere' }
    assert.equal(kindOf(checkHandOver(awaiting, elsewhere)), 'card-at-another-point')
  })
  it('is refused in every other state, and of a card that was posted to its holder (R156)', () => {
    for (const card of states)
      if (card !== awaiting)
        assert.equal(kindOf(checkHandOver(card, riitta)), 'card-not-awaiting-hand-over')
    assert.equal(kindOf(checkHandOver(sentHome, riitta)), 'card-sent-home')
    assert.ok(checkHandOver(awaiting, riitta).ok)
  })
})

describe('cancelling a card', () => {
  it('is for good', () => {
    assert.equal(kindOf(checkCancellation(cancelled, 'lost')), 'card-already-cancelled')
    assert.equal(kindOf(checkLoss(cancelled, { personId: 'aino' })), 'card-already-cancelled')
  })
  it('is refused for a card that was never produced', () => {
    for (const card of [ordered, inProduction])
      assert.equal(kindOf(checkCancellation(card, 'lost')), 'card-not-produced')
  })
  it('uses the reason of failed production only for cards in that state', () => {
    for (const card of [awaiting, handedOver, inUse]) {
      assert.equal(kindOf(checkCancellation(card, 'production-failed')), 'reason-does-not-fit')
      assert.ok(checkCancellation(card, 'lost').ok)
    }
    assert.ok(checkCancellation(failed, 'production-failed').ok)
    assert.equal(kindOf(checkCancellation(failed, 'lost')), 'reason-does-not-fit')
  })
  it('for the end of an employment is for cards of an employer, not for a professional’s (R4)', () => {
    const employer = { organisationId: 'hospital', organisation: 'Sairaala' }
    const says = { ...ordered.says, product: 'staff-card', subjectNumber: '1', employer } as const
    assert.equal(kindOf(checkCancellation(inUse, 'employment-ended')), 'reason-does-not-fit')
    assert.ok(checkCancellation({ ...inUse, says }, 'employment-ended').ok)
  })
  it('is open to its holder from the hand-over on, or once it was posted home', () => {
    const aino = { personId: 'aino' }
    assert.deepEqual(
      [...states, sentHome].map((card) => kindOf(checkLoss(card, aino)) ?? 'ok'),
      [
        ...['card-not-handed-over', 'card-not-handed-over', 'card-not-handed-over'],
        ...['card-not-handed-over', 'ok', 'ok', 'card-already-cancelled', 'ok'],
      ],
    )
  })
  it('before its production is withdrawing it, possible while it is only ordered', () => {
    for (const card of states)
      assert.equal(
        kindOf(checkCancelling(card)),
        card === ordered ? undefined : 'card-not-only-ordered',
      )
  })
  it('by its holder reveals nothing of others’ cards', () => {
    assert.equal(kindOf(checkLoss(inUse, { personId: 'olli' })), 'card-not-found')
  })
})

it('a card’s certificates are revoked for the reason of its cancellation (RFC 5280 § 5.3.1)', () => {
  const reasons = {
    keyCompromise: ['lost', 'stolen', 'misused'],
    superseded: ['broken', 'not-as-ordered', 'production-failed', 'replaced'],
    affiliationChanged: ['data-changed', 'employment-ended'],
    privilegeWithdrawn: ['right-ended'],
    cessationOfOperation: ['returned', 'order-cancelled', 'holder-died'],
  } as const
  for (const [reason, because] of Object.entries(reasons))
    for (const one of because) assert.equal(crlReasonOf(revocationCauseOf(one)), reason, one)
})

describe('a card’s life', () => {
  const end = { reason: 'lost', now: noon } as const
  const production = {
    ...{ cardNumber: '12345123451234512', chipSerial: '00'.repeat(10), producedAt: noon },
    ...{ certificates: [], adminKeyVersion: 1 },
  }

  it('counts the failed attempts until a person has dealt with them', () => {
    assert.deepEqual(inProduction, { ...ordered, state: 'inProduction', tryId: 'try', failures: 0 })
    assert.deepEqual(failed, {
      ...{ ...ordered, state: 'productionFailed', failedAt: noon, findings: ['wrong-key'] },
      failures: 1,
    })
    const second = startTry(failed, 'second')
    assert.deepEqual([second.tryId, second.failures], ['second', 1])
    const third = startTry(failTry(second, { findings: [], now: noon }), 'third')
    assert.equal(third.failures, 2)
    assert.deepEqual(tryAgain(failed), ordered)
  })

  it('keeps where it goes, what it renews and what it rests on, and at its end what was produced', () => {
    const more = { isSentHome: true, renews: ordered.cardId, restsOn: ['agreement'] } as const
    assert.deepEqual(tryAgain({ ...failed, ...more }), { ...ordered, ...more })
    assert.deepEqual(inUse, {
      ...{ ...ordered, ...production, state: 'inUse', handedOverAt: noon, activatedAt: noon },
    })
    const over = { ...ordered, state: 'cancelled', cancelledAt: noon, reason: 'lost' }
    assert.deepEqual(cancelled, { ...over, production })
    assert.deepEqual(cancel(failed, end), over)
    for (const card of [ordered, inProduction, failed])
      assert.deepEqual(cancelOrder(card, end), over)
    for (const card of states)
      assert.deepEqual(
        productionDataOf(card),
        [ordered, inProduction, failed].some((early) => early === card) ? undefined : production,
        card.state,
      )
  })

  it('is that of a card which people order, but for those that others issue (R251)', () => {
    const says = (product: string) => ({ ...ordered.says, product }) as Card['says']
    assert.deepEqual(
      ['professional-card', 'staff-card', 'actor-card', 'organisation-card', 'citizen-card'].map(
        (product) => isOrdered(says(product)),
      ),
      [true, true, true, false, false],
    )
  })
})

it('the PINs of a card are reset by its holder once it is in use, and code and card travel apart until then (R22)', () => {
  const aino = { personId: 'aino' }
  assert.deepEqual(
    states.map((card) => kindOf(checkUnlock(card, aino)) ?? 'ok'),
    [...Array<string>(5).fill('card-not-in-use'), 'ok', 'card-already-cancelled'],
  )
  assert.equal(kindOf(checkUnlock(inUse, riitta)), 'card-not-found')
})

it('production stops after three rejected blank cards, and a cancelled card uses none', () => {
  assert.equal(kindOf(checkProduction(cancelled)), 'card-cancelled')
  assert.ok(checkProduction(ordered).ok && checkProduction({ ...inProduction, failures: 3 }).ok)
  assert.equal(checkProduction({ ...failed, failures: 2 }).ok, true)
  assert.equal(kindOf(checkProduction({ ...failed, failures: 3 })), 'production-failed-for-good')
})

it('what may be done is what the operations would do', () => {
  const at = (card: Card, state: 'planned' | 'sent') => ({
    card,
    letter: { ...sentLetter, ...(state === 'planned' ? { state } : { state, sentAt: noon }) },
  })
  assert.deepEqual(registrarMay(at(awaiting, 'planned'), riitta), [
    'hand-over',
    'cancel',
    'record-contactless',
  ])
  assert.deepEqual(registrarMay(at(inUse, 'sent'), riitta), [
    'order-new-code',
    'cancel',
    'record-contactless',
  ])
  assert.deepEqual(registrarMay(at(inUse, 'sent'), { personId: 'aino' }), [
    'cancel',
    'record-contactless',
  ])
  assert.deepEqual(registrarMay(at(cancelled, 'sent'), riitta), [])
  const aino = { personId: 'aino' }
  assert.deepEqual(holderMay(at(inUse, 'sent'), aino), ['report-lost', 'unlock', 'order-new-code'])
  assert.deepEqual(holderMay(at(handedOver, 'sent'), aino), ['report-lost', 'order-new-code'])
  assert.deepEqual(holderMay(at(awaiting, 'planned'), aino), [])
  const older = { ...inUse, adminKeyVersion: 0 }
  assert.deepEqual(holderMay(at(older, 'sent'), aino), ['report-lost'])
})

describe('an activation letter', () => {
  const sent: ActivationLetter = { ...sentLetter, state: 'sent', sentAt: noon }
  it('leaves four working days after the card, also over a weekend (R22)', () => {
    assert.equal(letterDay(noon, 4), '2026-11-30')
  })
  it('activates a card that was handed over, and unlocks it later', () => {
    assert.equal(checkLetterState(handedOver, sent).ok, true)
    assert.equal(checkLetterState(inUse, sent).ok, true)
  })
  it('is refused with its reason', () => {
    const anothers = { ...sent, cardId: '7a1e5c1e-0000-4000-8000-000000000002' as CardId }
    const planned = { ...sent, state: 'planned' } as const
    assert.equal(kindOf(checkLetterState(undefined, sent)), 'card-not-found')
    assert.equal(kindOf(checkLetterState(inUse, undefined)), 'letter-not-found')
    assert.equal(kindOf(checkLetterState(inUse, planned)), 'letter-not-found')
    assert.equal(kindOf(checkLetterState(inUse, anothers)), 'letter-for-another-card')
    const replaced = { ...sent, state: 'replaced' } as const
    assert.equal(kindOf(checkLetterState(inUse, replaced)), 'letter-replaced')
    assert.equal(kindOf(checkLetterState(cancelled, sent)), 'card-cancelled')
    for (const card of [ordered, failed, awaiting])
      assert.equal(kindOf(checkLetterState(card, sent)), 'card-not-handed-over', card.state)
    const withdrawn = { ...sentLetter, state: 'withdrawn' } as const
    assert.equal(kindOf(checkLetterState(inUse, withdrawn)), 'letter-not-found')
  })
  it('activates a card that was posted to its holder, who alone can have both (R156)', () => {
    assert.ok(checkLetterState(sentHome, sent).ok)
    assert.equal(
      kindOf(checkLetterState({ ...ordered, isSentHome: true }, sent)),
      'card-not-handed-over',
    )
  })
  it('is replaced by a new code once it has left, for a card that was produced', () => {
    assert.deepEqual(
      states.map((card) => kindOf(checkNewCode(card, sent)) ?? 'ok'),
      [...Array<string>(3).fill('card-not-produced'), 'ok', 'ok', 'ok', 'card-already-cancelled'],
    )
    const planned = { ...sent, state: 'planned' } as const
    assert.deepEqual(checkNewCode(inUse, planned), {
      ok: false,
      refusal: { kind: 'letter-still-to-leave', plannedFor: '2026-11-30' },
    })
  })
  it('is reported as used by a statement of card, letter and time', () => {
    const report = { cardNumber: '12345123451234512', letterNumber: '0123456789', signedAt: 'now' }
    assert.equal(activationStatement(report), 'activation;12345123451234512;0123456789;now')
  })
})

it('easily guessed activation codes are recognised', () => {
  for (const code of [
    '00000000',
    '12345678',
    '98765432',
    '78901234',
    '32109876',
    '12121212',
    '12341234',
  ])
    assert.equal(isGuessableCode(code), true, code)
  for (const code of [
    '48201735',
    '0123456!',
    '00000001',
    '12345679',
    '98765431',
    '12121213',
    '12341235',
  ])
    assert.equal(isGuessableCode(code), false, code)
})

it('a card number has seventeen digits', () => {
  assert.equal(parseCardNumber('12345123451234512'), '12345123451234512')
  for (const text of ['1234512345123451', '123451234512345123', '1234512345123451a', ''])
    assert.equal(parseCardNumber(text), undefined)
})
