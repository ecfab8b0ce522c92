import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Result } from '@sotevarmenne/kernel/result'
import { activateCard } from './activation.ts'
import { cardRemoved, type CardChannel } from './card-channel.ts'
import { finishPersonalising, startPersonalising, wipe } from './personaliser.ts'
import { compareWithOrder, readBack } from './read-back.ts'
import {
  accept,
  aPlan,
  expectedOf,
  issueForTests,
  makePersonalisedCard,
  personalise,
} from './testing.ts'
import { changePin, readCard, signWith } from './use.ts'
import type { CardState } from './virtual-card/state.ts'
import { memoryStore, type CardStore } from './virtual-card/store.ts'
import { channelTo, createBlankCard, openVirtualCard } from './virtual-card/virtual-card.ts'

/*
 * The card is pulled out before each command reaches it, and after it was executed and before its response
 * arrives; and the power fails at each write of its state.
 */

const pins = { pin1: '1234', pin2: '123456' }
const otherCode = '87654321'
const data = new TextEncoder().encode('potilasasiakirja')
const withPin1 = { purpose: 'authentication', pin: pins.pin1, algorithm: 'ecdsa-sha384' } as const
const withPin2 = { purpose: 'signature', pin: pins.pin2, algorithm: 'ecdsa-sha384' } as const

const removed = { ok: false, refusal: { kind: 'card-removed' } } as const

type Permission = (channel: CardChannel) => Promise<Result<unknown, { readonly kind: string }>>

/** The counters of a state, by PIN: tries left of the PIN and of its activation code. */
const triesOf = ({ pins }: CardState) =>
  Object.fromEntries(
    Object.entries(pins).map(([reference, pin]) => [reference, [pin.triesLeft, pin.pukTriesLeft]]),
  )

const stateIn = async (store: CardStore): Promise<CardState> => {
  const state = await store.load()
  assert.ok(state)
  return state
}

/**
 * Runs the operation on copies of the card, interrupted at each point in turn. `afterwards` checks the stored
 * state; the operation must have been refused as `card-removed`, until it runs without an interruption.
 */
async function sweep(
  whole: CardState,
  operation: Permission,
  afterwards: (store: CardStore, cut: { readonly place: string }) => Promise<void>,
): Promise<void> {
  for (const moment of ['command', 'response', 'saving'] as const)
    for (let number = 0; ; number += 1) {
      const store = memoryStore()
      await store.save(whole)
      const channel = channelTo(await openVirtualCard(cutAt(store, moment, number)))
      const done = await operation(cutChannel(channel, moment, number))
      await afterwards(store, { place: `at ${moment} ${String(number)}` })
      if (done.ok) {
        assert.ok(moment === 'saving' || number > 0)
        break
      }
      assert.equal(done.refusal.kind, 'card-removed')
    }
}

type Moment = 'command' | 'response' | 'saving'

function cutChannel(whole: CardChannel, moment: Moment, number: number): CardChannel {
  let seen = 0
  return {
    ...whole,
    transmit: async (apdu) => {
      const isCut = seen >= number
      seen += 1
      if (moment === 'command' && isCut) throw cardRemoved()
      const response = await whole.transmit(apdu)
      if (moment === 'response' && isCut) throw cardRemoved()
      return response
    },
  }
}

/** A store in front of the card's that saves nothing from the numbered write on. */
function cutAt(stored: CardStore, moment: Moment, number: number): CardStore {
  let seen = 0
  return {
    load: () => stored.load(),
    save: (state) => {
      const isCut = moment === 'saving' && seen >= number
      seen += 1
      return isCut ? Promise.reject(cardRemoved()) : stored.save(state)
    },
  }
}

/** A file is written in pieces, so only what an unfinished card does not show may be incomplete. */
function assertWholeFiles(state: CardState): void {
  for (const [path, file] of Object.entries(state.files)) {
    assert.ok(
      path.length % 4 === 0 && state.files[path.slice(0, -4) || path],
      `${path} has a parent`,
    )
    assert.match(file.acl, /^[0-9A-F]{6}$/)
    if (file.kind === 'binary') assert.match(file.content, /^([0-9A-F]{2})*$/)
    if (file.kind !== 'ec-key') continue
    const parts = Object.keys(file.parts).sort()
    assert.ok(parts.length === 0 || parts.join() === 'd,point', 'a key is there with both halves')
  }
}

describe('a card pulled out at every command', () => {
  it('during startPersonalising can be started again', async () => {
    const blank = memoryStore()
    await createBlankCard({ store: blank })
    const plan = aPlan()
    await sweep(
      await stateIn(blank),
      (channel) => startPersonalising(channel, plan),
      async (store) => {
        assertWholeFiles(await stateIn(store))
        await personalise(channelTo(await openVirtualCard(store)), plan)
      },
    )
  })

  it('during finishPersonalising is finished by the next attempt, with its own keys', async () => {
    const begun = memoryStore()
    const plan = aPlan()
    const channel = channelTo(await createBlankCard({ store: begun }))
    const started = accept(await startPersonalising(channel, plan))
    const certificates = issueForTests(started)
    const finishing = { ...started, ...plan, certificates }
    const before = await stateIn(begun)
    await sweep(
      before,
      (cut) => finishPersonalising(cut, finishing),
      async (store, { place }) => {
        const state = await stateIn(store)
        assertWholeFiles(state)
        assert.deepEqual(triesOf(state), triesOf(before))
        const again = channelTo(await openVirtualCard(store))
        if (state.lifeCycle === 'activated') {
          // Only the last response was lost: the card is finished, and reports so when it is read back.
          const refused = await finishPersonalising(again, finishing)
          assert.equal(!refused.ok && refused.refusal.kind, 'card-refused', place)
        } else accept(await finishPersonalising(again, finishing))
        const read = accept(await readBack(again, plan))
        accept(compareWithOrder(read, expectedOf(plan, started, certificates)))
      },
    )
  })

  it('during finishPersonalising can be wiped and produced for another holder', async () => {
    const begun = memoryStore()
    const channel = channelTo(await createBlankCard({ store: begun }))
    const plan = aPlan()
    const started = accept(await startPersonalising(channel, plan))
    const finishing = { ...started, ...plan }
    await sweep(
      await stateIn(begun),
      (cut) => finishPersonalising(cut, { ...finishing, certificates: issueForTests(started) }),
      async (store) => {
        const again = channelTo(await openVirtualCard(store))
        accept(await wipe(again, plan.adminKey))
        await personalise(again, aPlan())
      },
    )
  })

  it('during read-back is accepted by the next read-back, and delivered with both PINs blocked', async () => {
    const finished = memoryStore()
    const { plan, expected } = await makePersonalisedCard({ store: finished })
    const before = await stateIn(finished)
    await sweep(
      before,
      (cut) => readBack(cut, plan),
      async (store) => {
        assert.deepEqual((await stateIn(store)).files, before.files)
        const again = channelTo(await openVirtualCard(store))
        accept(compareWithOrder(accept(await readBack(again, plan)), expected))
        assert.equal(accept(await readCard(again)).activated, false)
      },
    )
  })

  it('during activation is activated by another attempt', async () => {
    const delivered = memoryStore()
    const { plan } = await makePersonalisedCard({ store: delivered })
    const before = await stateIn(delivered)
    const code = { activationCode: plan.activationCode, ...pins }
    await sweep(
      before,
      (cut) => activateCard(cut, code),
      async (store) => {
        assert.deepEqual((await stateIn(store)).files, before.files)
        const again = channelTo(await openVirtualCard(store))
        accept(await activateCard(again, code))
        const read = accept(await readCard(again))
        assert.ok(read.pins.every((pin) => pin.triesLeft === 5))
        accept(await signWith(again, { ...withPin1, data }))
        accept(await signWith(again, { ...withPin2, data }))
      },
    )
  })

  it('during a wrong activation gets back no tries', async () => {
    const delivered = memoryStore()
    await makePersonalisedCard({ store: delivered })
    const before = await stateIn(delivered)
    for (const moment of ['command', 'response', 'saving'] as const) {
      const store = memoryStore()
      await store.save(before)
      const channel = channelTo(await openVirtualCard(cutAt(store, moment, 0)))
      const cut = cutChannel(channel, moment, 0)
      const done = await activateCard(cut, { activationCode: otherCode, ...pins })
      assert.deepEqual(done, removed)
      assertNeverRaised(before, await stateIn(store))
    }
  })

  for (const [name, operation] of [
    ['its signing for login', (cut) => signWith(cut, { ...withPin1, data })],
    ['its signing of a document', (cut) => signWith(cut, { ...withPin2, data })],
    [
      'changing its PIN',
      (cut) => changePin(cut, { purpose: 'signature', oldPin: pins.pin2, newPin: pins.pin2 }),
    ],
  ] as const satisfies readonly (readonly [string, Permission])[])
    it(`during ${name} keeps its files, loses one try at most and works again`, async () => {
      const activated = memoryStore()
      await makePersonalisedCard({ pins, store: activated })
      const before = await stateIn(activated)
      await sweep(before, operation, async (store, { place }) => {
        const state = await stateIn(store)
        assert.deepEqual(state.files, before.files)
        assertNeverRaised(before, state)
        const again = channelTo(await openVirtualCard(store))
        // PINs that were verified before the card was pulled out no longer are.
        const { pins: inHand } = accept(await readCard(again))
        assert.ok(
          inHand.every(({ triesLeft }) => triesLeft >= 4),
          place,
        )
        accept<unknown>(await operation(again))
        assert.deepEqual(triesOf(await stateIn(store)), triesOf(before), place)
      })
    })

  it('during a wrong PIN never gets the try back', async () => {
    const activated = memoryStore()
    await makePersonalisedCard({ pins, store: activated })
    // Pulled out before each response to a wrong PIN, it is still blocked after five.
    for (let tries = 5; tries > 0; tries -= 1) {
      const channel = channelTo(await openVirtualCard(activated))
      const cut = cutChannel(channel, 'response', 1)
      assert.deepEqual(await signWith(cut, { ...withPin1, pin: '9999', data }), removed)
      const { triesLeft } = (await stateIn(activated)).pins['1'] ?? { triesLeft: -1 }
      assert.equal(triesLeft, tries - 1)
    }
    const blocked = channelTo(await openVirtualCard(activated))
    assert.deepEqual(await signWith(blocked, { ...withPin1, data }), {
      ok: false,
      refusal: { kind: 'pin-blocked' },
    })
  })
})

function assertNeverRaised(before: CardState, after: CardState): void {
  for (const [reference, pin] of Object.entries(after.pins)) {
    const earlier = before.pins[reference]
    assert.ok(earlier && pin.triesLeft <= earlier.triesLeft, `tries of PIN ${reference}`)
    assert.ok(pin.pukTriesLeft <= earlier.pukTriesLeft, `tries of the code of PIN ${reference}`)
  }
}
