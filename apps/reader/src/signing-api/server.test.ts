import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createPublicKey, verify, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type RequestListener } from 'node:http'
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
import { defaultSettings } from '../settings/settings.ts'
import { issueFrom } from '../testing.ts'
import { signingApi } from './server.ts'

const origin = 'https://hospital.example'
const nonce = 'n'.repeat(64)

describe('the signing API', () => {
  let created: PersonalisedCard
  let isIn = true
  let now: Instant
  let desk: CardDesk
  let prompts: Prompts
  let url: string
  let chosen = defaultSettings
  let isNewEnough = true
  let listener: RequestListener
  const server = createServer((request, response) => {
    listener(request, response)
  })

  before(async () => {
    created = await makePersonalisedCard({
      issue: issueFrom(instant(1_790_000_000_000)),
      pins: { pin1: '1234', pin2: '123456' },
    })
    const leaf = certificate(created.certificates.authentication)
    now = plus(leaf.notBefore, 1000)
    const channel = channelTo(created.card)
    const reader: CardReader = {
      id: 'test',
      name: 'Test',
      withCard: async (operation) =>
        isIn ? ok(await operation(channel)) : refuse({ kind: 'no-card' }),
      onChange: () => undefined,
      close: async () => undefined,
    }
    desk = createCardDesk(theseReaders([reader]), {
      clock: { now: () => now },
      roots: async () => [certificate(created.certificates.root)],
    })
    prompts = createPrompts({
      changed: () => {
        desk.changed()
      },
      timeLimit: 60_000,
    })
    listener = signingApi(
      {
        ...{ desk, prompts },
        settings: { load: async () => chosen, save: async () => undefined },
        clock: { now: () => now },
        isNewEnough: async () => isNewEnough,
        relays: { relay: async () => assert.fail() },
        serviceOrigin: origin,
      },
      (fault) => {
        throw fault
      },
    )
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
  /** As a browser does for which DNS resolves a foreign name to this machine. */
  const send = async (path: string, method: 'GET' | 'POST', host: string) => {
    const requested = request(`${url}${path}`, {
      method,
      headers: { host, origin: `https://${host}` },
    })
    requested.end()
    const [response] = (await once(requested, 'response')) as [IncomingMessage]
    return { status: response.statusCode, body: await readText(response) }
  }
  const logIn = (text: string) => ({
    selector: { keyusages: ['digitalsignature'] },
    content: Buffer.from(text).toString('base64'),
    hashAlgorithm: 'SHA384',
  })
  const document = { content: Buffer.from('note').toString('base64'), hashAlgorithm: 'SHA384' }

  /** Waits for the request, then does what the person does. */
  const whenRequested = (person: (id: string) => void) => {
    const stop = desk.watch(() => {
      const [request] = prompts.pending()
      if (!request) return
      stop()
      person(request.id)
    })
  }

  it('signs the log-in challenge of the requesting page, once the PIN is typed', async () => {
    whenRequested((id) => void prompts.submit(id, '1234'))
    const response = await post(logIn(`${origin};${nonce}`))
    assert.equal(response['reasonCode'], 200)
    assert.equal(response['signatureAlgorithm'], 'SHA384withECDSA')
    assert.equal((response['chain'] as string[]).length, 3)
    const key = createPublicKey({
      key: Buffer.from(certificate(created.certificates.authentication).subjectPublicKeyInfo),
      format: 'der',
      type: 'spki',
    })
    const signature = Buffer.from(String(response['signature']), 'base64')
    assert.ok(verify('sha384', Buffer.from(`${origin};${nonce}`), key, signature))
  })

  it('prompts again after a wrong PIN and shows the tries left', async () => {
    whenRequested((id) => {
      void prompts.submit(id, '9999').then(() => {
        const trouble = prompts.pending()[0]?.trouble
        assert.deepEqual(trouble, { kind: 'wrong-pin', triesLeft: 4 })
        return prompts.submit(id, '123456')
      })
    })
    assert.equal((await post(document))['status'], 'ok')
  })

  it('responds 401 when the person cancels', async () => {
    whenRequested((id) => prompts.cancel(id))
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

  it('refuses requests without an origin, and pages without TLS', async () => {
    assert.equal((await post(document, 'null'))['reasonCode'], 403)
    assert.equal((await post(document, 'http://hospital.example'))['reasonCode'], 403)
  })

  for (const megabytes of [2, 20])
    it(`refuses a document of ${String(megabytes)} MB with a response`, async () => {
      const large = { content: Buffer.alloc(megabytes * 1024 * 1024).toString('base64') }
      assert.equal((await post(large))['reasonCode'], 400)
    })

  it('refuses JSON that is nested a hundred thousand levels deep', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    for (const body of [deep, `{"content":${deep}}`, `{"content":"eA==","selector":${deep}}`])
      assert.equal((await postText(body))['reasonCode'], 400)
  })

  it('refuses a body with another content type than JSON, and the encrypted transaction as not supported', async () => {
    const body = JSON.stringify(document)
    assert.equal((await postText(body, { 'content-type': 'text/plain' }))['reasonCode'], 400)
    assert.equal(
      (await postText('e30.e30.e30', { 'content-type': 'application/jwt' }))['reasonCode'],
      501,
    )
  })

  it('shows the person one request at a time, however many requests come', async () => {
    whenRequested((id) => {
      void Promise.all(Array.from({ length: 9 }, () => post(document))).then((responses) => {
        assert.deepEqual(
          new Set(responses.map((response) => response['reasonCode'])),
          new Set([500]),
        )
        assert.equal(prompts.pending().length, 1)
        return prompts.submit(id, '123456')
      })
    })
    assert.equal((await post(document))['reasonCode'], 200)
  })

  it('is not served under a name that a foreign DNS server resolves to this machine', async () => {
    for (const [path, method] of [
      ['/version', 'GET'],
      ['/sign', 'POST'],
    ] as const) {
      const { status, body } = await send(path, method, 'rebound.example')
      assert.equal(status, 403)
      assert.doesNotMatch(body, /hashAlgorithms|chain/)
    }
  })

  it('responds in the version of the client', async () => {
    whenRequested((id) => prompts.cancel(id))
    assert.equal(
      (await post({ ...document, version: '1.0' }, 'https://old.example'))['version'],
      '1.0',
    )
    assert.equal((await post({ version: '1.1' }))['version'], '1.1')
  })

  for (const signatureType of ['cms', 'cms-pades'] as const)
    it(`returns a ${signatureType} that openssl verifies`, async () => {
      whenRequested((id) => void prompts.submit(id, '123456'))
      const response = await post({ ...document, signatureType })
      assert.equal(response['signatureType'], signatureType)
      const folder = await mkdtemp(path.join(tmpdir(), 'signing-api-'))
      const message = path.join(folder, 'message')
      const content = path.join(folder, 'content')
      await writeFile(message, Buffer.from(String(response['signature']), 'base64'))
      await writeFile(content, 'note')
      await writeFile(
        path.join(folder, 'root.pem'),
        new X509Certificate(created.certificates.root).toString(),
      )
      const verified = execFileSync(
        'openssl',
        [
          ...['cms', '-verify', '-inform', 'DER', '-binary', '-in', message, '-purpose', 'any'],
          ...['-attime', String(Math.floor(now / 1000)), '-CAfile', path.join(folder, 'root.pem')],
          // A CMS includes the content; a message for a PDF needs it beside.
          ...(signatureType === 'cms' ? [] : ['-content', content]),
        ],
        { stdio: ['ignore', 'pipe', 'ignore'] },
      )
      await rm(folder, { recursive: true })
      assert.equal(verified.toString(), 'note')
    })

  it('selects the key by its algorithm and issuer, and understands each common form of issuer name', async () => {
    const { issuer, issuerDer } = certificate(created.certificates.signature)
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
      whenRequested((id) => void prompts.submit(id, '123456'))
      const selector = { issuers: ['CN=Another', name], keyalgorithms: ['rsa', 'EC'] }
      assert.equal((await post({ ...document, selector }))['reasonCode'], 200, name)
    }
  })

  const versionFor = async (from?: string) => {
    const response = await fetch(`${url}/version`, { headers: { ...(from && { origin: from }) } })
    return (await response.json()) as Record<string, unknown>
  }

  it('refuses without a card, and shows the missing card in its version for the service', async () => {
    assert.match(String((await versionFor(origin))['signatureAlgorithms']), /^SHA256withECDSA.*A$/)
    isIn = false
    assert.equal((await post(document))['reasonCode'], 400)
    assert.equal((await versionFor(origin))['hashAlgorithms'], '')
    isIn = true
  })

  it('tells only the service and the sites that the user listed whether a card is in, and of which kind', async () => {
    const other = 'https://other.example'
    const seen = async () => [await versionFor(other), await versionFor()]
    const withCard = await seen()
    assert.match(String(withCard[0]?.['signatureAlgorithms']), /SHA384withECDSA.*SHA384withRSA/)
    isIn = false
    assert.deepEqual(await seen(), withCard)
    chosen = { ...defaultSettings, sites: [other] }
    assert.equal((await versionFor(other))['hashAlgorithms'], '')
    chosen = defaultSettings
    isIn = true
  })

  it('does not tell another site, by a request that no card fits, whether a card is in', async () => {
    const other = 'https://other.example'
    const probes = [{ keyalgorithms: ['rsa'] }, { issuers: ['CN=Another'] }]
    const replies = () =>
      Promise.all(probes.map((selector) => post({ ...document, selector }, other)))
    const withCard = await replies()
    isIn = false
    assert.deepEqual(await replies(), withCard)
    isIn = true
    assert.match(String(withCard[0]?.['reasonText']), /no card .* fits the request/)
    assert.deepEqual(prompts.pending(), [], 'nobody saw a request')

    chosen = { ...defaultSettings, sites: [other] }
    const [listed] = await replies()
    chosen = defaultSettings
    assert.equal(listed?.['because'], 'no-matching-key')
  })

  it('serves its version while other requests are unfinished, and refuses more of these at once', async () => {
    const unfinished = await Promise.all(
      Array.from({ length: 14 }, async () => {
        const sent = request(`${url}/sign`, {
          method: 'POST',
          headers: { origin, 'content-type': 'application/json', 'content-length': '9' },
        })
        sent.on('error', () => undefined).flushHeaders()
        await once(sent, 'socket')
        return sent
      }),
    )
    const noKey = { ...document, selector: { keyalgorithms: ['rsa'] } }
    let refused: Record<string, unknown>
    do refused = await post(noKey)
    while (refused['reasonCode'] === 400)
    assert.match(String(refused['reasonText']), /Too many requests/)
    assert.equal((await versionFor(origin))['version'], '1.2')
    for (const sent of unfinished) sent.destroy()
    while ((await post(noKey))['reasonCode'] !== 400);
  })

  const presence = async (serial: string, seconds = 0, from = origin) => {
    const query = `serial=${serial}&seconds=${String(seconds)}`
    const response = await fetch(`${url}/presence?${query}`, { headers: { origin: from } })
    const { card } = (await response.json()) as { card?: string }
    return card ?? response.status
  }

  it('reports only to the service’s own page whether the card of a certificate is in a reader (R108)', async () => {
    const serial = formatSerial(certificate(created.certificates.authentication).serial)
    assert.equal(await presence(serial), 'in')
    assert.equal(await presence('00'), 'out')
    assert.equal(await presence(serial, Number.NaN), 'in')
    assert.equal(await presence(serial, 0, 'https://other.example'), 403)
    isIn = false
    assert.equal(await presence(serial), 'out')
    isIn = true
  })

  it('responds at the moment when the card is taken out, otherwise after the timeout (R108)', async () => {
    const serial = formatSerial(certificate(created.certificates.authentication).serial)
    assert.equal(await presence(serial, 0.05), 'in')
    const watched = presence(serial, 20)
    // Other changes than that of the card cause no response.
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

  it('refuses a site that the user has not listed, and every request while it is too old', async () => {
    chosen = { ...defaultSettings, sites: ['https://other.example'] }
    assert.equal((await post(document))['reasonCode'], 403)
    chosen = defaultSettings
    isNewEnough = false
    const response = await post(document)
    isNewEnough = true
    assert.equal(response['reasonCode'], 403)
    assert.match(String(response['reasonText']), /too old/)
  })

  it('refuses an expired certificate and says so (R34)', async () => {
    const valid = now
    now = plus(instant(certificate(created.certificates.signature).notAfter), 2 * day)
    const response = await post(document)
    now = valid
    assert.equal(response['reasonCode'], 403)
    assert.match(String(response['reasonText']), /expired/)
  })

  it('allows requests of any origin, by name, and of the private network', async () => {
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
