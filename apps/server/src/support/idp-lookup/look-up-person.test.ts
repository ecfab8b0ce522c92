import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { generateKeyPairSync, randomUUID, sign, X509Certificate, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { promisify } from 'node:util'
import type { RunningServer } from '@sotevarmenne/http1/serve-http'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { day, formatInstant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, addYears, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { accept } from '@sotevarmenne/smartcard/testing'
import { pino } from 'pino'
import { createAuthentication, type AuthenticationDeps } from '#identity/authentication/index.ts'
import type { EnrolmentRules, IssuedCertificate, LookUpRules } from '#pki/issuance/contract.ts'
import { createCertificates, type Certificates } from '#pki/issuance/index.ts'
import { aRequest } from '#pki/issuance/testing.ts'
import { createPeople } from '#people/persons/index.ts'
import { openEnrolmentApi } from '#platform/serve-enrolment-api.ts'
import type { DomainEvent } from '#platform/record.ts'
import { createRevocations, type Revocations } from '#pki/revocation/index.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { recordEach } from '@sotevarmenne/tests/operation/record'
import { createIdpLookup } from './index.ts'
import {
  aSelfSigned,
  presentSecond,
  type TlsIdentity,
} from '@sotevarmenne/tests/network/self-signed'

const identityCode = '131052-308T'
const number = '00098705718'
const enrolment: EnrolmentRules = {
  profile: 'server',
  family: 'ecc',
  organisation: 'Esimerkkilän tunnistuspalvelu',
  organisationOid: '1.2.246.10.12345678.10.1',
  dnsNames: ['id.esimerkkila.example'],
  commonNames: [],
  validityDays: 365,
}

forEachDatabase('the look-up of an identification service', ({ db }) => {
  let ca: TestCa
  let certificates: Certificates
  let revocation: Revocations
  let server: RunningServer
  let holder: string
  let issued: IssuedCertificate
  let issuerCN: string
  let events: DomainEvent[]
  let folder: string
  let now = presentSecond()
  const clock = { now: () => now }
  const listener = aSelfSigned('listener', { days: 30 })
  const [modern, former, slow, noService] = [0, 1, 2, 3].map((index) =>
    aSelfSigned(`service${String(index)}`, { days: 30 }),
  ) as [TlsIdentity, TlsIdentity, TlsIdentity, TlsIdentity]
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const contextKey = publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
  const agents = new Map<TlsIdentity, Agent>()
  const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'look-up-'))
    ca = await startTestCa({ clock })
    const record = (_tx: unknown, event: DomainEvent) => {
      events.push(event)
      return Promise.resolve()
    }
    const { issuers, signer } = ca
    certificates = createCertificates({
      ...{ db, clock, issuers, signer },
      recordAll: recordEach(record),
    })
    revocation = createRevocations({ certificates, record, clock })
    const { requestPermits } = createAuthentication({
      ...{ db, clock, certificates, revocations: revocation },
    } as unknown as AuthenticationDeps)
    server = await openEnrolmentApi(
      {
        endpoints: createIdpLookup({
          ...{ db, clock, record, people, certificates, revocations: revocation },
          issuers: issuers.all.filter(
            ({ role }) => role === 'professional' || role === 'temporary',
          ),
        }).enrolmentOperations,
        permits: requestPermits,
        logger: pino({ level: 'silent' }),
        publicUrl: 'https://localhost',
        ...{ clock, version: '0.1.0', readiness: {}, requestsPerMinute: 10_000 },
        tls: listener,
      },
      { host: '127.0.0.1', port: 0 },
    )
    events = []
    const lookUp = { applicationName: 'Suomi.fi', contextKey }
    await register(modern, lookUp)
    await register(former, { ...lookUp, alsoSha1: true })
    await register(slow, { ...lookUp, requestsPerMinute: 2 })
    await register(noService, undefined)
    const remembered = await db.write(async (tx) =>
      ok(
        await people.rememberPerson(tx, {
          identityCode: accept(parseIdentityCode(identityCode)),
          givenNames: 'Aino Maria',
          surname: 'Esimerkki',
          language: 'fi',
          nonDisclosure: true,
        }),
      ),
    )
    holder = accept(remembered)
    issued = await issue()
    issuerCN = commonNameOf(issued.issuer)
  })
  beforeEach(() => {
    events = []
    now = presentSecond()
  })
  after(async () => {
    for (const agent of agents.values()) agent.destroy()
    await server.close()
    await ca.close()
    await rm(folder, { recursive: true })
  })

  it('returns the holder of a certificate, and is in the holder’s audit log (R127)', async () => {
    const { status, body } = await send(modern)
    assert.equal(status, 200)
    assert.deepEqual(body, {
      serialNumber: number,
      henkilotunnus: identityCode,
      httpStatusCode: 200,
    })
    assert.deepEqual(events, [
      {
        type: 'PersonLookedUp',
        about: { personId: holder, cardId: issued.cardId },
        application: 'Suomi.fi',
        outcome: 'found',
        digest: 'SHA-256',
      },
    ])
  })

  it('returns nothing but the identity code, under non-disclosure too (R128)', async () => {
    const { body } = await send(modern)
    assert.deepEqual(Object.keys(body), ['serialNumber', 'henkilotunnus', 'httpStatusCode'])
  })

  it('accepts the serial number with colons too', async () => {
    const serial = issued.serial.toUpperCase().replaceAll(/(..)(?=.)/g, '$1:')
    assert.equal((await send(modern, { serial })).body['henkilotunnus'], identityCode)
  })

  it('distinguishes unknown, revoked, expired and spare cards, and records each (R128)', async () => {
    const errorOf = async (requested: Requested) => {
      const { status, body } = await send(modern, requested)
      assert.equal(status, 200)
      assert.equal(body['henkilotunnus'], undefined)
      return `${String(body['httpStatusCode'])} ${String(body['errorCode'])}`
    }
    const name = 'VarmennetiedotServiceError'
    assert.equal(await errorOf({ serial: 'ab'.repeat(17) }), `404 ${name}.HetuNotFound`)
    assert.equal(await errorOf({ number: '00198705840' }), `404 ${name}.HetuNotFound`)
    assert.equal(await errorOf({ issuer: 'Somebody CA' }), `400 ${name}.CertificateIssuerCNInvalid`)
    const temporary = ca.issuers.current('temporary', 'ecc').commonName
    assert.equal(
      await errorOf({ issuer: temporary }),
      `403 ${name}.CertificateNotForIdentification`,
    )

    const lost = await issue()
    const revoked = await db.write((tx) =>
      revocation.revokeCertificates(tx, aPermit('cards.cancelCard'), {
        issuer: lost.issuer,
        serials: [lost.serial],
        reason: 'keyCompromise',
        cause: 'card-lost',
      }),
    )
    assert.ok(revoked.ok)
    assert.equal(await errorOf({ serial: lost.serial }), `410 ${name}.CertificateRevoked`)

    const short = await issue({ validTo: addDays(dateInHelsinki(now), 1) })
    now = plus(short.notAfter, 1)
    const late = expiry(plus(now, 20 * minute))
    assert.equal(
      await errorOf({ serial: short.serial, expiresAt: late }),
      `410 ${name}.CertificateExpired`,
    )
    assert.equal(events.filter(({ type }) => type === 'PersonLookedUp').length, 6)
  })

  describe('by its context (R126)', () => {
    it('accepts SHA-256, and the old SHA-1 only where the rules allow it', async () => {
      const old = { digest: 'sha1' }
      const refused = await send(modern, old)
      assert.deepEqual([refused.status, refused.body['kind']], [403, 'context-signature-wrong'])
      assert.equal((await send(former, old)).body['henkilotunnus'], identityCode)
      assert.deepEqual(
        events.map((event) => ('digest' in event ? event.digest : event.type)),
        ['LookUpRefused', 'SHA-1'],
      )
    })

    it('refuses a context that is old, too long, of another application or role, or signed by another key', async () => {
      const kinds: readonly (readonly [Requested, string])[] = [
        [{ expiresAt: expiry(plus(now, -minute)) }, 'context-expired'],
        [{ expiresAt: expiry(plus(now, day)) }, 'context-too-long'],
        [{ application: 'Other' }, 'context-of-another-application'],
        [{ role: 'Admin' }, 'context-role-not-found'],
        [
          { by: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey },
          'context-signature-wrong',
        ],
      ]
      for (const [requested, kind] of kinds) {
        const { status, body } = await send(modern, requested)
        assert.deepEqual([status, body['kind']], [403, kind])
      }
      assert.equal(events.filter(({ type }) => type === 'LookUpRefused').length, kinds.length)
    })
  })

  it('is for registered identification services only', async () => {
    const { status, body } = await send(noService)
    assert.deepEqual([status, body['kind']], [403, 'not-permitted'])
    assert.equal((await send(aSelfSigned('stranger'))).status, 401)
  })

  it('is limited to a number of requests a minute by the rules of the service', async () => {
    const statuses = [
      (await send(slow)).status,
      (await send(slow)).status,
      (await send(slow)).status,
    ]
    assert.deepEqual(statuses, [200, 200, 429])
    now = plus(now, minute)
    const expiresAt = expiry(plus(now, 20 * minute))
    assert.equal((await send(slow, { expiresAt })).status, 200)
  })

  it('works with the example code for relying parties', async () => {
    const files = {
      'client.pem': modern.cert,
      'client.key': modern.key,
      'root.pem': listener.cert,
      'context.key': privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    }
    for (const [name, content] of Object.entries(files))
      await writeFile(path.join(folder, name), content)
    const example = new URL(
      '../../../../../docs/relying-parties/examples/look-up.mjs',
      import.meta.url,
    ).pathname
    const { stdout } = await promisify(execFile)(process.execPath, [
      example,
      `https://localhost:${String(server.port)}`,
      ...Object.keys(files).map((name) => path.join(folder, name)),
      ...['Suomi.fi', issuerCN, issued.serial, number],
    ])
    assert.equal((JSON.parse(stdout) as Record<string, unknown>)['henkilotunnus'], identityCode)
  })

  type Requested = {
    readonly serial?: string
    readonly number?: string
    readonly issuer?: string
    readonly application?: string
    readonly role?: string
    readonly expiresAt?: string
    readonly digest?: string
    readonly by?: KeyObject
  }

  async function send(as: TlsIdentity, requested: Requested = {}) {
    const context = {
      ApplicationName: requested.application ?? 'Suomi.fi',
      AuthenticatedUser: 'hst-idp',
      RoleName: requested.role ?? 'HetuHaku',
      ExpiresAt: requested.expiresAt ?? expiry(plus(now, 25 * minute)),
    }
    const text = Object.values(context)
      .map((part) => `${part};`)
      .join('')
    const signature = sign(
      requested.digest ?? 'sha256',
      Buffer.from(text, 'utf16le'),
      requested.by ?? privateKey,
    )
    const agent = agents.get(as) ?? new Agent({ keepAlive: true, ...as })
    agents.set(as, agent)
    const requesting = request({
      agent,
      host: '127.0.0.1',
      servername: 'localhost',
      port: server.port,
      path: '/api/v1/person-look-ups',
      method: 'POST',
      ca: listener.cert,
      headers: { 'content-type': 'application/json', 'accept-language': 'en' },
    })
    requesting.end(
      JSON.stringify({
        SearchTerm: requested.number ?? number,
        Certificate: {
          IssuerCN: requested.issuer ?? issuerCN,
          SerialNumber: requested.serial ?? issued.serial,
        },
        UserContext: { ...context, Signature: signature.toString('base64') },
      }),
    )
    const [response] = (await once(requesting, 'response')) as [IncomingMessage]
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk as Buffer)
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>
    return { status: response.statusCode, body }
  }

  async function issue({ validTo = addYears(dateInHelsinki(now), 5) } = {}) {
    const requested = aRequest(now, { holder, cardId: randomUUID(), validTo })
    const created = await certificates.issueCertificate(
      aPermit('certificates.issueCertificate'),
      requested,
    )
    return accept(created)
  }

  async function register(tls: TlsIdentity, lookUp: LookUpRules | undefined): Promise<void> {
    const registered = await certificates.registerClient(aPermit('certificates.registerClient'), {
      name: lookUp === undefined ? 'Device desk' : 'Identification service',
      certificate: new Uint8Array(new X509Certificate(tls.cert).raw),
      rules: { ...enrolment, ...(lookUp && { lookUp }) },
    })
    assert.ok(registered.ok)
  }

  function commonNameOf(issuer: string): string {
    const found = ca.issuers.all.find(({ id }) => id === issuer)
    assert.ok(found)
    return found.commonName
  }
})

const expiry = (at: Instant): string => formatInstant(at).replaceAll(/[-:T]|\.\d+/g, '')
