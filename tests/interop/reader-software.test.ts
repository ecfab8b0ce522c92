import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { refuse } from '@sotevarmenne/kernel/result'
import { makePersonalisedCard, type PersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { openPcscReader } from '@sotevarmenne/smartcard/pcsc'
import { readCard } from '@sotevarmenne/smartcard/use'
import { allPcscReaders } from '../../apps/reader/src/cards/all-pcsc-readers.ts'
import { createPcscReader } from '../../apps/reader/src/cards/pcsc-reader.ts'
import { startReader, type Reader } from '../../apps/reader/src/reader.ts'
import { issueFrom } from '../../apps/reader/src/testing.ts'
import { readerHands } from '../scenario/reader-hands.ts'
import {
  startVirtualReader,
  whyNoVirtualReader,
  type VirtualReader,
} from '@sotevarmenne/tests/card/virtual-reader'

const now = instant(Date.now())
const origin = 'https://hospital.example'
const pins = { pin1: '2580', pin2: '147036' }

describe('the reader software at a PC/SC reader', { skip: whyNoVirtualReader() ?? false }, () => {
  let pcsc: VirtualReader
  let created: PersonalisedCard
  let inserted: Awaited<ReturnType<VirtualReader['insert']>>
  let service: Server
  const requested: string[] = []
  let reader: Reader

  before(async () => {
    pcsc = await startVirtualReader()
    process.env['PCSCLITE_CSOCK_NAME'] = pcsc.socket
    created = await makePersonalisedCard({ issue: issueFrom(now) })
    inserted = await pcsc.insert(created.card)

    // A service that accepts every letter as correct.
    service = createServer((request, response) => {
      if (request.method === 'POST') requested.push(request.url ?? '')
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ belongs: true, codeOnCard: true }))
    }).listen(0, '127.0.0.1')
    await once(service, 'listening')
    const address = service.address()
    assert.ok(address !== null && typeof address === 'object')

    const folder = path.join(pcsc.directory, 'reader')
    const roots = path.join(pcsc.directory, 'roots')
    await mkdir(roots)
    await writeFile(path.join(roots, 'root.crt'), created.certificates.root)
    reader = await startReader({
      folder,
      ports: { api: 0, apiTls: 0, page: 0 },
      readers: allPcscReaders(),
      home: folder,
      serviceUrl: `http://127.0.0.1:${String(address.port)}`,
      rootFolders: [roots],
      clock: { now: () => now },
      reportFault: (fault) => {
        throw fault
      },
    })
  })
  after(async () => {
    await inserted.remove()
    await reader.stop()
    service.closeAllConnections()
    service.close()
    await pcsc.stop()
  })

  const hands = () => readerHands({ readerPage: reader.pageUrl, signingApi: reader.apiUrl })
  /** Of the two. */
  const emptyReaders = async () => (await home()).split('There is no card in the reader').length - 1
  const home = async () =>
    (await fetch(reader.pageUrl, { headers: { 'accept-language': 'en' } })).text()

  it('finds every reader automatically', async () => {
    for (const name of pcsc.names) assert.ok((await home()).includes(name), name)
  })

  it('activates a delivered card and notifies the service', async () => {
    assert.match(await home(), /not activated/)
    const { activationCode } = created.plan
    await hands().activate({ letterNumber: '1234567890', activationCode, ...pins })
    assert.doesNotMatch(await home(), /not activated/)
    assert.equal(requested.length, 2)
  })

  it('signs with both keys, verifiable by the certificates', async () => {
    for (const [purpose, keyUsage, content, pin] of [
      ['authentication', 'digitalsignature', `${origin};${'n'.repeat(64)}`, pins.pin1],
      ['signature', 'nonrepudiation', 'The patient is well.', pins.pin2],
    ] as const) {
      const signed = await hands().sign({ origin, keyUsage, content, pin })
      assert.equal(signed.status, 'ok', signed.reasonText)
      const spki = created.started.keys.find((key) => key.purpose === purpose)?.spki
      assert.ok(spki)
      const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
      const signature = Buffer.from(signed.signature, 'base64')
      assert.ok(verify('sha384', Buffer.from(content), key, signature), purpose)
    }
  })

  it('updates its page automatically when a card is removed or inserted', async () => {
    assert.match(await home(), /Aino Esimerkki/)
    assert.equal(await emptyReaders(), 1)
    await reportedAfter(() => inserted.remove())
    assert.equal(await emptyReaders(), 2)
    await reportedAfter(async () => {
      inserted = await pcsc.insert(created.card)
    })
    assert.match(await home(), /Aino Esimerkki/)
  })

  it('reports what blocks access to the card, and retries: an unknown reader, another program', async () => {
    const unknown = createPcscReader('No such reader')
    assert.deepEqual(await unknown.withCard(readCard), refuse({ kind: 'no-reader' }))
    const taken = await openPcscReader(pcsc.names[0])
    const later = new Promise<void>((input) => {
      unknown.onChange(input)
    })
    assert.match(await home(), /Another program is using the card/)
    await taken.close()
    await later
    assert.match(await home(), /Aino Esimerkki/)
  })

  /**
   * Waits for the page's update after the operation. The duration is checked only on an otherwise idle machine.
   */
  const reportedAfter = async (operation: () => Promise<void>) => {
    const { body } = await fetch(new URL('events', reader.pageUrl), {
      signal: AbortSignal.timeout(60_000),
    })
    assert.ok(body)
    const events = body.getReader()
    await events.read()
    const input = events.read()
    await operation()
    assert.equal((await input).done, false)
    await events.cancel()
  }
})
