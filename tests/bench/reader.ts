import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { mkdtemp, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { instant, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { createCardDesk } from '../../apps/reader/src/cards/card-desk.ts'
import { theseReaders } from '../../apps/reader/src/cards/readers.ts'
import { defaultListPolicy } from '../../apps/reader/src/lists/list-policy.ts'
import { signatureRecordIn } from '../../apps/reader/src/lists/signature-record.ts'
import { createLists } from '../../apps/reader/src/lists/sign-documents.ts'
import { createPrompts } from '../../apps/reader/src/prompts/prompts.ts'
import { defaultSettings } from '../../apps/reader/src/settings/settings.ts'
import { signingApi } from '../../apps/reader/src/signing-api/server.ts'
import { startVirtualReader } from '@sotevarmenne/tests/card/virtual-reader'
import { issueFrom } from '../../apps/reader/src/testing.ts'
import { sayLimits } from './limits.ts'

/**
 * The reader software: how long a signature takes beyond the card's own time, and its memory as installed.
 * `node tests/bench/reader.ts [signatures]`
 */
const count = Number(process.argv[2] ?? '200')
const say = (words: string) => void process.stdout.write(`${words}\n`)
const now = instant(Date.now())
const origin = 'https://hospital.example'
const pins = { pin1: '1234', pin2: '123456' }

const beyondCard = await measureRoundTrip()
const list = await measureList()
sayLimits([
  { what: 'a signature beyond the card, p99', reached: beyondCard, max: 15, unit: 'ms' },
  {
    what: 'a document of a list beyond the card, p99 of lists',
    ...{ reached: list.beyondCard, max: 20, unit: 'ms' },
  },
  {
    what: 'a list of 10 from the request to the signatures, PIN typed at once, p99',
    ...{ reached: list.whole / 1000, max: 15, unit: 's' },
  },
  {
    what: 'memory after 200 pages with a card',
    ...{ reached: await measureMemory(), max: 120, unit: 'MB' },
  },
])

/**
 * Requests over HTTP; the PIN is entered at once. Time spent in the card is subtracted. Returns the
 * milliseconds within which 99 of 100 requests are done.
 */
async function measureRoundTrip(): Promise<number> {
  const { url, inCard, stop } = await serveWithTimedCard()
  const body = JSON.stringify({
    selector: { keyusages: ['nonrepudiation'] },
    content: Buffer.from('The patient is well.').toString('base64'),
    hashAlgorithm: 'SHA384',
  })
  const whole: number[] = []
  const beyond: number[] = []
  let before = process.cpuUsage()
  for (let signature = 0; signature < count + 20; signature += 1) {
    if (signature === 20) before = process.cpuUsage()
    inCard.milliseconds = 0
    const start = performance.now()
    const response = await fetch(`${url}/sign`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body,
    })
    const { status } = (await response.json()) as { readonly status: string }
    if (status !== 'ok') throw new Error('no signature returned')
    const took = performance.now() - start
    // Code is compiled during the first ones.
    if (signature < 20) continue
    whole.push(took)
    beyond.push(took - inCard.milliseconds)
  }
  const { user, system } = process.cpuUsage(before)
  stop()
  say(
    `processor for one, card and client included: ${((user + system) / 1000 / count).toFixed(1)} ms`,
  )
  say(
    `sign, ${String(count)} times: beyond the card's own time ${figures(beyond)}; whole ${figures(whole)}`,
  )
  return at(beyond, 0.99)
}

/** The signing API with a card whose time is measured, and a person who types the PIN at once. */
async function serveWithTimedCard() {
  const { card, certificates } = await makePersonalisedCard({ issue: issueFrom(now), pins })
  const inCard = { milliseconds: 0 }
  const plain = channelTo(card)
  const timed =
    <Words extends readonly unknown[], Value>(operation: (...words: Words) => Promise<Value>) =>
    async (...words: Words): Promise<Value> => {
      const start = performance.now()
      const value = await operation(...words)
      inCard.milliseconds += performance.now() - start
      return value
    }
  const channel: CardChannel = {
    atr: plain.atr,
    transmit: timed((apdu: Uint8Array) => plain.transmit(apdu)),
    reset: timed(() => plain.reset()),
    close: timed(() => plain.close()),
  }
  const root = decodeCertificate(certificates.root)
  if (!root.ok) throw new Error('test root CA not found')
  const clock = { now: () => plus(now, 1000) }
  const readers = theseReaders([
    {
      id: 'bench',
      name: 'Bench',
      withCard: async (operation) => ok(await operation(channel)),
      onChange: () => undefined,
      close: async () => undefined,
    },
  ])
  const desk = createCardDesk(readers, { clock, roots: async () => [root.value] })
  const prompts = createPrompts({ changed: desk.changed, timeLimit: 60_000 })
  desk.watch(() => {
    const [request] = prompts.pending()
    if (!request || request.isUnderWay === true) return
    if (!('documents' in request.request)) {
      void prompts.submit(request.id, pins.pin2)
      return
    }
    const { documents, listDigest } = request.request
    const chosen = documents.map((_, place) => place)
    const pin = new Uint8Array(Buffer.from(pins.pin2))
    void prompts.submit(request.id, { pin, list: listDigest, chosen })
  })
  const settings = { load: async () => defaultSettings, save: async () => undefined }
  const relays = {
    relay: () => Promise.reject(new Error('unexpected APDU relay in this benchmark')),
  }
  const serviceOrigin = 'https://service.example'
  const folder = await mkdtemp(path.join(tmpdir(), 'reader-bench-'))
  const isNewEnough = () => Promise.resolve(true)
  const lists = createLists({
    ...{ desk, prompts, settings, clock, isNewEnough },
    policy: { ...defaultListPolicy, sites: [origin] },
    record: signatureRecordIn(path.join(folder, 'signatures.jsonl')),
  })
  const deps = {
    lists,
    desk,
    prompts,
    settings,
    clock,
    isNewEnough,
    relays,
    serviceOrigin,
  }
  const server = createServer(
    signingApi(deps, (fault) => {
      throw fault
    }),
  ).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('server has no port')

  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    inCard,
    stop: () => {
      server.closeAllConnections()
      server.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** Lists of ten documents, as messages with the signed content. The record of the signatures is on disk. */
async function measureList(): Promise<{ readonly beyondCard: number; readonly whole: number }> {
  const { url, inCard, stop } = await serveWithTimedCard()
  const whole: number[] = []
  const beyond: number[] = []
  const [size, warmUp, lists] = [10, 3, Math.max(10, Math.round(count / 4))]
  for (let list = 0; list < lists + warmUp; list += 1) {
    inCard.milliseconds = 0
    const items = Array.from({ length: size }, (_, index) => ({
      ...{ id: String(index), title: `Prescription ${String(index)}`, type: 'text/plain' },
      content: Buffer.from(`${String(index)} tablets a day`).toString('base64'),
    }))
    const start = performance.now()
    const response = await fetch(`${url}/sign-list`, {
      ...{ method: 'POST', headers: { origin, 'content-type': 'application/json' } },
      body: JSON.stringify({ hashAlgorithm: 'SHA384', items }),
    })
    const { status } = (await response.json()) as { readonly status: string }
    if (status !== 'ok') throw new Error('a list was not signed')
    const took = performance.now() - start
    if (list < warmUp) continue
    whole.push(took)
    beyond.push((took - inCard.milliseconds) / size)
  }
  stop()
  say(
    `lists of ${String(size)}, ${String(lists)} times: beyond the card's own time, for each document, ${figures(beyond)}; whole ${figures(whole)}`,
  )
  return { beyondCard: at(beyond, 0.99), whole: at(whole, 0.99) }
}

function figures(milliseconds: readonly number[]): string {
  return `p50 ${at(milliseconds, 0.5).toFixed(1)} ms, p99 ${at(milliseconds, 0.99).toFixed(1)} ms`
}

function at(milliseconds: readonly number[], share: number): number {
  const sorted = milliseconds.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length * share)] ?? 0
}

/**
 * The packaged single file, at a PC/SC reader with a card, after its page and its API were used for a while.
 * In MB.
 */
async function measureMemory(): Promise<number> {
  // Beside koffi, which it loads by name.
  const bundle = path.resolve('node_modules/.cache/reader-bench/reader.mjs')
  execFileSync(process.execPath, ['tools/set-up/bundle-reader.mjs', bundle])
  const pcsc = await startVirtualReader()
  const { card } = await makePersonalisedCard({ issue: issueFrom(now), pins })
  const inserted = await pcsc.insert(card)
  const program = spawn(process.execPath, ['--max-semi-space-size=1', bundle, 'run'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      PCSCLITE_CSOCK_NAME: pcsc.socket,
      MALLOC_ARENA_MAX: '2',
      SOTEVARMENNE_CARD_READER: 'pcsc',
      SOTEVARMENNE_DATA: pcsc.directory,
      SOTEVARMENNE_READER_PORT: '0',
      SOTEVARMENNE_READER_TLS_PORT: '0',
      SOTEVARMENNE_READER_PAGE_PORT: '0',
    },
  })
  const urlFile = path.join(pcsc.directory, 'reader/page-url')
  while (!existsSync(urlFile)) await sleep(50)
  const page = (await readFile(urlFile, 'utf8')).trim()
  let seen = ''
  for (let requested = 0; requested < 200 || !seen.includes('Aino'); requested += 1)
    seen = await (await fetch(page)).text()
  const status = await readFile(`/proc/${String(program.pid)}/status`, 'utf8')
  const [rss, anonymous] = ['VmRSS', 'RssAnon'].map((name) => {
    const [, kilobytes] = new RegExp(`${name}:\\s+(\\d+)`).exec(status) ?? []
    return Math.round(Number(kilobytes) / 1024)
  }) as [number, number]
  say(
    `memory after 200 pages with a card: ${String(rss)} MB, of it its own ${String(anonymous)} MB`,
  )
  program.kill()
  await once(program, 'exit')
  await inserted.remove()
  await pcsc.stop()
  return rss
}
