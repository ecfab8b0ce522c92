import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { afternoon } from '#cards/lifecycle/testing.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import {
  anActualCard,
  aSpareEnvironment,
  atDesk,
  startFor,
  type BlankAtDesk,
  type SpareEnvironment,
} from '../testing.ts'
import type { Db } from '#platform/db.ts'

/** Spare cards at a desk, with what their tests need. */
export function openSpareCards(db: Db) {
  let ca: TestCa | undefined
  let environment: SpareEnvironment | undefined
  const suite = {
    now: afternoon,
    rights: 'held' as 'held' | 'ended' | 'silent',
    get ca() {
      return ca ?? assert.fail('used before the first hook')
    },
    get environment() {
      return environment ?? assert.fail('used before the first hook')
    },
  }
  before(async () => {
    const clock = { now: () => suite.now }
    ca = await startTestCa({ clock })
    const { registers } = aSpareEnvironment({ db, ca, clock }).spareDeps
    const lookUpRights: typeof registers.lookUpRights = async (code) => {
      if (suite.rights === 'ended') return refuse({ kind: 'no-right' })
      if (suite.rights === 'held') return registers.lookUpRights(code)
      const because = 'no-connection'
      return refuse({ kind: 'register-unavailable', register: 'rights', because })
    }
    const changes = { registers: { ...registers, lookUpRights } }
    environment = aSpareEnvironment({ db, ca, clock, changes })
  })
  after(() => suite.ca.close())

  const kindOf = (result: { ok: true } | { ok: false; refusal: { kind: string } }) =>
    result.ok ? 'ok' : result.refusal.kind
  const making = () => atDesk('spareCards.produceSpareCard')
  const started = async (cardId?: string) => {
    const spare = await startFor(
      suite.environment,
      cardId ?? (await anActualCard(suite.environment)),
    )
    assert.ok(spare.ok, kindOf(spare))
    return spare.value.spareCardId
  }
  const make = async (
    spareCardId: string,
    blank: BlankAtDesk,
    how: Parameters<BlankAtDesk['insert']>[0] = {},
  ) =>
    suite.environment.spareCards.produceSpareCard(
      making(),
      { spareCardId },
      await blank.insert(how),
    )
  const bringBack = async (
    blank: BlankAtDesk,
    { pulledBefore = Infinity, pointId = 'point' } = {},
  ) =>
    suite.environment.spareCards.takeBackSpareCard(
      atDesk('spareCards.takeBackSpareCard', { pointId }),
      await blank.insert({ pulledBefore }),
    )
  const seen = async (spareCardId: string) => {
    const viewed = await suite.environment.spareCards.viewSpareCard(
      atDesk('spareCards.viewSpareCard'),
      {
        spareCardId,
      },
    )
    assert.ok(viewed.ok)
    return viewed.value
  }
  const isInStock = ({ chipSerial }: BlankAtDesk, place = 'point') =>
    db.read((tx) => suite.environment.blanks.isInStock(tx, { chipSerial, place }))
  const stateOf = async ({ chipSerial }: BlankAtDesk) => {
    const blank = await db.write(async (tx) =>
      ok(await suite.environment.blanks.lock(tx, chipSerial)),
    )
    return blank.ok ? blank.value?.state : undefined
  }
  /** A blank card that reports its initialisation without having done it. */
  const stubborn = async (blank: BlankAtDesk) => {
    const inReader = await blank.insert()
    const initialise = Buffer.from('00DA01E0', 'hex')
    const transmit = (apdu: Uint8Array) =>
      initialise.equals(apdu.subarray(0, 4))
        ? Promise.resolve(Uint8Array.of(0x90, 0x00))
        : inReader.transmit(apdu)
    return { ...inReader, transmit }
  }
  const holderOf = async (cardId: string) => {
    const card = await db.read((tx) => suite.environment.cards.findActualCard(tx, cardId))
    assert.ok(card)
    return card.holder
  }
  return Object.assign(suite, {
    kindOf,
    making,
    started,
    make,
    bringBack,
    seen,
    isInStock,
    stateOf,
    stubborn,
    holderOf,
  })
}
