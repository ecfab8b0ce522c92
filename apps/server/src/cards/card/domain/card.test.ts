import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import type { LetterNumber } from '#cards/letters/contract.ts'
import {
  type ActivationLetter,
  checkLetterState,
  checkNewCode,
  letterDay,
} from '#cards/letters/domain/activation-letter.ts'
import { holderMay, registrarMay } from '#cards/lifecycle/may.ts'
import type { CardId, CardNumber } from '../contract.ts'
import { activate, type Card, cancel, finishTry, handOver, lifecycle, startTry } from './card.ts'
import { isGuessableCode } from './numbers.ts'
import {
  checkCancellation,
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
  it('is refused in every other state', () => {
    for (const card of [ordered, inProduction, handedOver, inUse, cancelled])
      assert.equal(kindOf(checkHandOver(card, riitta)), 'card-not-awaiting-hand-over')
  })
})

describe('cancelling a card', () => {
  it('is for good', () => {
    assert.equal(kindOf(checkCancellation(cancelled, 'lost')), 'card-already-cancelled')
    assert.equal(kindOf(checkLoss(cancelled, { personId: 'aino' })), 'card-already-cancelled')
  })
  it('is refused for a card that was never produced', () => {
    assert.equal(kindOf(checkCancellation(ordered, 'lost')), 'card-not-produced')
  })
  it('uses the reason of failed production only for cards in that state', () => {
    assert.equal(kindOf(checkCancellation(inUse, 'production-failed')), 'reason-does-not-fit')
  })
  it('by its holder reveals nothing of others’ cards', () => {
    assert.equal(kindOf(checkLoss(inUse, { personId: 'olli' })), 'card-not-found')
  })
})

it('production stops after three rejected blank cards', () => {
  const failed = {
    ...ordered,
    state: 'productionFailed',
    failedAt: noon,
    findings: ['wrong-key'],
  } as const
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
    assert.equal(kindOf(checkLetterState(awaiting, sent)), 'card-not-handed-over')
  })
})

it('easily guessed activation codes are recognised', () => {
  for (const code of ['00000000', '12345678', '98765432', '12121212', '12341234'])
    assert.equal(isGuessableCode(code), true, code)
  assert.equal(isGuessableCode('48201735'), false)
})
