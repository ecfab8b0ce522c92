import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, it } from 'node:test'
import { day, instant, minute, plus, second } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { decodeCertificate, formatSerial } from '@sotevarmenne/x509/certificate'
import { attributeOf } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { aHolder, aCa, valueOf, type Party } from '@sotevarmenne/x509/testing'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { DomainEvent } from '#platform/record.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type {
  CertificatesIssued,
  CertificatesReserved,
  Client,
  EnrolmentRules,
  SerialNumber,
} from './contract.ts'
import { pemOf, requestIn, type Certificates } from './index.ts'
import {
  aSelfSigned,
  presentSecond,
  type TlsIdentity,
} from '@sotevarmenne/tests/network/self-signed'
import { approval, derOf, openEnrolment, rules } from './testing/enrolment.ts'

forEachDatabase('a program that requests its certificate at the enrolment API', ({ db }) => {
  let enrolment: Awaited<ReturnType<typeof openEnrolment>>
  let certificates: Certificates
  let client: Client
  let events: DomainEvent[]
  const stranger = aSelfSigned('client')
  const unsigned = aSelfSigned('client')
  let now = presentSecond()
  const legacyId = 'legacy-service' as IssuerId
  // Its key was changed once under the same name.
  const [formerLegacy, legacy] = [aCa(), aCa()]
  const nobody = {}

  before(async () => {
    events = []
    enrolment = await openEnrolment({
      db,
      clock: { now: () => now },
      legacyCas: [
        { id: 'legacy-former' as IssuerId, certificate: formerLegacy.certificate },
        { id: legacyId, certificate: legacy.certificate },
      ],
      recordAll: (_tx, happened) => {
        events.push(...happened.map(({ event }) => event))
        return Promise.resolve()
      },
    })
    ;({ certificates, client } = enrolment)
  })
  after(() => enrolment.close())

  it('gets one by its rules, with the chain', async () => {
    const { status, body } = await send(aRequest('host.esimerkkila.example'))
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

  it('gets the same for the same request, in base64 too, and for concurrent requests', async () => {
    const pem = aRequest('twice.esimerkkila.example')
    const base64 = pem.replaceAll(/-----.*-----|\s/g, '')
    const responses = await Promise.all([pem, pem, base64, base64].map((each) => send(each)))
    for (const { status, body } of responses) {
      assert.equal(status, 200)
      assert.equal(body['serial'], responses[0]?.body['serial'])
    }
  })

  it('gets many at once, all different, and the audit log records each as reserved and issued', async () => {
    const before = events.length
    const names = Array.from({ length: 12 }, (_, index) => `h${String(index)}.esimerkkila.example`)
    const requests = names.map((name) => aRequest(name))
    const responses = await Promise.all(requests.map((each) => send(each)))
    assert.deepEqual(
      responses.map(({ body }) => new X509Certificate(String(body['certificate'])).subjectAltName),
      names.map((name) => `DNS:${name}`),
    )
    const input = events.slice(before) as unknown as readonly (
      CertificatesReserved | CertificatesIssued
    )[]
    const serials = responses.map(({ body }) => body['serial']).toSorted()
    for (const type of ['CertificatesReserved', 'CertificatesIssued'])
      assert.deepEqual(
        input
          .filter((event) => event.type === type)
          .flatMap(({ serials }) => serials)
          .toSorted(),
        serials,
      )
  })

  it('sends what common programs write: text around the request, a subject by default, the usual extensions', async () => {
    const extensions = [
      'basicConstraints=critical,CA:FALSE',
      'keyUsage=critical,digitalSignature,keyEncipherment',
      'extendedKeyUsage=serverAuth,clientAuth',
      'subjectKeyIdentifier=hash',
      'certificatePolicies=1.2.3.4',
      'tlsfeature=status_request',
      'subjectAltName=DNS:usual.esimerkkila.example',
    ].flatMap((each) => ['-addext', each])
    const subject = '/C=AU/ST=Some-State/O=Internet Widgits Pty Ltd/CN=usual.esimerkkila.example'
    const request = aRequest('', ['-text', ...extensions, '-subj', subject])
    assert.match(request, /^Certificate Request:/)
    const { status, body } = await send(`${request}\nSent by the IT department\n`)
    assert.equal(status, 200)
    const certificate = new X509Certificate(String(body['certificate']))
    assert.equal(certificate.subjectAltName, 'DNS:usual.esimerkkila.example')
    assert.doesNotMatch(certificate.subject, /Widgits|Some-State|AU/)
    assert.doesNotMatch(textOf(String(body['certificate'])), /1\.2\.3\.4|status_request/)
  })

  it('gets an error message in its language, and nothing is written', async () => {
    const count = events.length
    const refusals = [
      [aRequest('host.example.org'), 422, 'name-not-allowed'],
      [aRequest('', []), 422, 'name-missing'],
      [
        aRequest('a.esimerkkila.example', ['-addext', 'keyUsage=keyCertSign']),
        422,
        'ca-certificate-requested',
      ],
      [aRequest('a.esimerkkila.example', [], ['-newkey', 'rsa:1024']), 422, 'key-too-weak'],
      ['no request', 400, 'request-malformed'],
      ['no request!', 422, 'request-unreadable'],
      [`${printedKey}${aRequest('a.esimerkkila.example')}`, 422, 'private-key-in-request'],
      [spoiled(aRequest('a.esimerkkila.example')), 422, 'bad-proof-of-possession'],
    ] as const
    for (const [request, status, kind] of refusals) {
      const response = await send(request, { language: 'sv' })
      assert.deepEqual([response.status, response.body['kind']], [status, kind])
      assert.equal(response.headers['content-language'], 'sv')
    }
    assert.equal((await send('x'.repeat(30_000))).status, 400)
    assert.equal(events.length, count)
  })

  it('gets a key certified once only', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'enrolment-'))
    const key = path.join(folder, 'key.pem')
    execFileSync('openssl', ['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', key])
    const withKey = (name: string) => aRequest(name, ['-key', key], [])
    assert.equal((await send(withKey('one.esimerkkila.example'))).status, 200)
    const { status, body } = await send(withKey('two.esimerkkila.example'))
    assert.deepEqual([status, body['kind']], [409, 'key-already-used'])
    await rm(folder, { recursive: true })
  })

  it('gets no certificate for a key that others have or can find, though it has signed with it (R301)', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'enrolment-'))
    const key = path.join(folder, 'key.pem')
    await writeFile(key, printedKey)
    const smallExponent = ['-newkey', 'rsa:2048', '-pkeyopt', 'rsa_keygen_pubexp:3']
    const count = events.length
    for (const [words, detail] of [
      [['-key', key], 'known to others'],
      [smallExponent, 'the public exponent is unsafe'],
    ] as const) {
      const { status, body } = await send(aRequest('weak.esimerkkila.example', [], words))
      assert.deepEqual(
        [status, body['kind'], body['facts']],
        [422, 'key-too-weak', { detail }],
        JSON.stringify(body),
      )
    }
    assert.equal(events.length, count)
    await rm(folder, { recursive: true })
  })

  it('gets no certificate of earlier rules when it is to be a client: corrected rules need a new key', async () => {
    const request = valueOf(requestIn(aRequest('mended.esimerkkila.example')))
    const certify = (by: EnrolmentRules) =>
      certificates.certifyClient(aPermit('certificates.registerClient'), {
        ...{ rules: by, request, approval },
      })
    const first = await certify(rules)
    assert.ok(first.ok)
    // The rules are parsed from the file each time, in any order.
    const sameRules = Object.fromEntries(Object.entries(rules).toReversed()) as EnrolmentRules
    const again = await certify(sameRules)
    assert.ok(again.ok)
    assert.equal(again.value.serial, first.value.serial)
    for (const mended of [{ organisation: 'Esimerkkilä' }, { validityDays: 30 }, { unit: 'Desk' }])
      assert.deepEqual(await certify({ ...rules, ...mended }), refuse({ kind: 'key-already-used' }))
  })

  it('gets no certificate of rules that differ in a member of a member', async () => {
    const request = valueOf(requestIn(aRequest('look-up.esimerkkila.example')))
    const certify = (applicationName: string) =>
      certificates.certifyClient(aPermit('certificates.registerClient'), {
        ...{ request, approval },
        rules: { ...rules, lookUp: { applicationName, contextKey: 'MFkw' } },
      })
    assert.ok((await certify('one')).ok)
    assert.deepEqual(await certify('other'), refuse({ kind: 'key-already-used' }))
  })

  it('is refused without the certificate that was registered', async () => {
    for (const as of [stranger, nobody]) {
      const { status, body } = await send(aRequest('host.esimerkkila.example'), { as })
      assert.deepEqual([status, body['kind']], [401, 'client-not-found'])
    }
  })

  it('is refused when two case officers have not signed its rules', async () => {
    const registered = await certificates.registerClient(aPermit('certificates.registerClient'), {
      ...{ name: 'Registered before', certificate: derOf(unsigned.cert), rules },
    })
    assert.ok(registered.ok)
    const { status, body } = await send(aRequest('host.esimerkkila.example'), { as: unsigned })
    assert.deepEqual([status, body['kind']], [403, 'client-not-approved'])
    const { clientId } = registered.value
    assert.ok((await certificates.endClient(aPermit('certificates.endClient'), clientId)).ok)
  })

  it('is refused when its own certificate has expired', async () => {
    const ended = aSelfSigned('ended')
    const registered = await certificates.registerClient(aPermit('certificates.registerClient'), {
      name: 'Ended',
      certificate: derOf(ended.cert),
      rules,
    })
    assert.ok(registered.ok)
    const before = now
    // The files of these tests are created today, valid for two days.
    now = plus(instant(Date.now()), 3 * day)
    const { status } = await send(aRequest('late.esimerkkila.example'), { as: ended })
    now = before
    assert.equal(status, 401)
    const end = await certificates.endClient(
      aPermit('certificates.endClient'),
      registered.value.clientId,
    )
    assert.ok(end.ok)
  })

  it('is refused when its own certificate is one of ours and was revoked, from the next second on', async () => {
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
    const { body } = await send(aRequest('own.esimerkkila.example', ['-key', keyFile], []))
    const own = { key: await readFile(keyFile, 'utf8'), cert: String(body['certificate']) }
    const registering = { name: 'With our own', certificate: derOf(own.cert), rules, approval }
    const registered = await certificates.registerClient(
      aPermit('certificates.registerClient'),
      registering,
    )
    assert.ok(registered.ok)
    const before = await send(aRequest('before.esimerkkila.example'), { as: own })
    assert.equal(before.status, 200)

    const revoked = await db.write((tx) =>
      enrolment.revocations.revokeCertificates(tx, aPermit('cards.cancelCard'), {
        issuer: body['issuer'] as IssuerId,
        serials: [body['serial'] as SerialNumber],
        reason: 'keyCompromise',
        cause: 'test',
      }),
    )
    assert.ok(revoked.ok)
    now = plus(now, 2 * second)
    const { status, body: problem } = await send(aRequest('after.esimerkkila.example'), { as: own })
    assert.deepEqual([status, problem['kind']], [401, 'client-certificate-revoked'])
    assert.equal((await send(aRequest('other.esimerkkila.example'))).status, 200)
    const { clientId } = registered.value
    assert.ok((await certificates.endClient(aPermit('certificates.endClient'), clientId)).ok)
    await rm(folder, { recursive: true })
  })

  it('is refused when its certificate of a legacy CA was revoked here, or was never imported', async () => {
    const revoke = (serials: readonly SerialNumber[]) =>
      db.write((tx) =>
        enrolment.revocations.revokeCertificates(tx, aPermit('cards.cancelCard'), {
          issuer: legacyId,
          serials,
          reason: 'keyCompromise',
          cause: 'test',
        }),
      )
    const ofLegacy = { issuer: legacy, notBefore: plus(now, -day), notAfter: plus(now, day) }
    const [taken, unknown] = [aHolder(legacy, ofLegacy), aHolder(legacy, ofLegacy)]
    const serial = formatSerial(taken.certificate.serial) as SerialNumber
    const { notAfter } = taken.certificate
    await db.write(async (tx) =>
      ok(await certificates.importCertificates(tx, [{ issuer: legacyId, serial, notAfter }])),
    )
    const clients = []
    for (const { certificate } of [taken, unknown]) {
      const registered = await certificates.registerClient(aPermit('certificates.registerClient'), {
        name: 'Of an older system',
        certificate: certificate.der,
        ...{ rules, approval },
      })
      assert.ok(registered.ok)
      clients.push(registered.value)
    }
    const as = tlsOf(taken)
    assert.equal((await send(aRequest('older1.esimerkkila.example'), { as })).status, 200)
    const strange = await send(aRequest('older2.esimerkkila.example'), { as: tlsOf(unknown) })
    assert.deepEqual([strange.status, strange.body['kind']], [401, 'client-certificate-revoked'])

    assert.ok((await revoke([serial])).ok)
    now = plus(now, 2 * second)
    const { status, body } = await send(aRequest('older3.esimerkkila.example'), { as })
    assert.deepEqual([status, body['kind']], [401, 'client-certificate-revoked'])
    for (const { clientId } of clients)
      assert.ok((await certificates.endClient(aPermit('certificates.endClient'), clientId)).ok)
  })

  it('is refused with a certificate that names our CA but was not signed by it', async () => {
    const { country, organisation, commonName } = enrolment.ca.issuers.current('service', 'ecc')
    const forged = aSelfSigned(commonName, { before: `/C=${country}/O=${organisation}` })
    const registered = await certificates.registerClient(aPermit('certificates.registerClient'), {
      name: 'Forged',
      certificate: derOf(forged.cert),
      rules,
    })
    assert.ok(registered.ok)
    now = presentSecond()
    const { status, body } = await send(aRequest('forged.esimerkkila.example'), { as: forged })
    assert.deepEqual([status, body['kind']], [401, 'client-certificate-revoked'])
    const { clientId } = registered.value
    assert.ok((await certificates.endClient(aPermit('certificates.endClient'), clientId)).ok)
  })

  it('may be registered once, and gets nothing when its right has ended', async () => {
    assert.deepEqual(
      await certificates.registerClient(aPermit('certificates.registerClient'), {
        name: 'Another',
        certificate: derOf(enrolment.known.cert),
        rules,
      }),
      { ok: false, refusal: { kind: 'certificate-of-another-client' } },
    )
    const end = () => certificates.endClient(aPermit('certificates.endClient'), client.clientId)
    assert.ok((await end()).ok)
    assert.deepEqual(await end(), { ok: false, refusal: { kind: 'client-not-found' } })
    now = plus(now, minute)
    const { status } = await send(aRequest('late.esimerkkila.example'))
    assert.equal(status, 401)
    const all = await db.read(certificates.allClients)
    assert.ok(all.every(({ notAfter }) => notAfter !== undefined && notAfter > now))
    assert.deepEqual(all.map(({ name, endedAt }) => [name, endedAt !== undefined]).toSorted(), [
      ['Device desk', true],
      ['Ended', true],
      ['Forged', true],
      ['Of an older system', true],
      ['Of an older system', true],
      ['Registered before', true],
      ['With our own', true],
    ])
  })

  async function send(
    csr: string,
    {
      as = enrolment.known,
      language = 'en',
    }: { as?: Partial<TlsIdentity>; language?: string } = {},
  ) {
    const requesting = request({
      ...enrolment.optionsOf(as, '/api/v1/certificates'),
      headers: { 'content-type': 'application/json', 'accept-language': language },
    })
    requesting.end(JSON.stringify({ request: csr }))
    const [response] = (await once(requesting, 'response')) as [IncomingMessage]
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk as Buffer)
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>
    return { status: response.statusCode, headers: response.headers, body }
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

const textOf = (pem: string): string =>
  execFileSync('openssl', ['x509', '-noout', '-text'], { input: pem }).toString()

/** With a different last byte in its signature. */
function spoiled(pem: string): string {
  const der = Buffer.from(pem.replaceAll(/-----.*-----|\s/g, ''), 'base64')
  const last = der.length - 1
  der[last] = (der[last] ?? 0) ^ 1
  return der.toString('base64')
}

const tlsOf = ({ privateKey, certificate: { der } }: Party) => ({
  key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  cert: pemOf(der),
})
