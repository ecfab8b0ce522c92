import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { json } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { aS42Card } from '@sotevarmenne/smartcard/testing'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { z } from 'zod'
import { readerHands, type ReaderHands } from '../../../../tests/scenario/reader-hands.ts'
import { theseReaders } from './readers.ts'
import { startReader, type Reader } from '../reader.ts'
import { issueFrom } from '../testing.ts'
import { createVirtualReader } from './virtual-reader.ts'

const now = instant(1_790_000_000_000)
const pins = { pin1: '3690', pin2: '852074' }
const origin = 'https://hospital.example'
const challenge = `${origin};${'n'.repeat(64)}`

describe('the reader software with a card of the layout that professionals carry (FINEID S4-2)', () => {
  let folder: string
  let reader: Reader
  let hands: ReaderHands
  let card: Awaited<ReturnType<typeof aS42Card>>
  const service = aService()

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'organisation-card-'))
    await mkdir(path.join(folder, 'cards'))
    await mkdir(path.join(folder, 'roots'))
    card = await aS42Card({
      store: fileStore(path.join(folder, 'cards', '00112233445566778899.json')),
      issue: issueFrom(now),
    })
    await writeFile(path.join(folder, 'roots', 'root.crt'), card.certificates.root)
    reader = await startReader({
      folder: path.join(folder, 'reader'),
      ports: { api: 0, apiTls: 0, page: 0 },
      readers: theseReaders([createVirtualReader(path.join(folder, 'cards'))]),
      home: folder,
      serviceUrl: await service.start(),
      rootFolders: [path.join(folder, 'roots')],
      clock: { now: () => instant(now + 1000) },
      reportFault: (fault) => {
        throw fault
      },
    })
    hands = readerHands({ readerPage: reader.pageUrl, signingApi: reader.apiUrl })
  })
  after(async () => {
    await reader.stop()
    await service.stop()
    await rm(folder, { recursive: true })
  })

  it('shows it on the shelf and in the reader, not activated', async () => {
    const [chipSerial = ''] = await hands.shelf()
    await hands.insert(chipSerial)
    const page = await shown('')
    assert.match(page, /Aino Esimerkki/)
    assert.ok(page.replaceAll(/\s/g, '').includes(card.cardNumber))
    assert.match(page, /href="activate\?/)
    assert.match(page, /If the letter is lost, the card’s issuer prints the same letter again/)
  })

  it('activates it with the letter, and reports this to the service with a signature of its key', async () => {
    const letterNumber = '1234567890'
    await hands.activate({ letterNumber, activationCode: '12345678', ...pins })
    const { cardNumber, signedAt, signature } = activation.parse(service.reported[0])
    assert.equal(cardNumber, card.cardNumber)
    const statement = `activation;${cardNumber};${letterNumber};${signedAt}`
    assert.ok(isSignedBy('authentication', statement, signature))
  })

  it('says, where new PINs are set, that its letter stays the same, and offers no new code', async () => {
    const form = await shown('new-pins?reader=virtual')
    assert.match(form, /activation code of this card .FINEID S4-2. never changes/)
    assert.doesNotMatch(form, /code of a new letter/)
  })

  it('logs in with PIN1 and signs a document with PIN2', async () => {
    for (const [keyUsage, purpose, content, pin] of [
      ['digitalsignature', 'authentication', challenge, pins.pin1],
      ['nonrepudiation', 'signature', 'potilasasiakirja', pins.pin2],
    ] as const) {
      const response = await hands.sign({ origin, keyUsage, content, pin })
      assert.equal(response.status, 'ok', response.reasonText)
      assert.ok(isSignedBy(purpose, content, response.signature))
      assert.deepEqual(
        response.chain.map((der) => new Uint8Array(Buffer.from(der, 'base64'))),
        [card.certificates[purpose], card.certificates.issuer, card.certificates.root],
      )
    }
  })

  it('changes PIN1, and resets both PINs with the code', async () => {
    await send('change-pin', {
      which: 'pin1',
      oldPin: pins.pin1,
      newPin: '258',
      newPinAgain: '258',
    })
    assert.equal(await signsWith(pins.pin1), 'ok')
    await send('change-pin', {
      which: 'pin1',
      oldPin: pins.pin1,
      newPin: '2580',
      newPinAgain: '2580',
    })
    assert.equal(await signsWith('2580'), 'ok')
    const again = { pin1: '1470', pin1Again: '1470', pin2: '147036', pin2Again: '147036' }
    await send('new-pins', { activationCode: '12345678', ...again })
    assert.equal(await signsWith('1470'), 'ok')
  })

  it('activates it with the code alone where the letter of another issuer has no number', async () => {
    const { cardNumber } = await aS42Card({
      store: fileStore(path.join(folder, 'cards', '00112233445566778800.json')),
      issue: issueFrom(now),
    })
    await hands.insert('00112233445566778800')
    const reports = service.reported.length
    const form = await shown('activate?reader=virtual')
    assert.ok(form.includes(cardNumber))
    assert.match(form, /if the letter has one/)
    const twice = { ...pins, pin1Again: pins.pin1, pin2Again: pins.pin2 }
    const wrong = await send('activate', { activationCode: '87654321', ...twice })
    assert.match(await wrong.text(), /Tries left: 4/)
    const right = await send('activate', { activationCode: '12345678', ...twice })
    assert.match(right.url, /news=activated$/)
    assert.equal(service.reported.length, reports)
    assert.match(await shown(''), /href="change-pin\?/)
  })

  const signsWith = async (pin: string): Promise<string> => {
    const requested = { origin, keyUsage: 'digitalsignature', content: challenge, pin } as const
    return (await hands.sign(requested)).status
  }

  const inEnglish = { 'accept-language': 'en' }

  const shown = async (place: string): Promise<string> =>
    (await fetch(`${reader.pageUrl}${place}`, { headers: inEnglish })).text()

  const send = (place: string, fields: Readonly<Record<string, string>>) =>
    fetch(`${reader.pageUrl}${place}`, {
      method: 'POST',
      headers: inEnglish,
      body: new URLSearchParams({ reader: 'virtual', ...fields }),
    })

  function isSignedBy(
    purpose: 'authentication' | 'signature',
    content: string,
    signature: string,
  ): boolean {
    const spki = card.keys.find((key) => key.purpose === purpose)?.spki
    assert.ok(spki)
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
    return verify('sha384', Buffer.from(content), key, Buffer.from(signature, 'base64'))
  }
})

const activation = z.object({ cardNumber: z.string(), signedAt: z.string(), signature: z.string() })

/** A service that accepts every letter, and stores what is reported to it. */
function aService() {
  const reported: unknown[] = []
  const server: Server = createServer((request, response) => {
    if (request.method === 'GET') response.writeHead(404).end()
    else
      void json(request).then((body) => {
        const isLetter = request.url?.includes('letter') === true
        if (!isLetter) reported.push(body)
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify(isLetter ? { belongs: true, codeOnCard: true } : {}))
      })
  })
  return {
    reported,
    start: () =>
      new Promise<string>((listening) => {
        server.listen(0, '127.0.0.1', () => {
          const address = server.address()
          assert.ok(address !== null && typeof address === 'object')
          listening(`http://127.0.0.1:${String(address.port)}`)
        })
      }),
    stop: () =>
      new Promise<void>((closed) => {
        server.closeAllConnections()
        server.close(() => {
          closed()
        })
      }),
  }
}
