import assert from 'node:assert/strict'
import { access, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, it } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { isCardRemoved } from '../card-channel.ts'
import { makePersonalisedCard } from '../testing.ts'
import { readCard, signWith } from '../use.ts'
import { faultsInFile, planFault, readPlannedFault } from './fault-file.ts'
import { faultsInMemory, withFaults, type PlannedFault } from './faults.ts'
import { memoryStore } from './store.ts'
import { say } from './testing.ts'
import { channelTo, createBlankCard, openVirtualCard } from './virtual-card.ts'

const pins = { pin1: '1234', pin2: '123456' }
const wrongPin1 = '00200001 08 39393939FFFFFFFF'
const requestPin1 = '00200001'

/** An activated card with a planned fault, and its store. */
async function aFaultyCard(planned: PlannedFault, readerGivesUpMilliseconds?: number) {
  const store = memoryStore()
  await makePersonalisedCard({ pins, store })
  const plan = faultsInMemory()
  plan.set(planned)
  const patience = readerGivesUpMilliseconds === undefined ? {} : { readerGivesUpMilliseconds }
  const card = withFaults(await openVirtualCard(store), plan, patience)
  return { card, plan, triesStored: async () => (await store.load())?.pins['1']?.triesLeft }
}

const signing = {
  purpose: 'authentication',
  pin: pins.pin1,
  algorithm: 'ecdsa-sha384',
  data: new Uint8Array(1),
} as const

describe('a virtual card with a planned removal', () => {
  it('before a command has not executed it, and stays out', async () => {
    const { card, triesStored } = await aFaultyCard({
      fault: { kind: 'removed', before: 'command' },
      afterCommands: 1,
    })
    assert.equal(await say(card, requestPin1), '63C5')
    await assert.rejects(say(card, wrongPin1), isCardRemoved)
    assert.equal(await triesStored(), 5)
    await card.powerOff()
    await assert.rejects(say(card, requestPin1), isCardRemoved)
  })

  it('before a response has executed the command', async () => {
    const { card, triesStored } = await aFaultyCard({
      fault: { kind: 'removed', before: 'response' },
      afterCommands: 0,
    })
    await assert.rejects(say(card, wrongPin1), isCardRemoved)
    assert.equal(await triesStored(), 4)
  })

  it('causes a refusal in the program that uses it', async () => {
    for (let afterCommands = 0; afterCommands < 5; afterCommands += 1) {
      const fault = { kind: 'removed', before: 'response' } as const
      const { card } = await aFaultyCard({ fault, afterCommands })
      assert.deepEqual(await signWith(channelTo(card), signing), {
        ok: false,
        refusal: { kind: 'card-removed' },
      })
    }
  })
})

describe('a mute virtual card', () => {
  it('causes a timeout of its reader, with the try used up', async () => {
    const { card, triesStored } = await aFaultyCard(
      { fault: { kind: 'mute' }, afterCommands: 0 },
      1,
    )
    await assert.rejects(say(card, wrongPin1), isCardRemoved)
    assert.equal(await triesStored(), 4)
  })

  it('blocks its reader no longer than it has power', async () => {
    const never = 2 ** 31 - 1
    const planned = { fault: { kind: 'mute' }, afterCommands: 0 } as const
    const { card } = await aFaultyCard(planned, never)
    const requested = readCard(channelTo(card))
    const isAnswered = () =>
      Promise.race([requested.then(() => true), setImmediate(undefined).then(() => false)])
    assert.equal(await isAnswered(), false)
    // The mute command may not have reached the card yet when it loses power.
    while (!(await isAnswered())) await card.powerOff()
    assert.deepEqual(await requested, { ok: false, refusal: { kind: 'card-removed' } })
  })
})

describe('a virtual card that returns a wrong status word', () => {
  it('does so once, and has not executed the command', async () => {
    const { card, triesStored } = await aFaultyCard({
      fault: { kind: 'wrong-status', status: 0x6f12 },
      afterCommands: 0,
    })
    assert.equal(await say(card, wrongPin1), '6F12')
    assert.equal(await triesStored(), 5)
    assert.equal(await say(card, wrongPin1), '63C4')
  })

  it('causes a refusal with that status word in the program that uses it', async () => {
    const { card } = await aFaultyCard({
      fault: { kind: 'wrong-status', status: 0x6f00 },
      afterCommands: 0,
    })
    const signed = await signWith(channelTo(card), signing)
    assert.equal(!signed.ok && signed.refusal.kind, 'card-refused')
    assert.equal(!signed.ok && 'status' in signed.refusal && signed.refusal.status, '6F00')
  })
})

describe('a slow virtual card', () => {
  it('stays slow until the fault is cleared', async () => {
    const slow = { kind: 'slow', milliseconds: 20 } as const
    const { card, plan } = await aFaultyCard({ fault: slow, afterCommands: 0 })
    for (let command = 0; command < 2; command += 1) {
      const before = performance.now()
      assert.equal(await say(card, requestPin1), '63C5')
      // A Node timer may fire a millisecond early.
      assert.ok(performance.now() - before >= 19)
    }
    plan.set(undefined)
    assert.equal(await plan.next(), undefined)
  })
})

describe('the fault file of a virtual card', () => {
  it('causes its fault once, after the given number of commands, and is then deleted', async () => {
    await inDirectory(async (file) => {
      const card = withFaults(await createBlankCard(), faultsInFile(file))
      assert.equal(await say(card, '00CA01A1 00'), '50159000')
      const planned = { fault: { kind: 'wrong-status', status: 0x6f00 }, afterCommands: 2 } as const
      await planFault(file, planned)
      assert.deepEqual(await readPlannedFault(file), planned)
      for (const said of ['50159000', '50159000', '6F00', '50159000'])
        assert.equal(await say(card, '00CA01A1 00'), said)
      await assert.rejects(access(file))
      assert.deepEqual(await readdir(path.dirname(file)), [])
    })
  })

  it('supports every kind of fault, and keeps a card slow until it is deleted', async () => {
    await inDirectory(async (file) => {
      const plan = faultsInFile(file)
      for (const fault of [
        { kind: 'removed', before: 'command' },
        { kind: 'removed', before: 'response' },
        { kind: 'mute' },
        { kind: 'slow', milliseconds: 1000 },
      ] as const) {
        await planFault(file, { fault, afterCommands: 0 })
        assert.deepEqual(await plan.next(), fault)
        assert.deepEqual(await plan.next(), fault.kind === 'slow' ? fault : undefined)
      }
      await planFault(file, undefined)
      assert.equal(await plan.next(), undefined)
    })
  })

  it('causes no fault when it contains anything else', async () => {
    await inDirectory(async (file) => {
      for (const text of [
        '',
        '{',
        'null',
        '[]',
        '{"fault":{"kind":"mute"}}',
        '{"fault":{"kind":"mute"},"afterCommands":-1}',
        '{"fault":{"kind":"mute"},"afterCommands":1.5}',
        '{"fault":{"kind":"removed","before":"breakfast"},"afterCommands":0}',
        '{"fault":{"kind":"wrong-status","status":65536},"afterCommands":0}',
        '{"fault":{"kind":"slow","milliseconds":9000000},"afterCommands":0}',
        '{"fault":{"kind":"on-fire"},"afterCommands":0}',
        '{"fault":null,"afterCommands":0}',
      ]) {
        await writeFile(file, text)
        assert.equal(await readPlannedFault(file), undefined, text)
        assert.equal(await faultsInFile(file).next(), undefined, text)
      }
    })
  })
})

async function inDirectory(operation: (file: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(path.join(tmpdir(), 'card-fault-'))
  try {
    await operation(path.join(directory, 'next-fault'))
  } finally {
    await rm(directory, { recursive: true })
  }
}
