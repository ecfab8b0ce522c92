import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { after, before, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { instant } from '@sotevarmenne/kernel/instant'
import { makePersonalisedCard, type PersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { startVirtualReader, type VirtualReader } from '@sotevarmenne/tests/card/virtual-reader'
import { issueFrom } from '../../apps/reader/src/testing.ts'
import { readerHands } from '../scenario/reader-hands.ts'

export type ReaderProgram = {
  readonly pageUrl: string
  readonly apiUrl: string
  readonly stop: () => Promise<void>
}

export type AtPcsc = {
  readonly pcsc: VirtualReader
  readonly created: PersonalisedCard
  /** A service that accepts every letter as correct. */
  readonly serviceUrl: string
}

const now = instant(Date.now())
const origin = 'https://hospital.example'
const pins = { pin1: '2580', pin2: '147036' }
const newPin2 = '258036'

/**
 * Starts the reader software at a real PC/SC daemon with a delivered card, and defines the tests that it passes on
 * every system: called inside `describe`.
 */
export function testsAtPcsc(
  start: (given: AtPcsc) => Promise<ReaderProgram>,
  { isShort = false }: { readonly isShort?: boolean } = {},
) {
  let given: AtPcsc
  let inserted: Awaited<ReturnType<VirtualReader['insert']>>
  let program: ReaderProgram
  /** Ends what was started, the last first, also after a start that failed halfway. */
  const endings: (() => Promise<unknown>)[] = []
  const requested: string[] = []

  before(async () => {
    const pcsc = await startVirtualReader()
    endings.push(() => pcsc.stop())
    const created = await makePersonalisedCard({ issue: issueFrom(now) })
    inserted = await pcsc.insert(created.card)
    endings.push(() => inserted.remove())
    const service = createServer((request, response) => {
      if (request.method === 'POST') requested.push(request.url ?? '')
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ belongs: true, codeOnCard: true }))
    }).listen(0, '127.0.0.1')
    await once(service, 'listening')
    endings.push(() => closed(service))
    const address = service.address()
    assert.ok(address !== null && typeof address === 'object')
    given = { pcsc, created, serviceUrl: `http://127.0.0.1:${String(address.port)}` }
    program = await start(given)
    endings.push(() => program.stop())
  })
  after(async () => {
    for (const end of endings.toReversed()) await end()
  })

  const hands = () => readerHands({ readerPage: program.pageUrl, signingApi: program.apiUrl })
  const home = async () =>
    (await fetch(program.pageUrl, { headers: { 'accept-language': 'en' } })).text()
  const signs = async (purpose: 'authentication' | 'signature', pin: string) => {
    const isLogIn = purpose === 'authentication'
    const keyUsage = isLogIn ? 'digitalsignature' : 'nonrepudiation'
    const content = isLogIn ? `${origin};${'n'.repeat(64)}` : 'The patient is well.'
    const signed = await hands().sign({ origin, keyUsage, content, pin })
    assert.equal(signed.status, 'ok', signed.reasonText)
    const spki = given.created.started.keys.find((key) => key.purpose === purpose)?.spki
    assert.ok(spki)
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
    const signature = Buffer.from(signed.signature, 'base64')
    assert.ok(verify('sha384', Buffer.from(content), key, signature), purpose)
  }

  it('finds every reader automatically', async () => {
    for (const name of given.pcsc.names) {
      let seen = await home()
      // The first look at PC/SC may still be under way.
      for (let attempt = 0; attempt < 100 && !seen.includes(name); attempt += 1) {
        await sleep(100)
        seen = await home()
      }
      assert.ok(seen.includes(name), name)
    }
  })

  it('activates a delivered card and notifies the service', async () => {
    assert.match(await home(), /not activated/)
    const { activationCode } = given.created.plan
    await hands().activate({ letterNumber: '1234567890', activationCode, ...pins })
    assert.doesNotMatch(await home(), /not activated/)
    assert.equal(requested.length, 2)
  })

  it('signs with PIN2, verifiable by the certificate', () => signs('signature', pins.pin2))
  if (!isShort) {
    it('logs in with PIN1, verifiable by the certificate', () => signs('authentication', pins.pin1))

    it('changes a PIN, with which it signs afterwards', async () => {
      const [, reader = ''] = /data-reader="([^"]+)"/.exec(await home()) ?? []
      const response = await fetch(`${program.pageUrl}change-pin`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({
          ...{ reader, which: 'pin2', oldPin: pins.pin2 },
          ...{ newPin: newPin2, newPinAgain: newPin2 },
        }),
      })
      assert.equal(response.status, 303, await response.text())
      await signs('signature', newPin2)
    })

    it('shows within seconds that a card was removed or inserted', async () => {
      /** Of the two. */
      const emptyReaders = async () =>
        (await home()).split('There is no card in the reader').length - 1
      assert.match(await home(), /Aino Esimerkki/)
      assert.equal(await emptyReaders(), 1)
      await reportedAfter(program, () => inserted.remove())
      assert.equal(await emptyReaders(), 2)
      await reportedAfter(program, async () => {
        inserted = await given.pcsc.insert(given.created.card)
      })
      assert.match(await home(), /Aino Esimerkki/)
    })
  }

  return { given: () => given, home }
}

async function closed(service: Server): Promise<void> {
  service.closeAllConnections()
  service.close()
  await once(service, 'close')
}

/**
 * Waits for the page's update after the operation. The duration is checked only on an otherwise idle machine.
 */
async function reportedAfter(
  { pageUrl }: ReaderProgram,
  operation: () => Promise<void>,
): Promise<void> {
  const { body } = await fetch(new URL('events', pageUrl), { signal: AbortSignal.timeout(60_000) })
  assert.ok(body)
  const events = body.getReader()
  await events.read()
  const input = events.read()
  await operation()
  assert.equal((await input).done, false)
  await events.cancel()
}
