import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { cardRemoved, type CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { readToken } from '@sotevarmenne/smartcard/card-facts'
import { adminKeyOf } from '@sotevarmenne/smartcard/diversify'
import { wipe } from '@sotevarmenne/smartcard/personaliser'
import { accept, personalise, aPlan } from '@sotevarmenne/smartcard/testing'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import {
  aCardsEnvironment,
  aDeskPermit,
  aDrawerOfBlanks,
  afternoon,
  anOrderedCard,
  certificatesByStatus,
  type Plastic,
} from '#cards/lifecycle/testing.ts'

/*
 * The card in the production reader is pulled out before each command reaches it, and after execution but
 * before its response arrives. The process survives; a crash at each command is tested in
 * `broken-off.test.ts`.
 */

forEachDatabase('a card pulled out of production', ({ db }) => {
  let ca: TestCa

  before(async () => {
    ca = await startTestCa({ clock: { now: () => afternoon } })
  })
  after(() => ca.close())

  for (const moment of ['before each command', 'before each answer'] as const)
    it(`${moment} results in one card, its two certificates, and plastic that can be used again`, async () => {
      for (let number = 0; ; number += 1) {
        const { drawer, isPulled } = pulledOut(moment, number)
        const environment = aCardsEnvironment({ db, ca, readers: drawer.readers })
        const cardId = await anOrderedCard(environment)
        const produced = await environment.cards.produceCard(aPermit('cards.produceCard'), cardId)
        assert.ok(produced.ok)
        if (!isPulled()) {
          assert.ok(number > 100, `only ${String(number)} commands`)
          break
        }
        const place = `pulled at command ${String(number)}`
        const [pulled, card] = drawer.taken
        assert.ok(pulled && card && drawer.taken.length === 2, place)
        assert.deepEqual(await drawer.finished(), [card], place)
        assert.ok(drawer.rejected.has(pulled.chipSerial), place)

        const viewed = await environment.cards.viewCard(aDeskPermit('cards.viewCard'), { cardId })
        assert.ok(viewed.ok)
        const { good, revoked } = await certificatesByStatus(environment, cardId)
        const stored = viewed.value.certificates.map(({ serial }) => serial)
        assert.deepEqual(new Set(good), new Set(stored), place)
        assert.equal(good.length, 2, place)
        assert.equal(revoked.length, environment.count('CertificateIssued') - 2, place)
        assert.equal(environment.count('ActivationLetterPlanned'), 1, place)

        await canBeRetried(pulled, environment.adminMaster)
      }
    })
})

/**
 * In any state the card can be wiped: without a key while it is not finished, else with its own admin key.
 */
async function canBeRetried(plastic: Plastic, secret: Uint8Array): Promise<void> {
  const channel = await plastic.insert()
  if ((await plastic.state()).lifeCycle === 'activated') {
    const { cardNumber } = accept(await readToken(channel))
    accept(await wipe(channel, adminKeyOf(secret, 1, cardNumber)))
  }
  await personalise(channel, aPlan())
}

function pulledOut(moment: 'before each command' | 'before each answer', number: number) {
  const drawer = aDrawerOfBlanks()
  let isFirst = true
  let pulled = false
  const nextBlank = async () => {
    const blank = await drawer.readers.nextBlank()
    if (!isFirst) return blank
    isFirst = false
    let seen = 0
    const transmit: CardChannel['transmit'] = async (apdu) => {
      const isCut = seen >= number
      seen += 1
      pulled ||= isCut
      if (isCut && moment === 'before each command') throw cardRemoved()
      const response = await blank.channel.transmit(apdu)
      if (isCut) throw cardRemoved()
      return response
    }
    return { ...blank, channel: { ...blank.channel, transmit } }
  }
  return {
    drawer: { ...drawer, readers: { ...drawer.readers, nextBlank } },
    isPulled: () => pulled,
  }
}
