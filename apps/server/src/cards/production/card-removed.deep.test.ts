import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { cardRemoved, type CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { readToken } from '@sotevarmenne/smartcard/card-facts'
import { adminKeyOf } from '@sotevarmenne/smartcard/diversify'
import { wipe } from '@sotevarmenne/smartcard/personaliser'
import { accept, personalise, aPlan } from '@sotevarmenne/smartcard/testing'
import { startTestAuthority, type TestAuthority } from '../../../../../tests/support/authority.ts'
import { aPermit } from '../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import {
  aCardsWorld,
  aDeskPermit,
  aDrawerOfBlanks,
  afternoon,
  anOrderedCard,
  certificatesByStatus,
  type Plastic,
} from '#cards/lifecycle/testing.ts'

/*
 * The card in the production reader is pulled out before each command reaches it, and after it was carried out and before
 * its answer came. The process lives on: that it dies at each command is `broken-off.test.ts`.
 */

forEachDatabase('a card pulled out of production', ({ db }) => {
  let authority: TestAuthority

  before(async () => {
    authority = await startTestAuthority({ clock: { now: () => afternoon } })
  })
  after(() => authority.close())

  for (const moment of ['before each command', 'before each answer'] as const)
    it(`${moment} leaves one card, its two certificates, and plastic that may be made anew`, async () => {
      for (let number = 0; ; number += 1) {
        const { drawer, isPulled } = pulledOut(moment, number)
        const world = aCardsWorld({ db, authority, readers: drawer.readers })
        const cardId = await anOrderedCard(world)
        const produced = await world.cards.produceCard(aPermit('cards.produceCard'), cardId)
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

        const viewed = await world.cards.viewCard(aDeskPermit('cards.viewCard'), { cardId })
        assert.ok(viewed.ok)
        const { good, revoked } = await certificatesByStatus(world, cardId)
        const kept = viewed.value.certificates.map(({ serial }) => serial)
        assert.deepEqual(new Set(good), new Set(kept), place)
        assert.equal(good.length, 2, place)
        assert.equal(revoked.length, world.count('CertificateIssued') - 2, place)
        assert.equal(world.count('ActivationLetterPlanned'), 1, place)

        await canBeMadeAnew(pulled, world.adminMaster)
      }
    })
})

/** Whatever it was left as, it is emptied: by whoever puts it in while it is not finished, else by its own admin key. */
async function canBeMadeAnew(plastic: Plastic, secret: Uint8Array): Promise<void> {
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
      const answer = await blank.channel.transmit(apdu)
      if (isCut) throw cardRemoved()
      return answer
    }
    return { ...blank, channel: { ...blank.channel, transmit } }
  }
  return {
    drawer: { ...drawer, readers: { ...drawer.readers, nextBlank } },
    isPulled: () => pulled,
  }
}
