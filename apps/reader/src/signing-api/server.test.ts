import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createPublicKey, verify, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { makePersonalisedCard, type PersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { decodeCertificate, formatSerial, type Certificate } from '@sotevarmenne/x509/certificate'
import { instant, plus, day, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { formatName } from '@sotevarmenne/x509/names'
import { createCardDesk, type CardDesk } from '../cards/card-desk.ts'
import { theseReaders } from '../cards/readers.ts'
import type { CardReader } from '../cards/card-reader.ts'
import { createPrompts, type Prompts } from '../prompts/prompts.ts'
import { usualSettings } from '../settings/settings.ts'
import { issueFrom } from '../testing.ts'
import { signingApi } from './server.ts'

const origin = 'https://hospital.example'
const nonce = 'n'.repeat(64)

describe('the signing API', () => {
  let made: PersonalisedCard
  let isIn = true
  let now: Instant
  let desk: CardDesk
  let prompts: Prompts
  let url: string
  let chosen = usualSettings
  let isNewEnough = true
  const server = createServer((request, response) => {
    signingApi(
      {
        desk,
        prompts,
        settings: { load: async () => chosen, save: async () => undefined },
        clock: { now: () => now },
        isNewEnough: () => isNewEnough,
        relays: { relay: async () => assert.fail() },
        serviceOrigin: origin,
      },
      (fault) => {
        throw fault
      },
    )(request, response)
  })

  before(async () => {
    made = await makePersonalisedCard({
      issue: issueFrom(instant(1_790_000_000_000)),
      pins: { pin1: '1234', pin2: '123456' },
    })
    const leaf = certificate(made.certificates.authentication)
    now = plus(leaf.notBefore, 1000)
    const channel = channelTo(made.card)
    const reader: CardReader = {
      id: 'test',
      name: 'Test',
      withCard: async (deed) => (isIn ? ok(await deed(channel)) : refuse({ kind: 'no-card' })),
      onChange: () => undefined,
      close: async () => undefined,
    }
    desk = createCardDesk(theseReaders([reader]), {
      clock: { now: () => now },
      roots: async () => [certificate(made.certificates.root)],
    })
    prompts = createPrompts({
      changed: () => {
        desk.changed()
      },
      timeLimit: 60_000,
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })

  const postText = async (body: string, headers: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(`${url}/sign`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'en', origin, ...headers },
      body,
    })
    assert.equal(response.status, 200)
    return (await response.json()) as Record<string, unknown>
  }
  const post = (body: unknown, from = origin) => postText(JSON.stringify(body), { origin: from })
  /** As a browser asks that was told a foreign name for this machine. */
  const ask = async (path: string, method: 'GET' | 'POST', host: string) => {
    const asked = request(`${url}${path}`, { method, headers: { host, origin: `https://${host}` } })
    asked.end()
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    return { status: answer.statusCode, body: await readText(answer) }
  }
  const logIn = (text: string) => ({
    selector: { keyusages: ['digitalsignature'] },
    content: Buffer.from(text).toString('base64'),
    hashAlgorithm: 'SHA384',
  })
  const document = { content: Buffer.from('note').toString('base64'), hashAlgorithm: 'SHA384' }

  /** Waits for the question, then does what the person does. */
  const whenAsked = (person: (id: string) => void) => {
    const stop = desk.watch(() => {
      const [question] = prompts.pending()
      if (!question) return
      stop()
      person(question.id)
    })
  }

  it('signs the log-in challenge of the page that asks, once the PIN is typed', async () => {
    whenAsked((id) => void prompts.answer(id, '1234'))
    const answer = await post(logIn(`${origin};${nonce}`))
    assert.equal(answer['reasonCode'], 200)
    assert.equal(answer['signatureAlgorithm'], 'SHA384withECDSA')
    assert.equal((answer['chain'] as string[]).length, 3)
    const key = createPublicKey({
      key: Buffer.from(certificate(made.certificates.authentication).subjectPublicKeyInfo),
      format: 'der',
      type: 'spki',
    })
    const signature = Buffer.from(String(answer['signature']), 'base64')
    assert.ok(verify('sha384', Buffer.from(`${origin};${nonce}`), key, signature))
  })

  it('asks again after a wrong PIN and tells the tries left', async () => {
    whenAsked((id) => {
      void prompts.answer(id, '9999').then(() => {
        const trouble = prompts.pending()[0]?.trouble
        assert.deepEqual(trouble, { kind: 'wrong-pin', triesLeft: 4 })
        return prompts.answer(id, '123456')
      })
    })
    assert.equal((await post(document))['status'], 'ok')
  })

  it('answers 401 when the person cancels', async () => {
    whenAsked((id) => prompts.cancel(id))
    assert.equal((await post(document))['reasonCode'], 401)
  })

  it('refuses the challenge of another origin', async () => {
    assert.equal((await post(logIn(`https://other.example;${nonce}`)))['reasonCode'], 403)
  })

  it('refuses a nonce that is too short', async () => {
    assert.equal((await post(logIn(`${origin};${nonce.slice(1)}`)))['reasonCode'], 403)
  })

  it('refuses to sign a digest with the log-in key', async () => {
    const digest = {
      ...logIn('x'),
      contentType: 'digest',
      content: Buffer.alloc(48).toString('base64'),
    }
    assert.equal((await post(digest))['reasonCode'], 403)
  })

  it('refuses who does not say where the page comes from, and pages without TLS', async () => {
    assert.equal((await post(document, 'null'))['reasonCode'], 403)
    assert.equal((await post(document, 'http://hospital.example'))['reasonCode'], 403)
  })

  for (const megabytes of [2, 20])
    it(`refuses a document of ${String(megabytes)} MB with an answer`, async () => {
      const large = { content: Buffer.alloc(megabytes * 1024 * 1024).toString('base64') }
      assert.equal((await post(large))['reasonCode'], 400)
    })

  it('refuses JSON nested a hundred thousand deep', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    for (const body of [deep, `{"content":${deep}}`, `{"content":"eA==","selector":${deep}}`])
      assert.equal((await postText(body))['reasonCode'], 400)
  })

  it('refuses a body that is not called JSON, and the encrypted transaction as not supported', async () => {
    const body = JSON.stringify(document)
    assert.equal((await postText(body, { 'content-type': 'text/plain' }))['reasonCode'], 400)
    assert.equal(
      (await postText('e30.e30.e30', { 'content-type': 'application/jwt' }))['reasonCode'],
      501,
    )
  })

  it('asks the person one thing at a time, however many requests come', async () => {
    whenAsked((id) => {
      void Promise.all(Array.from({ length: 9 }, () => post(document))).then((answers) => {
        assert.deepEqual(new Set(answers.map((answer) => answer['reasonCode'])), new Set([500]))
        assert.equal(prompts.pending().length, 1)
        return prompts.answer(id, '123456')
      })
    })
    assert.equal((await post(document))['reasonCode'], 200)
  })

  it('is not there under a name that a foreign DNS server points to this machine', async () => {
    for (const [path, method] of [
      ['/version', 'GET'],
      ['/sign', 'POST'],
    ] as const) {
      const { status, body } = await ask(path, method, 'rebound.example')
      assert.equal(status, 403)
      assert.doesNotMatch(body, /hashAlgorithms|chain/)
    }
  })

  it('answers in the version that the client speaks', async () => {
    whenAsked((id) => prompts.cancel(id))
    assert.equal(
      (await post({ ...document, version: '1.0' }, 'https://old.example'))['version'],
      '1.0',
    )
    assert.equal((await post({ version: '1.1' }))['version'], '1.1')
  })

  for (const signatureType of ['cms', 'cms-pades'] as const)
    it(`answers a ${signatureType} that openssl verifies`, async () => {
      whenAsked((id) => void prompts.answer(id, '123456'))
      const answer = await post({ ...document, signatureType })
      assert.equal(answer['signatureType'], signatureType)
      const folder = await mkdtemp(path.join(tmpdir(), 'signing-api-'))
      const message = path.join(folder, 'message')
      const content = path.join(folder, 'content')
      await writeFile(message, Buffer.from(String(answer['signature']), 'base64'))
      await writeFile(content, 'note')
      await writeFile(
        path.join(folder, 'root.pem'),
        new X509Certificate(made.certificates.root).toString(),
      )
      const verified = execFileSync(
        'openssl',
        [
          ...['cms', '-verify', '-inform', 'DER', '-binary', '-in', message, '-purpose', 'any'],
          ...['-attime', String(Math.floor(now / 1000)), '-CAfile', path.join(folder, 'root.pem')],
          // The content stands in a CMS, and beside a message for a PDF.
          ...(signatureType === 'cms' ? [] : ['-content', content]),
        ],
        { stdio: ['ignore', 'pipe', 'ignore'] },
      )
      await rm(folder, { recursive: true })
      assert.equal(verified.toString(), 'note')
    })

  it('picks the key by its algorithm and issuer, an issuer named in any usual way', async () => {
    const { issuer, issuerDer } = certificate(made.certificates.signature)
    assert.equal(
      (await post({ ...document, selector: { keyalgorithms: ['rsa'] } }))['reasonCode'],
      400,
    )
    assert.equal(
      (await post({ ...document, selector: { issuers: ['CN=Another'] } }))['reasonCode'],
      400,
    )
    for (const name of [
      'TEST issuer',
      formatName(issuer),
      formatName(issuer).toLowerCase(),
      Buffer.from(issuerDer).toString('base64'),
    ]) {
      whenAsked((id) => void prompts.answer(id, '123456'))
      const selector = { issuers: ['CN=Another', name], keyalgorithms: ['rsa', 'EC'] }
      assert.equal((await post({ ...document, selector }))['reasonCode'], 200, name)
    }
  })

  it('refuses without a card, and shows that in its version', async () => {
    isIn = false
    assert.equal((await post(document))['reasonCode'], 400)
    const version = (await (await fetch(`${url}/version`)).json()) as Record<string, unknown>
    assert.equal(version['hashAlgorithms'], '')
    isIn = true
  })

  const presence = async (serial: string, seconds = 0, from = origin) => {
    const query = `serial=${serial}&seconds=${String(seconds)}`
    const response = await fetch(`${url}/presence?${query}`, { headers: { origin: from } })
    const { card } = (await response.json()) as { card?: string }
    return card ?? response.status
  }

  it('tells the service’s own page whether the card of a certificate is in, and other pages nothing (R108)', async () => {
    const serial = formatSerial(certificate(made.certificates.authentication).serial)
    assert.equal(await presence(serial), 'in')
    assert.equal(await presence('00'), 'out')
    assert.equal(await presence(serial, Number.NaN), 'in')
    assert.equal(await presence(serial, 0, 'https://other.example'), 403)
    isIn = false
    assert.equal(await presence(serial), 'out')
    isIn = true
  })

  it('answers at the moment when the card is taken out, otherwise when the time is over (R108)', async () => {
    const serial = formatSerial(certificate(made.certificates.authentication).serial)
    assert.equal(await presence(serial, 0.05), 'in')
    const watched = presence(serial, 20)
    // Whatever else changes beside the card is no news.
    const changes = setInterval(() => {
      desk.changed()
    }, 10)
    setTimeout(() => {
      isIn = false
    }, 100)
    assert.equal(await watched, 'out')
    clearInterval(changes)
    isIn = true
  })

  it('refuses a site that the user has not listed, and everything while it is too old', async () => {
    chosen = { ...usualSettings, sites: ['https://other.example'] }
    assert.equal((await post(document))['reasonCode'], 403)
    chosen = usualSettings
    isNewEnough = false
    const answer = await post(document)
    isNewEnough = true
    assert.equal(answer['reasonCode'], 403)
    assert.match(String(answer['reasonText']), /too old/)
  })

  it('refuses an expired certificate and says so (R34)', async () => {
    const valid = now
    now = plus(instant(certificate(made.certificates.signature).notAfter), 2 * day)
    const answer = await post(document)
    now = valid
    assert.equal(answer['reasonCode'], 403)
    assert.match(String(answer['reasonText']), /expired/)
  })

  it('lets the page of any origin ask, by name, and of the private network', async () => {
    const response = await fetch(`${url}/sign`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-private-network': 'true' },
    })
    assert.equal(response.headers.get('access-control-allow-origin'), origin)
    assert.equal(response.headers.get('access-control-allow-private-network'), 'true')
    assert.equal(response.headers.get('connection'), 'close')
  })
})

function certificate(der: Uint8Array): Certificate {
  const decoded = decodeCertificate(der)
  assert.ok(decoded.ok)
  return decoded.value
}
