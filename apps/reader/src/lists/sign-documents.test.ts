import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { cardRemoved, type CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { accept, makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { preparePdf } from '@sotevarmenne/signatures/pdf/prepare'
import { plainPdf } from '@sotevarmenne/signatures/testing/documents'
import { decodeCertificate, formatSerial, type Certificate } from '@sotevarmenne/x509/certificate'
import { createCardDesk, type CardDesk } from '../cards/card-desk.ts'
import { theseReaders } from '../cards/readers.ts'
import type { CardReader } from '../cards/card-reader.ts'
import { createPrompts, type ListForm, type ListRequest, type Prompts } from '../prompts/prompts.ts'
import { defaultSettings } from '../settings/settings.ts'
import { signingApi } from '../signing-api/server.ts'
import { issueFrom } from '../testing.ts'
import { defaultListPolicy, type ListPolicy } from './list-policy.ts'
import { createLists, type Lists } from './sign-documents.ts'
import { signatureRecordIn, type SignatureRecord } from './signature-record.ts'

const origin = 'https://hospital.example'
const notBefore = instant(1_790_000_000_000)
const now = plus(notBefore, minute)

type Item = Readonly<Record<string, string>>
type Replied = {
  readonly status: string
  readonly reasonCode: number
  readonly reasonText: string
  readonly because?: string
  readonly listDigest: string
  readonly chain: readonly string[]
  readonly items: readonly {
    readonly id: string
    readonly digest: string
    readonly status: string
    readonly signature: string
    readonly reasonCode?: number
    readonly because?: string
  }[]
}

describe('a list of documents', () => {
  let folder: string
  let signer: Certificate
  let root: Uint8Array
  let desk: CardDesk
  let prompts: Prompts
  let lists: Lists
  let record: SignatureRecord
  let url: string
  let policy: ListPolicy
  let realNow = () => 0
  /** The commands that matter: V verifies a PIN, S signs. */
  let commands = ''
  /** Every command as it was sent, not copied. */
  let sent: Uint8Array[] = []
  let pulledAtSignature = Infinity
  let isIn = true
  const server = createServer((request, response) => {
    signingApi(
      {
        ...{ desk, prompts, lists, clock: { now: () => now } },
        settings: { load: async () => defaultSettings, save: async () => undefined },
        isNewEnough: async () => true,
        relays: { relay: async () => assert.fail() },
        serviceOrigin: origin,
      },
      (fault) => {
        throw fault
      },
    )(request, response)
  })

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sign-list-'))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  })
  after(async () => {
    server.closeAllConnections()
    server.close()
    await rm(folder, { recursive: true })
  })
  beforeEach(async () => {
    const { card, certificates } = await makePersonalisedCard({
      issue: issueFrom(notBefore),
      pins: { pin1: '1234', pin2: '123456' },
    })
    signer = accept(decodeCertificate(certificates.signature))
    root = certificates.root
    const plain = channelTo(card)
    const channel: CardChannel = {
      ...plain,
      transmit: async (apdu) => {
        const [, instruction, p1] = apdu
        if (!isIn) throw cardRemoved()
        if (instruction === 0x20 && apdu.length > 5) commands += 'V'
        if (instruction === 0x2a && p1 === 0x9e) commands += 'S'
        sent.push(apdu)
        const response = await plain.transmit(apdu)
        if (commands.replaceAll('V', '').length >= pulledAtSignature) {
          isIn = false
          throw cardRemoved()
        }
        return response
      },
    }
    const reader: CardReader = {
      ...{ id: 'test', name: 'Test' },
      withCard: async (operation) =>
        isIn ? ok(await operation(channel)) : refuse({ kind: 'no-card' }),
      onChange: () => undefined,
      close: async () => undefined,
    }
    desk = createCardDesk(theseReaders([reader]), {
      clock: { now: () => now },
      roots: async () => [accept(decodeCertificate(root))],
    })
    prompts = createPrompts({ changed: desk.changed, timeLimit: 60_000 })
    record = signatureRecordIn(path.join(folder, `${formatSerial(signer.serial)}.jsonl`))
    policy = { ...defaultListPolicy, sites: [origin] }
    begin()
    ;[commands, sent, pulledAtSignature, isIn] = ['', [], Infinity, true]
    realNow = () => 0
  })
  const begin = (changes: { readonly record?: SignatureRecord } = {}) => {
    lists = createLists({
      ...{ desk, prompts, policy, record, clock: { now: () => now }, ...changes },
      settings: { load: async () => defaultSettings, save: async () => undefined },
      isNewEnough: async () => true,
      realNow: () => realNow(),
    })
  }

  const post = async (items: readonly unknown[], from = origin) => {
    const response = await fetch(`${url}/sign-list`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'en', origin: from },
      body: JSON.stringify({ version: '1.2', hashAlgorithm: 'SHA384', items }),
    })
    assert.equal(response.status, 200)
    return (await response.json()) as Replied
  }
  const textItem = (number: number, more: Item = {}): Item => ({
    id: `p${String(number)}`,
    title: `Prescription ${String(number)}`,
    type: 'text/plain',
    content: Buffer.from(`Take ${String(number)} a day`).toString('base64'),
    ...more,
  })
  const texts = (count: number): readonly Item[] =>
    Array.from({ length: count }, (_, index) => textItem(index))

  type Shown = { readonly id: string; readonly request: ListRequest }
  /** Waits for the list, then does what the person does. */
  const whenShown = (person: (shown: Shown) => unknown) => {
    const stop = desk.watch(() => {
      const [pending] = prompts.pending()
      if (!pending || !('documents' in pending.request)) return
      stop()
      person({ id: pending.id, request: pending.request })
    })
    return stop
  }
  const formOf = (request: ListRequest, pin = '123456'): ListForm => ({
    pin: new Uint8Array(Buffer.from(pin)),
    list: request.listDigest,
    chosen: request.documents.map((_, place) => place),
  })
  const signAll = ({ id, request }: Shown) => prompts.submit(id, formOf(request))
  /** A list that nobody may see: one that is shown all the same is cancelled. */
  const postUnseen = async (items: readonly unknown[]) => {
    let wasShown = false
    const stop = whenShown(({ id }) => {
      wasShown = true
      prompts.cancel(id)
    })
    const replied = await post(items)
    stop()
    assert.equal(wasShown, false)
    return replied
  }
  const publicKey = () =>
    createPublicKey({
      ...{ key: Buffer.from(signer.subjectPublicKeyInfo), format: 'der', type: 'spki' },
    })

  it('is signed with one PIN2, which the card verifies before each signature (R690, R693)', async () => {
    whenShown(signAll)
    const items = texts(10).map((item): Item => ({ ...item, signatureType: 'signature' }))
    const replied = await post(items)
    assert.equal(replied.status, 'ok')
    assert.equal(commands, 'VS'.repeat(10))
    for (const [place, item] of replied.items.entries()) {
      assert.equal(item.id, items[place]?.['id'])
      const content = Buffer.from(items[place]?.['content'] ?? '', 'base64')
      assert.equal(item.digest, createHash('sha384').update(content).digest('hex'))
      assert.ok(verify('sha384', content, publicKey(), Buffer.from(item.signature, 'base64')))
    }
  })

  it('is shown whole: title, type, digest and content of each document (R690)', async () => {
    const pdf = accept(
      await preparePdf(plainPdf(), { kind: 'signature', signedAt: now, label: 'Signature' }),
    )
    const items = [
      textItem(1),
      textItem(2, { type: 'application/xml', content: base64('<a>2</a>') }),
      textItem(3, {
        type: 'application/pdf',
        content: base64(pdf.bytes),
        signatureType: 'cms-pades',
      }),
    ]
    let shown: ListRequest | undefined
    whenShown(({ id, request }) => {
      shown = request
      prompts.cancel(id)
    })
    assert.equal((await post(items)).because, 'cancelled')
    assert.equal(shown?.origin, origin)
    assert.deepEqual(
      shown.documents.map(({ title, type, text }) => [title, type, text]),
      [
        ['Prescription 1', 'text/plain', 'Take 1 a day'],
        ['Prescription 2', 'application/xml', '<a>2</a>'],
        ['Prescription 3', 'application/pdf', undefined],
      ],
    )
    assert.deepEqual(Buffer.from(shown.documents[2]?.bytes ?? []), Buffer.from(pdf.bytes))
    const covered = [pdf.bytes.subarray(0, pdf.gap.from), pdf.bytes.subarray(pdf.gap.to)]
    const digest = createHash('sha384').update(Buffer.concat(covered)).digest('hex')
    assert.equal(shown.documents[2]?.digest, digest)
  })

  it('returns messages that openssl verifies, of texts and for the gap of a PDF', async () => {
    const pdf = accept(
      await preparePdf(plainPdf(), { kind: 'signature', signedAt: now, label: 'Signature' }),
    )
    whenShown(signAll)
    const replied = await post([
      textItem(1, { signatureType: 'cms' }),
      textItem(2, {
        type: 'application/pdf',
        content: base64(pdf.bytes),
        signatureType: 'cms-pades',
      }),
    ])
    const file = (name: string) => path.join(folder, name)
    await writeFile(file('root.pem'), new X509Certificate(root).toString())
    const covered = [pdf.bytes.subarray(0, pdf.gap.from), pdf.bytes.subarray(pdf.gap.to)]
    await writeFile(file('covered'), Buffer.concat(covered))
    for (const [place, more] of [[], ['-content', file('covered')]].entries()) {
      await writeFile(file('message'), Buffer.from(replied.items[place]?.signature ?? '', 'base64'))
      const verified = execFileSync(
        'openssl',
        [
          ...['cms', '-verify', '-inform', 'DER', '-binary', '-in', file('message')],
          ...[
            '-purpose',
            'any',
            '-attime',
            String(now / 1000),
            '-CAfile',
            file('root.pem'),
            ...more,
          ],
        ],
        { stdio: ['ignore', 'pipe', 'ignore'] },
      )
      assert.equal(
        verified.equals(place === 0 ? Buffer.from('Take 1 a day') : Buffer.concat(covered)),
        true,
      )
    }
  })

  it('is signed without what the person struck (R690)', async () => {
    whenShown(({ id, request }) => prompts.submit(id, { ...formOf(request), chosen: [0, 2] }))
    const replied = await post(texts(3))
    assert.equal(replied.status, 'partly')
    assert.deepEqual(
      replied.items.map(({ status, because }) => because ?? status),
      ['ok', 'struck', 'ok'],
    )
    assert.equal(commands, 'VSVS')
  })

  it('of which everything is struck is shown again, and no PIN goes to the card', async () => {
    whenShown(async ({ id, request }) => {
      await prompts.submit(id, { ...formOf(request), chosen: [] })
      assert.deepEqual(prompts.pending()[0]?.trouble, { kind: 'nothing-chosen' })
      prompts.cancel(id)
    })
    assert.equal((await post(texts(2))).because, 'cancelled')
    assert.equal(commands, '')
  })

  it('that is not the one that was shown is refused, also with a document that is not in it (R691)', async () => {
    for (const change of [
      (request: ListRequest) => ({ list: request.listDigest.replace(/^./, 'x') }),
      () => ({ chosen: [0, 1, 2] }),
      () => ({ chosen: [0, 0] }),
    ]) {
      whenShown(({ id, request }) => prompts.submit(id, { ...formOf(request), ...change(request) }))
      const replied = await post(texts(2))
      assert.equal(replied.because, 'list-changed')
      assert.equal(replied.reasonCode, 403)
    }
    assert.equal(commands, '')
  })

  it('of which a document changes after it was shown is signed up to that document (R691)', async () => {
    whenShown(({ id, request }) => {
      request.documents[1]?.bytes.fill(0x20)
      return prompts.submit(id, formOf(request))
    })
    const replied = await post(texts(3))
    assert.deepEqual(
      replied.items.map(({ status, because }) => because ?? status),
      ['ok', 'list-changed', 'list-changed'],
    )
    assert.equal(commands, 'VS')
  })

  it('is signed for no site until the organisation allows that very site (R692)', async () => {
    for (const sites of [[], ['https://other.example'], [`${origin}:8443`]]) {
      policy = { ...defaultListPolicy, sites }
      begin()
      const replied = await postUnseen(texts(2))
      assert.equal(replied.because, 'lists-not-allowed')
      assert.equal(replied.reasonCode, 403)
    }
    assert.deepEqual(defaultListPolicy.sites, [])
  })

  it('has at most as many documents as the organisation allows, and fifty at most (R692)', async () => {
    assert.equal((await postUnseen(texts(51))).because, 'too-many-items')
    policy = { ...policy, maxItems: 3 }
    begin()
    assert.equal((await postUnseen(texts(4))).because, 'too-many-items')
    begin()
    whenShown(signAll)
    assert.equal((await post(texts(3))).status, 'ok')
  })

  it('is announced with its limit to the sites that may request it, and to no other (R692)', async () => {
    const limitFor = async (from: string) => {
      const response = await fetch(`${url}/version`, { headers: { origin: from } })
      return ((await response.json()) as { readonly maxListItems?: number }).maxListItems
    }
    assert.equal(await limitFor(origin), 50)
    assert.equal(await limitFor('https://other.example'), undefined)
  })

  it('is signed only as long as the organisation allows, counted from when it is shown (R692)', async () => {
    policy = { ...policy, maxMinutes: 2 }
    begin()
    whenShown((shown) => {
      // The time is over during the second signature.
      realNow = () => (commands.startsWith('VSV') ? 2 * minute + 1 : 2 * minute)
      return signAll(shown)
    })
    const replied = await post(texts(4))
    assert.deepEqual(
      replied.items.map(({ status, because }) => because ?? status),
      ['ok', 'ok', 'timed-out', 'timed-out'],
    )
  })

  it('is not signed with a wrong PIN: the tries left are said, and the right one signs it whole (R693)', async () => {
    whenShown(async ({ id, request }) => {
      await prompts.submit(id, { ...formOf(request, '999999'), chosen: [0, 1] })
      const [pending] = prompts.pending()
      assert.deepEqual(pending?.trouble, { kind: 'wrong-pin', triesLeft: 4 })
      assert.deepEqual(pending.chosen, [0, 1], 'what was struck stays so')
      assert.equal(commands, 'V')
      await signAll({ id, request })
    })
    assert.equal((await post(texts(3))).status, 'ok')
    assert.equal(commands, `V${'VS'.repeat(3)}`)
  })

  it('is refused once the PIN is blocked, with nothing signed (R693)', async () => {
    whenShown(async ({ id, request }) => {
      for (let tries = 0; tries < 5; tries += 1) await prompts.submit(id, formOf(request, '999999'))
    })
    const replied = await post(texts(3))
    assert.equal(replied.because, 'pin-blocked')
    assert.equal(replied.reasonCode, 401)
    assert.equal(commands, 'VVVVV')
    assert.equal((await post(texts(3))).because, 'pin-blocked', 'and no prompt is shown')
  })

  it('leaves no PIN in memory of the program, nor in the commands that it sent (R693)', async () => {
    for (const pin of ['12345', '999999', '123456']) {
      let form: ListForm | undefined
      whenShown(async ({ id, request }) => {
        form = formOf(request, pin)
        await prompts.submit(id, form)
        prompts.cancel(id)
      })
      await post(texts(2))
      assert.ok(
        form?.pin.every((byte) => byte === 0),
        pin,
      )
    }
    const digits = Buffer.from('123456')
    assert.ok(sent.every((apdu) => !Buffer.from(apdu).includes(digits)))
  })

  it('from which the card is pulled out gives what was signed, says so, and gives nothing half (R694)', async () => {
    whenShown((shown) => {
      // The third signature is complete on the card, and its response is lost.
      pulledAtSignature = 3
      return signAll(shown)
    })
    const replied = await post(texts(5).map((item) => ({ ...item, signatureType: 'signature' })))
    assert.equal(replied.status, 'partly')
    assert.deepEqual(
      replied.items.map(({ status, because }) => because ?? status),
      ['ok', 'ok', 'card-removed', 'card-removed', 'card-removed'],
    )
    for (const item of replied.items.slice(2)) assert.equal(item.signature, undefined)
    assert.deepEqual(lists.lastResult(), {
      ...{ origin, signed: 2, requested: 5, refusal: { kind: 'card-removed' } },
    })
    assert.equal((await record.of(formatSerial(signer.serial))).length, 2)
  })

  it('is recorded signature by signature with its own digest, and without what is in it (R694)', async () => {
    whenShown(signAll)
    const replied = await post(texts(3))
    const serial = formatSerial(signer.serial)
    const recorded = await record.of(serial)
    assert.deepEqual(
      recorded.map(({ digest, list, certificate }) => [digest, list, certificate]),
      replied.items.toReversed().map(({ digest }) => [digest, replied.listDigest, serial]),
    )
    const lines = replied.items.map(
      ({ digest }, place) => `${digest} text/plain cms Prescription ${String(place)}\n`,
    )
    const list = createHash('sha256').update(lines.join('')).digest('hex')
    assert.equal(replied.listDigest, list)
    const file = await readFile(path.join(folder, `${serial}.jsonl`), 'utf8')
    assert.doesNotMatch(file, /Prescription|Take/)
    assert.deepEqual(
      await signatureRecordIn(path.join(folder, `${serial}.jsonl`)).of(serial),
      recorded,
    )
    assert.deepEqual(await record.of('00'), [])
  })

  it('gives the site no signature that can’t be recorded (R694)', async () => {
    let left = 1
    begin({
      record: {
        ...record,
        add: async (signature) => {
          left -= 1
          return left < 0 ? refuse({ kind: 'not-recorded' }) : record.add(signature)
        },
      },
    })
    whenShown(signAll)
    const replied = await post(texts(3))
    assert.deepEqual(
      replied.items.map(({ status, because }) => because ?? status),
      ['ok', 'not-recorded', 'not-recorded'],
    )
  })

  it('is refused when it is empty, has a document twice, or one that can’t be shown', async () => {
    const large = Buffer.alloc(2 * 1024 * 1024 + 1, 0x61)
    for (const [items, because] of [
      [[], 'no-items'],
      [[textItem(1), textItem(1)], 'same-item-twice'],
      [[textItem(1), textItem(1, { id: 'another' })], 'same-item-twice'],
      [[textItem(1), textItem(2, { id: 'p1' })], 'same-item-twice'],
      [[textItem(1, { content: base64(large) })], 'item-too-large'],
      [[textItem(1, { content: base64(Uint8Array.of(0xff, 0xfe)) })], 'item-not-shown'],
      [[textItem(1, { content: base64('a\u202eb') })], 'item-not-shown'],
      [[textItem(1, { type: 'application/pdf' })], 'item-not-shown'],
      [
        [
          textItem(1, {
            type: 'application/pdf',
            content: base64(plainPdf()),
            signatureType: 'cms-pades',
          }),
        ],
        'item-not-shown',
      ],
      [[textItem(1, { type: 'text/html' })], 'not-supported'],
      [[textItem(1, { signatureType: 'cms-pades' })], 'not-supported'],
      [[textItem(1, { title: 'Prescription\u202e' })], 'malformed'],
      [[textItem(1, { signatureType: 'xades' })], 'not-supported'],
      [[textItem(1, { signatureType: 'xades', type: 'application/xml' })], 'item-not-shown'],
      [[textItem(1, { title: '' })], 'malformed'],
      [[textItem(1, { content: '' })], 'malformed'],
      [['p1'], 'malformed'],
    ] as const)
      assert.equal((await post(items)).because, because, JSON.stringify(items).slice(0, 200))
    assert.deepEqual(prompts.pending(), [], 'nobody saw a list')
  })

  it('of more than 32 MB is refused with a response', async () => {
    const content = base64(Buffer.alloc(2 * 1024 * 1024, 0x61))
    const replied = await post(texts(14).map((item) => ({ ...item, content })))
    assert.equal(replied.because, 'list-too-large')
  })

  it('ends when its page goes away, and nothing more is signed', async () => {
    const page = new AbortController()
    whenShown(() => {
      page.abort()
    })
    const posted = fetch(`${url}/sign-list`, {
      ...{
        method: 'POST',
        signal: page.signal,
        headers: { 'content-type': 'application/json', origin },
      },
      body: JSON.stringify({ hashAlgorithm: 'SHA384', items: texts(2) }),
    })
    await assert.rejects(posted)
    await new Promise<void>((resolve) => {
      const look = () => {
        if (prompts.pending().length === 0) resolve()
      }
      desk.watch(look)
      look()
    })
    assert.equal(commands, '')
  })
})

const base64 = (content: string | Uint8Array): string => Buffer.from(content).toString('base64')
