import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { day, instant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { createLogger } from '@sotevarmenne/runtime/logger'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { createHttpServer, type HttpServer } from '#platform/http-server.ts'
import type { DomainEvent } from '#platform/record.ts'
import { alwaysRun } from '@sotevarmenne/tests/operation/idempotency'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import {
  createServiceEnvironment,
  ecKeys,
  requestOf,
  type Keys,
  type ServiceEnvironment,
} from './testing.ts'

type Assessment = {
  readonly rule: string
  readonly because?: {
    readonly kind: string
    readonly title: Readonly<Record<string, string>>
    readonly advice?: Readonly<Record<string, string>>
    readonly facts: Readonly<Record<string, unknown>>
  }
}

forEachDatabase('the request of a service certificate, as it is sent over HTTP', ({ db }) => {
  const morning = instant(Date.UTC(2026, 10, 25, 8))
  let now: Instant
  let environment: ServiceEnvironment
  let server: HttpServer
  let events: DomainEvent[]
  before(async () => {
    now = morning
    events = []
    environment = await createServiceEnvironment(db, {
      clock: { now: () => now },
      record: (_tx, event) => {
        events.push(event)
        return Promise.resolve()
      },
    })
    server = await createHttpServer({
      endpoints: environment.serviceCertificates.operations,
      permits: { grant: ({ operation }) => Promise.resolve(ok(aPermit(operation))) },
      runOnce: alwaysRun,
      logger: createLogger('web', { level: 'silent' }),
      ...{ publicUrl: 'https://service.example', version: '0', readiness: {} },
    })
  })
  after(async () => {
    await server.close()
    await environment.ca.close()
  })

  let addresses = 0
  /** Each test has its own client address. */
  const anAddress = (): string => {
    addresses += 1
    return `203.0.113.${String(addresses)}`
  }
  async function post(path: string, payload: object, remoteAddress: string) {
    const url = `/api/v1/certificate-request${path}`
    const response = await server.inject({ method: 'POST', url, payload, remoteAddress })
    const body = response.json<Record<string, unknown>>()
    return { status: response.statusCode, body, headers: response.headers }
  }

  let named = 0
  /** An application, its technical contact's link, and calls that use the link. */
  async function aLink() {
    const hospital = await environment.aHospital()
    named += 1
    const names = [`linked${String(named)}.example.fi`]
    const { personId, organisationId, unitOid } = hospital
    const drafted = await environment.serviceCertificates.draftApplication(
      aPermit('serviceCertificates.apply', { personId }),
      {
        ...{ organisationId, unitOid, product: 'server', isTest: false, names },
        technicalContact: { name: 'Otto Esimerkki', email: 'otto@vendor.example' },
        ...{ mailbox: 'certificates@example.fi', language: 'en', invoiceReference: 'IT-1' },
      },
    )
    assert.ok(drafted.ok)
    const { applicationId } = drafted.value
    const sending = aPermit('serviceCertificates.send', { personId })
    const linked = await environment.serviceCertificates.makeRequestLink(sending, { applicationId })
    assert.ok(linked.ok)
    const event = events.findLast(({ type }) => type === 'RequestLinkCreated')
    assert.ok(event)
    const [mail] = await db.read((tx) =>
      environment.serviceCertificates.mailsOf(tx, { ...event, type: event.type }),
    )
    const token = /#(.+)$/.exec((mail && 'link' in mail && mail.link) || '')?.[1] ?? ''
    const address = anAddress()
    const request = (over: { keys?: Keys; signer?: Keys; names?: readonly string[] } = {}) => {
      const requested = over.names ?? names
      const subject = [{ type: attributeTypes.commonName, value: requested[0] ?? '' }]
      return requestOf(subject, requested, over).toString('base64')
    }
    return {
      ...{ token, names, request, applicationId, unitOid },
      look: () => post('/view', { token }, address),
      examine: (sent: string) => post('/examine', { token, request: sent }, address),
      bring: (sent: string) => post('', { token, request: sent }, address),
    }
  }
  const assessmentsOf = (body: Readonly<Record<string, unknown>>) =>
    body['assessments'] as Assessment[]

  describe('by the mailed link (R188, R299)', () => {
    it('is added to that application, and the link shows nothing else of its organisation', async () => {
      const { look, names, unitOid } = await aLink()
      const { status, body } = await look()
      assert.equal(status, 200)
      assert.deepEqual(body, {
        ...{ product: 'server', isTest: false, unitOid, names },
        ...{ unitName: 'Esimerkkilän sairaalan apteekki', organisation: 'Esimerkkilän sairaala' },
        expiresAt: new Date(plus(morning, 14 * day)).toISOString(),
      })
    })

    it('is added only to the application of the link: the request of another application is refused', async () => {
      const [one, other] = [await aLink(), await aLink()]
      const refused = await one.bring(other.request())
      assert.deepEqual([refused.status, refused.body['kind']], [422, 'name-not-allowed'])
      assert.equal((await one.bring(one.request())).status, 200)
      assert.equal((await other.look()).status, 200)
    })

    it('is refused when the link was used, or when a character of it is changed or missing', async () => {
      const { look, examine, bring, request, token } = await aLink()
      for (const wrong of ['', token.slice(1), `${randomUUID()}${token.slice(36)}`]) {
        const { status, body } = await post('/view', { token: wrong }, anAddress())
        assert.deepEqual([status, body['kind']], [404, 'link-not-found'])
      }
      const both = await Promise.all([bring(request()), bring(request())])
      assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 404])
      for (const used of [await look(), await examine(request()), await bring(request())])
        assert.deepEqual([used.status, used.body['kind']], [404, 'link-not-found'])
    })

    it('is refused after fourteen days, to the instant', async () => {
      const { look, examine, bring, request } = await aLink()
      now = plus(morning, 14 * day - 1)
      assert.equal((await look()).status, 200)
      now = plus(morning, 14 * day)
      for (const late of [await look(), await examine(request()), await bring(request())])
        assert.deepEqual([late.status, late.body['kind']], [410, 'link-expired'])
      now = morning
    })

    it('is rate-limited per address for viewing, examining and adding, while other addresses go on', async () => {
      const { token, request, bring } = await aLink()
      const mine = anAddress()
      for (const [path, payload] of [
        ['/view', { token }],
        ['/examine', { token, request: request() }],
        ['', { token, request: 'AAAA' }],
      ] as const) {
        const statuses: number[] = []
        for (let count = 0; count < 20; count += 1)
          statuses.push((await post(path, payload, mine)).status)
        assert.ok(!statuses.includes(429), path)
        const limited = await post(path, payload, mine)
        assert.deepEqual([limited.status, limited.body['kind']], [429, 'too-many-requests'], path)
        assert.ok(Number(limited.headers['retry-after']) <= minute / 1000)
        // Guessed links count like the right one.
        assert.equal((await post(path, { ...payload, token: 'guessed' }, mine)).status, 429)
        assert.notEqual((await post(path, payload, anAddress())).status, 429)
      }
      assert.equal((await bring(request())).status, 200)
    })
  })

  describe('before it is sent (R186, R299)', () => {
    const rsa = (modulusLength: number): Keys => generateKeyPairSync('rsa', { modulusLength })
    const curve = (namedCurve: string): Keys => generateKeyPairSync('ec', { namedCurve })
    const publicKey = (spki: string) =>
      createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' })
    const ofDebian = publicKey(
      'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAELR84HzAKhumRq2mkzB56y93Xrv0/xSP6XL5WKgyPkeGPhgoZUYV7' +
        'F7z9CRRZGqNMlmH35qTw8EbkBrkqtcIYRw==',
    )
    const ofRfc9500 = publicKey(
      'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEQiVI+I+3gv+17KN0RFLHKh5Vj71vc75eSOkyMsxFxbFsTNEMTLjV' +
        'uKFxOelIgsiZJXKZNCX0FBmrfpCkKklCcg==',
    )
    /**
     * Factors as the faulty (ROCA) chips made them: k·M + (65537^a mod M), M the product of the primes up to 167.
     */
    const ofRoca = () => {
      const primes = Array.from({ length: 166 }, (_, at) => BigInt(at + 2)).filter(
        (one, _, all) => !all.some((other) => other < one && one % other === 0n),
      )
      const m = primes.reduce((product, prime) => product * prime, 1n)
      const factor = (more: bigint, a: bigint) => ((3n << 1022n) / m + more) * m + (65537n ** a % m)
      const n = factor(0n, 17n) * factor(1n, 99n)
      const modulus = Buffer.from(n.toString(16), 'hex')
      const jwk = { kty: 'RSA', n: modulus.toString('base64url'), e: 'AQAB' }
      return createPublicKey({ key: jwk, format: 'jwk' })
    }
    /** As other programs create them. */
    const byOpenssl = (...options: readonly string[]): string =>
      execFileSync('openssl', ['req', '-new', '-nodes', '-keyout', '/dev/null', ...options], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      })

    it('is examined by every rule in plain words, in each language, and is not stored', async () => {
      const { request, examine, names, bring } = await aLink()
      const [name = ''] = names
      const used = ecKeys()
      const other = await aLink()
      const taken = await other.bring(other.request({ keys: used }))
      assert.equal(taken.status, 200)
      const hundred = Array.from({ length: 99 }, (_, at) => `n${String(at)}.example.fi`)
      const broken = Buffer.from(request(), 'base64')
      broken[broken.length - 1] = (broken[broken.length - 1] ?? 0) ^ 1
      const subject = ['-subj', `/CN=${name}`]
      const signing = rsa(2048)
      for (const [what, sent, rule, because, shown] of [
        [
          'a foreign key',
          request({ signer: ecKeys() }),
          'own-signature',
          'bad-proof-of-possession',
        ],
        [
          'a broken signature',
          broken.toString('base64'),
          'own-signature',
          'bad-proof-of-possession',
        ],
        [
          'a key of Debian’s broken generator (R301)',
          request({ keys: { ...used, publicKey: ofDebian }, signer: used }),
          ...['key', 'key-too-weak'],
        ],
        [
          'a key that a standard printed (R301)',
          request({ keys: { ...used, publicKey: ofRfc9500 }, signer: used }),
          ...['key', 'key-too-weak'],
        ],
        [
          'a key of the faulty chips (ROCA, R301)',
          request({ keys: { ...signing, publicKey: ofRoca() }, signer: signing }),
          ...['key', 'key-too-weak', 'RSA 2048'],
        ],
        ['1,024 bits', request({ keys: rsa(1024) }), 'key', 'key-too-weak', 'RSA 1024'],
        ['a curve of others', request({ keys: curve('P-521') }), 'key', 'key-not-readable'],
        [
          'no curve that is known',
          byOpenssl('-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:secp256k1', ...subject),
          ...['key', 'key-not-readable'],
        ],
        [
          'a wildcard',
          request({ names: [name, '*.example.fi'] }),
          'requested-names',
          'name-is-wildcard',
        ],
        [
          'an internal name',
          request({ names: [name, 'db1.local'] }),
          'requested-names',
          'name-is-internal',
        ],
        [
          'an address of an internal network',
          request({ names: [name, '10.0.0.1'] }),
          'requested-names',
          'address-not-certified',
        ],
        [
          'an address that the application has not',
          request({ names: [name, '192.0.2.200'] }),
          'requested-names',
          'name-not-allowed',
        ],
        [
          'another name',
          request({ names: [name, 'x.example.fi'] }),
          'requested-names',
          'name-not-allowed',
        ],
        [
          'a hundred names',
          request({ names: [name, ...hundred] }),
          'requested-names',
          'name-not-allowed',
        ],
        ['no form', Buffer.from('a letter').toString('base64'), 'form', 'request-malformed'],
        [
          'SHA-1',
          byOpenssl('-newkey', 'rsa:2048', '-sha1', ...subject),
          'form',
          'request-malformed',
        ],
      ] as const) {
        const { status, body } = await examine(sent)
        assert.equal(status, 200, what)
        const input = assessmentsOf(body).filter(({ because: reason }) => reason !== undefined)
        if (because === 'key-not-readable')
          assert.deepEqual(
            input.map((one) => one.rule),
            ['key'],
            'of such a key nobody can tell whose the signature is',
          )
        assert.ok(
          input.some((one) => one.rule === rule && one.because?.kind === because),
          `${what}: ${JSON.stringify(input)}`,
        )
        for (const { because: reason } of input)
          for (const language of ['fi', 'sv', 'en'])
            assert.ok(reason?.title[language] && reason.advice?.[language], `${what}, ${language}`)
        const unpacked = body['unpacked'] as { readonly key: string } | undefined
        if (shown !== undefined) assert.equal(unpacked?.key, shown)
      }
      const fine = await examine(request())
      assert.deepEqual(
        assessmentsOf(fine.body).map(({ rule }) => rule),
        [...['form', 'own-signature', 'key', 'requested-names', 'key-unused']],
      )
      assert.ok(assessmentsOf(fine.body).every(({ because }) => because === undefined))
      assert.equal((await bring(request())).status, 200)
    })

    it('of a hundred names is accepted when they are those of the application', async () => {
      const { personId, organisationId, unitOid } = await environment.aHospital()
      const names = Array.from({ length: 101 }, (_, at) => `m${String(at)}.example.fi`)
      const draft = (some: readonly string[]) =>
        environment.serviceCertificates.draftApplication(
          aPermit('serviceCertificates.apply', { personId }),
          {
            ...{ organisationId, unitOid, product: 'server', isTest: false, names: [...some] },
            technicalContact: { name: 'Otto Esimerkki', email: 'otto@vendor.example' },
            ...{ mailbox: 'certificates@example.fi', language: 'en' },
          },
        )
      const tooMany = await draft(names)
      assert.equal(!tooMany.ok && tooMany.refusal.kind, 'too-many-names')
      const drafted = await draft(names.slice(1))
      assert.ok(drafted.ok)
      const subject = [{ type: attributeTypes.commonName, value: names[1] ?? '' }]
      const examined = await environment.serviceCertificates.examineRequest(
        aPermit('serviceCertificates.apply', { personId }),
        {
          applicationId: drafted.value.applicationId,
          request: requestOf(subject, names.slice(1)).toString('base64'),
        },
      )
      assert.ok(examined.ok)
      assert.ok(examined.value.assessments.every(({ because }) => because === undefined))
      assert.equal(examined.value.unpacked?.names.length, 100)
    })
  })
})
