import { execFile } from 'node:child_process'
import { loadavg } from 'node:os'
import { performance } from 'node:perf_hooks'
import { promisify } from 'node:util'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { openPcscReader } from '@sotevarmenne/smartcard/pcsc'
import { aPlan, personalise } from '@sotevarmenne/smartcard/testing'
import type { CardKeyAlgorithm } from '@sotevarmenne/smartcard/words'
import {
  channelTo,
  createBlankCard,
  type VirtualCard,
} from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { startVirtualReader, whyNoVirtualReader } from '@sotevarmenne/tests/card/virtual-reader'
import { sayLimits, type Limit } from './limits.ts'

/**
 * Cards personalised a minute, from blank card to read-back: in process, and in readers of a PC/SC daemon of
 * its own (vpcd); one reader and eight at once; P-384 and RSA-3072. For each card also the seconds beyond key
 * generation, wall clock and processor time. Virtual cards generate and store their keys in this very
 * process: our software is measured at both ends, not a chip. Certificates are self-made: issuing has its own
 * benchmark. One uncounted card per reader goes before each round as a warm-up: a round of few cards is
 * mostly luck.
 * `node tests/bench/cards.ts [cards a round] [P-384 RSA-3072]`
 */
// As in the station (apps/station/src/start.ts): a thread for each reader that waits. Virtual cards generate
// keys in the others.
process.env['UV_THREADPOOL_SIZE'] = '12'
const [, , perRound = '64', ...requested] = process.argv
const count = Number(perRound)
const say = (words: string): void => {
  process.stdout.write(`${words}\n`)
}

/** The instruction. */
const generateKey = 0x46

const kinds = [
  { name: 'P-384', keyAlgorithm: 'p384' },
  { name: 'RSA-3072', keyAlgorithm: 'rsa3072' },
] as const

/** A channel to a blank card, and a function that removes it. */
type Open = () => Promise<{ readonly channel: CardChannel; readonly close: () => Promise<void> }>

const limits: Limit[] = []
for (const { name, keyAlgorithm } of kinds.filter((kind) => isRequested(kind.name))) {
  const inProcess = Array.from({ length: 8 }, () => openInProcess)
  await round(`${name}, in process, one reader`, { keyAlgorithm, readers: inProcess.slice(0, 1) })
  await round(`${name}, in process, eight readers`, { keyAlgorithm, readers: inProcess })
}

const why = whyNoVirtualReader()
if (why !== undefined) say(`Without PC/SC: ${why}`)
else await measureOverPcsc()
sayLimits(limits)

async function measureOverPcsc(): Promise<void> {
  const reader = await startVirtualReader({ pairs: 4 })
  process.env['PCSCLITE_CSOCK_NAME'] = reader.socket
  try {
    const names = await readerNames(reader.socket)
    const opens: Open[] = []
    for (const [which, name] of names.entries()) {
      const { card, renew } = await renewable()
      await reader.insert(card, which)
      opens.push(async () => {
        await renew()
        const channel = await openPcscReader(name)
        return { channel, close: () => channel.close() }
      })
    }
    for (const { name, keyAlgorithm } of kinds.filter((kind) => isRequested(kind.name)))
      for (const [words, many] of [
        ['one reader', 1],
        ['eight readers', 8],
      ] as const)
        await round(`${name}, PC/SC, ${words}`, {
          keyAlgorithm,
          readers: opens.slice(0, many),
        })
  } finally {
    await reader.stop()
  }
}

/** A card that turns into another blank card in place: inserting and removing one is manual work. */
async function renewable(): Promise<{
  readonly card: VirtualCard
  readonly renew: () => Promise<void>
}> {
  let inside = await createBlankCard()
  return {
    card: {
      atr: inside.atr,
      process: (apdu) => inside.process(apdu),
      powerOff: () => inside.powerOff(),
    },
    renew: async () => {
      inside = await createBlankCard()
    },
  }
}

async function openInProcess(): ReturnType<Open> {
  const channel = channelTo(await createBlankCard())
  return { channel, close: () => channel.close() }
}

async function round(
  words: string,
  {
    keyAlgorithm,
    readers,
  }: { readonly keyAlgorithm: CardKeyAlgorithm; readonly readers: readonly Open[] },
): Promise<void> {
  await Promise.all(
    readers.map(async (open) => {
      const { channel, close } = await open()
      await personalise(channel, aPlan({ keyAlgorithm }))
      await close()
    }),
  )
  const figures = { busy: 0, beyondKeys: 0, commands: 0, produced: 0 }
  let left = count
  const begin = performance.now()
  const before = process.cpuUsage()
  await Promise.all(
    readers.map(async (open) => {
      while (left > 0) {
        left -= 1
        const { channel, close } = await open()
        const from = performance.now()
        const timed = withoutKeys(channel)
        await personalise(timed.channel, aPlan({ keyAlgorithm }))
        const took = performance.now() - from
        figures.busy += took
        figures.beyondKeys += took - timed.keyMilliseconds()
        figures.commands += timed.commands()
        figures.produced += 1
        await close()
      }
    }),
  )
  const { user, system } = process.cpuUsage(before)
  const minutes = (performance.now() - begin) / 60_000
  const beyondKeys = figures.beyondKeys / figures.produced / 1000
  limits.push({
    what: `${words}: a card, beyond its keys`,
    reached: beyondKeys,
    max: 0.5,
    unit: 's',
  })
  say(
    [
      `${words}: ${(figures.produced / minutes).toFixed(0)} cards a minute`,
      `${beyondKeys.toFixed(3)} s a card beyond its keys`,
      `${(figures.busy / figures.produced / 1000).toFixed(2)} s in all`,
      `processor ${((user + system) / figures.produced / 1e6).toFixed(3)} s with its keys`,
      `${(figures.commands / figures.produced).toFixed(0)} commands`,
      `load ${(loadavg()[0] ?? 0).toFixed(1)}`,
    ].join(', '),
  )
}

/** Measures the time of key generation. */
function withoutKeys(channel: CardChannel) {
  let keys = 0
  let commands = 0
  return {
    channel: {
      ...channel,
      transmit: async (apdu: Uint8Array) => {
        commands += 1
        const from = performance.now()
        const response = await channel.transmit(apdu)
        if (apdu[1] === generateKey) keys += performance.now() - from
        return response
      },
    },
    keyMilliseconds: () => keys,
    commands: () => commands,
  }
}

async function readerNames(socket: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('opensc-tool', ['--list-readers'], {
    env: { ...process.env, PCSCLITE_CSOCK_NAME: socket },
  })
  return [...stdout.matchAll(/Virtual PCD[^\n]*?\d\d \d\d/g)].map(([name]) => name.trim())
}

function isRequested(name: string): boolean {
  return requested.length === 0 || requested.includes(name)
}
