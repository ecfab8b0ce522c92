import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { readPlannedFault } from '@sotevarmenne/smartcard/virtual-card/fault-file'
import {
  faultsInMemory,
  withFaults,
  type CardFault,
} from '@sotevarmenne/smartcard/virtual-card/faults'
import { memoryStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { openVirtualCard } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { cardFaultKinds, openCardFaults } from '@sotevarmenne/sandbox/environment/card-faults'
import {
  startVirtualReader,
  whyNoVirtualReader,
  type VirtualReader,
} from '@sotevarmenne/tests/card/virtual-reader'

const pins = { pin1: '1234', pin2: '123456' }

describe('a card that fails in a virtual reader', { skip: whyNoVirtualReader() ?? false }, () => {
  let reader: VirtualReader
  before(async () => {
    reader = await startVirtualReader()
  })
  after(() => reader.stop())

  /** Changes PIN1 at a card that fails at that command; what the tool and the card report afterwards. */
  const changePinAt = async (fault: CardFault) => {
    const store = memoryStore()
    await makePersonalisedCard({ pins, store })
    const faults = faultsInMemory()
    const whole = await openVirtualCard(store)
    const failing = withFaults(whole, faults, { readerGivesUpMilliseconds: 200 })
    const changeReferenceData = 0x24
    const inserted = await reader.insert({
      ...failing,
      process: (apdu) => {
        if (apdu[1] === changeReferenceData) faults.set({ fault, afterCommands: 0 })
        return failing.process(apdu)
      },
    })
    const change = (from: string, to: string) =>
      reader.run('pkcs15-tool', [
        ...['--change-pin', '--auth-id', '01', '--pin', from, '--new-pin', to],
      ])
    const changed = await change(pins.pin1, '4321')
    await inserted.remove()
    const again = await reader.insert(whole)
    const [before, after] = [await change(pins.pin1, pins.pin1), await change('4321', '4321')]
    await again.remove()
    return { isDone: changed.code === 0, hasOldPin: before.code === 0, hasNewPin: after.code === 0 }
  }

  for (const [name, fault, expected] of [
    [
      'pulled out before it is told',
      { kind: 'removed', before: 'command' },
      { isDone: false, hasOldPin: true, hasNewPin: false },
    ],
    [
      'pulled out before it answers',
      { kind: 'removed', before: 'response' },
      { isDone: false, hasOldPin: false, hasNewPin: true },
    ],
    ['mute', { kind: 'mute' }, { isDone: false, hasOldPin: false, hasNewPin: true }],
    [
      'answering wrongly',
      { kind: 'wrong-status', status: 0x6f00 },
      { isDone: false, hasOldPin: true, hasNewPin: false },
    ],
    [
      'slow',
      { kind: 'slow', milliseconds: 300 },
      { isDone: true, hasOldPin: false, hasNewPin: true },
    ],
  ] as const satisfies readonly (readonly [string, CardFault, object])[])
    it(`ends only the tool's current operation when it is ${name}`, async () => {
      assert.deepEqual(await changePinAt(fault), expected)
    })
})

describe('the card fault set on the demo environment’s page', () => {
  it('is read by the virtual reader of the reader software', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'card-faults-'))
    try {
      const file = path.join(directory, 'cards/next-fault')
      const faults = openCardFaults(file)
      assert.equal(await faults.current(), 'none')
      for (const kind of cardFaultKinds) {
        await faults.set(kind, 3)
        assert.equal(await faults.current(), kind)
        const planned = await readPlannedFault(file)
        assert.equal(planned?.fault.kind ?? 'none', kind)
        assert.equal(planned?.afterCommands ?? 3, 3)
      }
      await faults.set('slow', 0)
      await faults.set('none', 0)
      assert.equal(await readPlannedFault(file), undefined)
    } finally {
      await rm(directory, { recursive: true })
    }
  })
})
