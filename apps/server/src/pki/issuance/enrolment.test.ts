import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, it } from 'node:test'
import type { RunningServer } from '@sotevarmenne/http1/serve-http'
import { day, instant, minute, plus, second } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { decodeCertificate, formatSerial } from '@sotevarmenne/x509/certificate'
import { attributeOf } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { aHolder, anAuthority, type Party } from '@sotevarmenne/x509/testing'
import { pino } from 'pino'
import { createAccess, type AccessDeps } from '#identity/authentication/index.ts'
import type { IssuerId } from '#pki/ca/contract.ts'
import { openMachineDoor } from '#platform/serve-enrolment-api.ts'
import type { DomainEvent } from '#platform/record.ts'
import { createRevocations, type Revocations } from '#pki/revocation/index.ts'
import { startTestAuthority, type TestAuthority } from '../../../../../tests/support/authority.ts'
import { aPermit } from '../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import type {
  CertificatesIssued,
  CertificatesReserved,
  Client,
  EnrolmentRules,
  SerialNumber,
} from './contract.ts'
import { certificateApi, createCertificates, pemOf, requestIn, type Certificates } from './index.ts'

const rules: EnrolmentRules = {
  profile: 'server',
  family: 'ecc',
  organisation: 'Esimerkkilän hyvinvointialue',
  organisationOid: '1.2.246.10.12345678.10.1',
  dnsNames: ['.esimerkkila.example'],
  commonNames: [],
  validityDays: 365,
}

forEachDatabase('a program at the door that asks for its certificate', ({ db }) => {
  let authority: TestAuthority
  let certificates: Certificates
  let revocation: Revocations
  let server: RunningServer
  let port: number
  let client: Client
  let events: DomainEvent[]
  const door = aSelfSigned('door')
  const known = aSelfSigned('client')
  const stranger = aSelfSigned('client')
  // TLS certificates of the tests are of today, and have begun.
  let now = instant(Date.now() - (Date.now() % 1000))
  const olderId = 'older-service' as IssuerId
  // Its key was changed once under the same name.
  const [formerOlder, older] = [anAuthority(), anAuthority()]
  const nobody = { key: undefined, cert: undefined }
  const agents = new Map<unknown, Agent>()

  before(async () => {
    const clock = { now: () => now }
    authority = await startTestAuthority({
      clock,
      isWanted: ({ role, family }) => family === 'ecc' && (role === 'root' || role === 'service'),
    })
    events = []
    const { issuers, signer } = authority
    certificates = createCertificates({
      db,
      clock,
      issuers,
      older: [
        { id: 'older-former' as IssuerId, certificate: formerOlder.certificate },
        { id: olderId, certificate: older.certificate },
      ],
      signer,
      recordAll: (_tx, happened) => {
        events.push(...happened.map(({ event }) => event))
        return Promise.resolve()
      },
    })
    revocation = createRevocations({ certificates, record: () => Promise.resolve(), clock })
    const deps = { db, clock, certificates, revocation }
    const { permitDesk } = createAccess(deps as unknown as AccessDeps)
    server = await openMachineDoor(
      {
        endpoints: certificateApi(certificates, issuers),
        permits: permitDesk,
        logger: pino({ level: 'silent' }),
        publicUrl: 'https://localhost',
        ...{ clock, version: '0.1.0', readiness: {}, requestsPerMinute: 10_000 },
        tls: door,
      },
      { host: '127.0.0.1', port: 0 },
    )
    port = server.port
    const registered = await certificates.registerClient(aPermit('certificates.registerClient'), {
      name: 'Device desk',
      certificate: derOf(known.cert),
      rules,
    })
    assert.ok(registered.ok)
    client = registered.value
  })
  after(async () => {
    for (const agent of agents.values()) agent.destroy()
    await server.close()
    await authority.close()
  })

  it('gets one by its rules, with the chain', async () => {
    const { status, body } = await ask(aRequest('host.esimerkkila.example'))
    assert.equal(status, 200, JSON.stringify(body))
    const [leaf, issuer, root] = [body['certificate'], ...(body['chain'] as string[])].map(
      (pem) => new X509Certificate(String(pem)),
    )
    assert.ok(leaf && issuer && root)
    assert.ok(leaf.verify(issuer.publicKey) && issuer.verify(root.publicKey))
    assert.equal(leaf.subjectAltName, 'DNS:host.esimerkkila.example')
    const certificate = decodeCertificate(new Uint8Array(leaf.raw))
    assert.ok(certificate.ok)
    const { subject } = certificate.value
    assert.equal(attributeOf(subject, attributeTypes.organizationName), rules.organisation)
    assert.equal(attributeOf(subject, attributeTypes.serialNumber), rules.organisationOid)
    assert.ok(String(body['validTo']).endsWith(':59:59.000Z'), 'to the end of a Finnish day')
    assert.deepEqual(
      events.slice(-2).map(({ type }) => type),
      ['CertificatesReserved', 'CertificatesIssued'],
    )
  })

  it('gets the same for the same request, in base64 too, and however many ask at once', async () => {
    const pem = aRequest('twice.esimerkkila.example')
    const base64 = pem.replaceAll(/-----.*-----|\s/g, '')
    const answers = await Promise.all([pem, pem, base64, base64].map((each) => ask(each)))
    for (const { status, body } of answers) {
      assert.equal(status, 200)
      assert.equal(body['serial'], answers[0]?.body['serial'])
    }
  })

  it('gets many at once, each its own, and the trail tells of each that it was reserved and issued', async () => {
    const before = events.length
    const names = Array.from({ length: 12 }, (_, index) => `h${String(index)}.esimerkkila.example`)
    const requests = names.map((name) => aRequest(name))
    const answers = await Promise.all(requests.map((each) => ask(each)))
    assert.deepEqual(
      answers.map(({ body }) => new X509Certificate(String(body['certificate'])).subjectAltName),
      names.map((name) => `DNS:${name}`),
    )
    const told = events.slice(before) as unknown as readonly (
      CertificatesReserved | CertificatesIssued
    )[]
    const serials = answers.map(({ body }) => body['serial']).toSorted()
    for (const type of ['CertificatesReserved', 'CertificatesIssued'])
      assert.deepEqual(
        told
          .filter((event) => event.type === type)
          .flatMap(({ serials }) => serials)
          .toSorted(),
        serials,
      )
  })

  it('is told in its language what is wrong, and nothing is written', async () => {
    const count = events.length
    const refusals = [
      [aRequest('host.example.org'), 422, 'name-not-allowed'],
      [aRequest('', []), 422, 'name-missing'],
      [
        aRequest('a.esimerkkila.example', ['-addext', 'keyUsage=keyCertSign']),
        422,
        'extension-not-allowed',
      ],
      [aRequest('a.esimerkkila.example', [], ['-newkey', 'rsa:1024']), 422, 'key-too-weak'],
      ['no request', 400, 'request-malformed'],
      [spoiled(aRequest('a.esimerkkila.example')), 422, 'possession-not-proved'],
    ] as const
    for (const [request, status, kind] of refusals) {
      const answer = await ask(request, { language: 'sv' })
      assert.deepEqual([answer.status, answer.body['kind']], [status, kind])
      assert.equal(answer.headers['content-language'], 'sv')
    }
    assert.equal((await ask('x'.repeat(30_000))).status, 400)
    assert.equal(events.length, count)
  })

  it('gets a key certified once only', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'enrolment-'))
    const key = path.join(folder, 'key.pem')
    execFileSync('openssl', ['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', key])
    const withKey = (name: string) => aRequest(name, ['-key', key], [])
    assert.equal((await ask(withKey('one.esimerkkila.example'))).status, 200)
    const { status, body } = await ask(withKey('two.esimerkkila.example'))
    assert.deepEqual([status, body['kind']], [409, 'key-already-used'])
    await rm(folder, { recursive: true })
  })

  it('gets no key certified that others have or find, though it has signed with it (R301)', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'enrolment-'))
    const key = path.join(folder, 'key.pem')
    await writeFile(key, printedKey)
    const smallExponent = ['-newkey', 'rsa:2048', '-pkeyopt', 'rsa_keygen_pubexp:3']
    const count = events.length
    for (const [words, detail] of [
      [['-key', key], 'known to others'],
      [smallExponent, 'the public exponent is unsafe'],
    ] as const) {
      const { status, body } = await ask(aRequest('weak.esimerkkila.example', [], words))
      assert.deepEqual(
        [status, body['kind'], body['facts']],
        [422, 'key-too-weak', { detail }],
        JSON.stringify(body),
      )
    }
    assert.equal(events.length, count)
    await rm(folder, { recursive: true })
  })

  it('that is to be a client gets no certificate of earlier rules: by mended ones it needs a new key', async () => {
    const request = requestIn(aRequest('mended.esimerkkila.example'))
    assert.ok(request)
    const certify = (by: EnrolmentRules) =>
      certificates.certifyClient(aPermit('certificates.registerClient'), { rules: by, request })
    const first = await certify(rules)
    assert.ok(first.ok)
    // What a file says is read anew each time, in whatever order.
    const sameRules = Object.fromEntries(Object.entries(rules).toReversed()) as EnrolmentRules
    const again = await certify(sameRules)
    assert.ok(again.ok)
    assert.equal(again.value.serial, first.value.serial)
    for (const mended of [{ organisation: 'Esimerkkilä' }, { validityDays: 30 }, { unit: 'Desk' }])
      assert.deepEqual(await certify({ ...rules, ...mended }), refuse({ kind: 'key-already-used' }))
  })

  it('is nobody without the certificate that was registered', async () => {
    for (const as of [stranger, nobody]) {
      const { status, body } = await ask(aRequest('host.esimerkkila.example'), { as })
      assert.deepEqual([status, body['kind']], [401, 'client-unknown'])
    }
  })

  it('is nobody when its own certificate has ended', async () => {
    const ended = aSelfSigned('ended')
    const registered = await certificates.registerClient(aPermit('certificates.registerClient'), {
      name: 'Ended',
      certificate: derOf(ended.cert),
      rules,
    })
    assert.ok(registered.ok)
    const before = now
    // The files of these tests are made today, for two days.
    now = plus(instant(Date.now()), 3 * day)
    const { status } = await ask(aRequest('late.esimerkkila.example'), { as: ended })
    now = before
    assert.equal(status, 401)
    const end = await certificates.endClient(
      aPermit('certificates.endClient'),
      registered.value.clientId,
    )
    assert.ok(end.ok)
  })

  it('is nobody when its own certificate is one of ours and was revoked, and from the next second on', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'enrolment-'))
    const keyFile = path.join(folder, 'key.pem')
    execFileSync('openssl', [
      'ecparam',
      '-name',
      'prime256v1',
      '-genkey',
      '-noout',
      '-out',
      keyFile,
    ])
    const { body } = await ask(aRequest('own.esimerkkila.example', ['-key', keyFile], []))
    const own = { key: await readFile(keyFile, 'utf8'), cert: String(body['certificate']) }
    const registering = { name: 'With our own', certificate: derOf(own.cert), rules }
    const registered = await certificates.registerClient(
      aPermit('certificates.registerClient'),
      registering,
    )
    assert.ok(registered.ok)
    const before = await ask(aRequest('before.esimerkkila.example'), { as: own })
    assert.equal(before.status, 200)

    const revoked = await db.write((tx) =>
      revocation.revokeCertificates(tx, aPermit('revocation.revokeCertificate'), {
        issuer: body['issuer'] as IssuerId,
        serials: [body['serial'] as SerialNumber],
        reason: 'keyCompromise',
        cause: 'test',
      }),
    )
    assert.ok(revoked.ok)
    now = plus(now, 2 * second)
    const { status, body: problem } = await ask(aRequest('after.esimerkkila.example'), { as: own })
    assert.deepEqual([status, problem['kind']], [401, 'client-certificate-revoked'])
    assert.equal((await ask(aRequest('other.esimerkkila.example'))).status, 200)
    const { clientId } = registered.value
    assert.ok((await certificates.endClient(aPermit('certificates.endClient'), clientId)).ok)
    await rm(folder, { recursive: true })
  })

  it('is nobody when its certificate of an older authority was revoked here, or is not known of it', async () => {
    const revoke = (serials: readonly SerialNumber[]) =>
      db.write((tx) =>
        revocation.revokeCertificates(tx, aPermit('revocation.revokeCertificate'), {
          issuer: olderId,
          serials,
          reason: 'keyCompromise',
          cause: 'test',
        }),
      )
    const ofOlder = { issuer: older, notBefore: plus(now, -day), notAfter: plus(now, day) }
    const [taken, unknown] = [aHolder(older, ofOlder), aHolder(older, ofOlder)]
    const serial = formatSerial(taken.certificate.serial) as SerialNumber
    const { notAfter } = taken.certificate
    await db.write(async (tx) =>
      ok(await certificates.importCertificates(tx, [{ issuer: olderId, serial, notAfter }])),
    )
    const clients = []
    for (const { certificate } of [taken, unknown]) {
      const registered = await certificates.registerClient(aPermit('certificates.registerClient'), {
        name: 'Of an older system',
        certificate: certificate.der,
        rules,
      })
      assert.ok(registered.ok)
      clients.push(registered.value)
    }
    const as = tlsOf(taken)
    assert.equal((await ask(aRequest('older1.esimerkkila.example'), { as })).status, 200)
    const strange = await ask(aRequest('older2.esimerkkila.example'), { as: tlsOf(unknown) })
    assert.deepEqual([strange.status, strange.body['kind']], [401, 'client-certificate-revoked'])

    assert.ok((await revoke([serial])).ok)
    now = plus(now, 2 * second)
    const { status, body } = await ask(aRequest('older3.esimerkkila.example'), { as })
    assert.deepEqual([status, body['kind']], [401, 'client-certificate-revoked'])
    for (const { clientId } of clients)
      assert.ok((await certificates.endClient(aPermit('certificates.endClient'), clientId)).ok)
  })

  it('is nobody with a certificate that says it is ours and is not', async () => {
    const { country, organisation, commonName } = authority.issuers.current('service', 'ecc')
    const forged = aSelfSigned(commonName, `/C=${country}/O=${organisation}`)
    const registered = await certificates.registerClient(aPermit('certificates.registerClient'), {
      name: 'Forged',
      certificate: derOf(forged.cert),
      rules,
    })
    assert.ok(registered.ok)
    const { status } = await ask(aRequest('forged.esimerkkila.example'), { as: forged })
    assert.equal(status, 401)
    const { clientId } = registered.value
    assert.ok((await certificates.endClient(aPermit('certificates.endClient'), clientId)).ok)
  })

  it('may be registered once, and gets nothing when its right has ended', async () => {
    assert.deepEqual(
      await certificates.registerClient(aPermit('certificates.registerClient'), {
        name: 'Another',
        certificate: derOf(known.cert),
        rules,
      }),
      { ok: false, refusal: { kind: 'certificate-of-another-client' } },
    )
    const end = () => certificates.endClient(aPermit('certificates.endClient'), client.clientId)
    assert.ok((await end()).ok)
    assert.deepEqual(await end(), { ok: false, refusal: { kind: 'client-unknown' } })
    now = plus(now, minute)
    const { status } = await ask(aRequest('late.esimerkkila.example'))
    assert.equal(status, 401)
    const all = await db.read(certificates.allClients)
    assert.ok(all.every(({ notAfter }) => notAfter !== undefined && notAfter > now))
    assert.deepEqual(all.map(({ name, endedAt }) => [name, endedAt !== undefined]).toSorted(), [
      ['Device desk', true],
      ['Ended', true],
      ['Forged', true],
      ['Of an older system', true],
      ['Of an older system', true],
      ['With our own', true],
    ])
  })

  async function ask(
    csr: string,
    { as = known, language = 'en' }: { as?: typeof known | typeof nobody; language?: string } = {},
  ) {
    const agent = agents.get(as) ?? new Agent({ keepAlive: true, ...as })
    agents.set(as, agent)
    const asking = request({
      agent,
      host: '127.0.0.1',
      servername: 'localhost',
      port,
      path: '/api/v1/certificates',
      method: 'POST',
      ca: door.cert,
      headers: { 'content-type': 'application/json', 'accept-language': language },
    })
    asking.end(JSON.stringify({ request: csr }))
    const [answer] = (await once(asking, 'response')) as [IncomingMessage]
    const chunks: Buffer[] = []
    for await (const chunk of answer) chunks.push(chunk as Buffer)
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>
    return { status: answer.statusCode, headers: answer.headers, body }
  }
})

/** A request as OpenSSL makes it. */
function aRequest(
  name: string,
  more: readonly string[] = [],
  key: readonly string[] = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
): string {
  const subject = name === '' ? '/C=FI' : `/CN=${name}`
  return execFileSync(
    'openssl',
    ['req', '-new', '-noenc', '-keyout', '/dev/null', '-subj', subject, ...key, ...more],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  ).toString()
}

/** RFC 9500 § 2.3, testECCP256. */
const printedKey = `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIObLW92AqkWunJXowVR2Z5/+yVPBaFHnEedDk5WJxk/BoAoGCCqGSM49
AwEHoUQDQgAEQiVI+I+3gv+17KN0RFLHKh5Vj71vc75eSOkyMsxFxbFsTNEMTLjV
uKFxOelIgsiZJXKZNCX0FBmrfpCkKklCcg==
-----END EC PRIVATE KEY-----
`

/** With another last octet in its signature. */
function spoiled(pem: string): string {
  const der = Buffer.from(pem.replaceAll(/-----.*-----|\s/g, ''), 'base64')
  const last = der.length - 1
  der[last] = (der[last] ?? 0) ^ 1
  return der.toString('base64')
}

function aSelfSigned(name: string, before = ''): { readonly key: string; readonly cert: string } {
  const both = execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'],
      ...['-utf8', '-days', '2', '-keyout', '-', '-subj', `${before}/CN=${name}`],
      ...['-addext', 'subjectAltName=DNS:localhost'],
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  ).toString()
  const [key = '', cert = ''] = both.match(/-----BEGIN [\s\S]+?-----END [^\n]+\n/g) ?? []
  return { key, cert }
}

const tlsOf = ({ privateKey, certificate: { der } }: Party) => ({
  key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  cert: pemOf(der),
})

const derOf = (pem: string): Uint8Array => new Uint8Array(new X509Certificate(pem).raw)
