import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import {
  day,
  formatInstant,
  hour,
  instant,
  plus,
  second,
  type Instant,
} from '@sotevarmenne/kernel/instant'
import { version } from '@sotevarmenne/kernel/version'
import { verifySignature } from '@sotevarmenne/x509/algorithms'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { decodeCertificateList, type CertificateList } from '@sotevarmenne/x509/crl'
import {
  decodeOcspResponse,
  encodeOcspRequest,
  type CertId,
  type CertificateStatus,
} from '@sotevarmenne/x509/ocsp'
import { certIdFor, checkOcspResponse } from '@sotevarmenne/x509/ocsp-check'
import type { ProfileId } from '#pki/ca/contract.ts'
import { explainProfile, profiles } from '#pki/ca/index.ts'
import type { IssuedCertificate } from '#pki/issuance/contract.ts'
import { createCertificates, type Certificates } from '#pki/issuance/index.ts'
import { aCardKey, aRequest } from '#pki/issuance/testing.ts'
import { createRevocations, type Revocations } from '#pki/revocation/index.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { freshnessOfCrls } from '#pki/crl/index.ts'
import { createOcspServer, type OcspServer } from './ocsp-server.ts'
import type { RunningServer } from '@sotevarmenne/http1/serve-http'
import { showProfile } from '#pki/repository/show-profile.ts'

forEachDatabase('the OCSP and CRL server', ({ db }) => {
  // Nested, so that it is closed before the database is.
  describe('for relying parties', () => {
    let now = instant(Date.parse('2026-11-24T14:00:00Z'))
    const clock = { now: () => now }
    const record = () => Promise.resolve()
    let ca: TestCa
    let certificates: Certificates
    let revocations: Revocations
    let ocspServer: OcspServer
    let server: RunningServer
    let isInMaintenance = false
    const faults: unknown[] = []

    before(async () => {
      ca = await startTestCa({ clock })
      const { issuers, signer } = ca
      certificates = createCertificates({ db, clock, recordAll: record, issuers, signer })
      revocations = createRevocations({ certificates, record, clock })
      ocspServer = createOcspServer({
        db,
        clock,
        record,
        issuers,
        certificates,
        revocations,
        signer,
        crlFolder: join(ca.folder, 'crls'),
        permits: {
          issueCertificate: () => aPermit('certificates.issueCertificate'),
          publishCrl: () => aPermit('crl.publishCrl'),
        },
        isInMaintenance: () => isInMaintenance,
        securityTxt: () => 'Contact: mailto:a@b.example\n',
        onFault: (fault) => faults.push(fault),
      })
      await ocspServer.refresh()
      server = await ocspServer.start({ host: '127.0.0.1', port: 0 })
    })
    after(async () => {
      await server.close()
      await ca.close()
      assert.deepEqual(faults, [])
    })

    it('shows its version in the health response', async () => {
      for (const path of ['live', 'ready']) {
        const response = await fetch(`http://127.0.0.1:${String(server.port)}/health/${path}`)
        assert.equal(((await response.json()) as { version: string }).version, version)
      }
    })

    it('ends each connection with its next response in maintenance, and serves on (R661)', async () => {
      const get = async (path: string) => {
        const response = await fetch(`http://127.0.0.1:${String(server.port)}${path}`)
        await response.arrayBuffer()
        return [response.status, response.headers.get('connection')]
      }
      assert.deepEqual(await get('/health/ready'), [200, null])
      isInMaintenance = true
      assert.deepEqual(await get('/health/ready'), [503, 'close'])
      assert.deepEqual(await get('/health/live'), [200, 'close'])
      isInMaintenance = false
      assert.deepEqual(await get('/health/ready'), [200, null])
    })

    it('tells where to report a weakness in security.txt', async () => {
      const url = `http://127.0.0.1:${String(server.port)}/.well-known/security.txt`
      const response = await fetch(url)
      assert.equal(response.headers.get('content-type'), 'text/plain; charset=utf-8')
      assert.equal(await response.text(), 'Contact: mailto:a@b.example\n')
    })

    const issue = async (): Promise<IssuedCertificate> => {
      const permit = aPermit('certificates.issueCertificate')
      const issued = await certificates.issueCertificate(permit, aRequest(now))
      assert.ok(issued.ok)
      return issued.value
    }
    const issueResponder = async (): Promise<IssuedCertificate> => {
      const { spki, proof } = aCardKey('P-256')
      const issued = await certificates.issueResponderCertificate(
        aPermit('certificates.issueCertificate'),
        {
          requestKey: 'responder:shown',
          issuer: ca.issuers.current('professional', 'ecc').id,
          spki,
          proof,
        },
      )
      assert.ok(issued.ok)
      return issued.value
    }
    const revoke = async (serial: IssuedCertificate['serial']) => {
      const revoked = await db.write((tx) =>
        revocations.revokeCertificates(tx, aPermit('cards.cancelCard'), {
          issuer: ca.issuers.current('professional', 'ecc').id,
          serials: [serial],
          reason: 'keyCompromise',
          cause: 'card-lost',
        }),
      )
      assert.ok(revoked.ok)
      return revoked.value
    }
    const get = (path: string, init?: RequestInit): Promise<Response> =>
      fetch(`http://127.0.0.1:${String(server.port)}${path}`, init)
    const bytesOf = async (response: Response): Promise<Uint8Array> =>
      new Uint8Array(await response.arrayBuffer())
    const idOf = (serial: string, hashAlgorithm: CertId['hashAlgorithm'] = 'sha1'): CertId =>
      certIdFor({
        hashAlgorithm,
        issuer: ca.issuers.current('professional', 'ecc').certificate,
        serial: new Uint8Array(Buffer.from(serial, 'hex')),
      })
    const post = (body: Uint8Array): Promise<Response> =>
      get('/ocsp/professional-g1-ecc', { method: 'POST', body: Buffer.from(body) })
    const check = (response: Uint8Array, serial: string, nonce?: Uint8Array): CertificateStatus => {
      const checked = checkOcspResponse({
        response,
        serial: new Uint8Array(Buffer.from(serial, 'hex')),
        issuer: ca.issuers.current('professional', 'ecc').certificate,
        at: now,
        nonce,
        toleranceMilliseconds: 1000,
      })
      assert.ok(checked.ok, JSON.stringify(checked))
      return checked.value
    }
    const list = async (issuer: string): Promise<CertificateList> => {
      const decoded = decodeCertificateList(await bytesOf(await get(`/crl/${issuer}.crl`)))
      assert.ok(decoded.ok)
      return decoded.value
    }

    it('answers good by GET and POST, by SHA-1 and SHA-256', async () => {
      const { serial } = await issue()
      for (const hash of ['sha1', 'sha256'] as const) {
        const request = encodeOcspRequest([idOf(serial, hash)], undefined)
        assert.equal(check(await bytesOf(await post(request)), serial).kind, 'good')
        const base64 = encodeURIComponent(Buffer.from(request).toString('base64'))
        const got = await get(`/ocsp/professional-g1-ecc/${base64}`)
        assert.match(got.headers.get('cache-control') ?? '', /max-age=2\b/)
        assert.equal(check(await bytesOf(got), serial).kind, 'good')
      }
    })

    it('answers unknown for a serial that was never issued', async () => {
      for (const serial of ['5a'.padEnd(34, '0'), '01']) {
        const response = await bytesOf(await post(encodeOcspRequest([idOf(serial)], undefined)))
        assert.equal(check(response, serial).kind, 'unknown')
      }
    })

    it('answers revoked after a revocation although it answered good before, and puts the certificate on the CRL with its reason', async () => {
      const { serial } = await issue()
      const request = encodeOcspRequest([idOf(serial)], undefined)
      assert.equal(check(await bytesOf(await post(request)), serial).kind, 'good')
      const before = await list('professional-g1-ecc')
      assert.equal((await revoke(serial)).length, 1)
      assert.equal((await revoke(serial)).length, 0)
      const revokedAt = now
      now = plus(now, 5 * second)
      await ocspServer.refresh()
      assert.deepEqual(check(await bytesOf(await post(request)), serial), {
        kind: 'revoked',
        revokedAt,
        reason: 'keyCompromise',
      })
      const afterwards = await list('professional-g1-ecc')
      assert.ok(afterwards.number > before.number)
      const entry = afterwards.entries.find(
        (each) => Buffer.from(each.serial).toString('hex') === serial,
      )
      assert.equal(entry?.reason, 'keyCompromise')
    })

    it('accepts a nonce, and base64 with two slashes in the path', async () => {
      const serial = `5a${'ff'.repeat(16)}`
      const nonce = new Uint8Array(12).fill(255)
      const base64 = Buffer.from(encodeOcspRequest([idOf(serial)], nonce)).toString('base64')
      assert.ok(base64.includes('//'))
      for (const path of [base64, encodeURIComponent(base64)]) {
        const response = await bytesOf(await get(`/ocsp/professional-g1-ecc/${path}`))
        assert.equal(check(response, serial, nonce).kind, 'unknown')
      }
    })

    it('refuses malformed requests, requests that are too long and unknown addresses', async () => {
      const refused = decodeOcspResponse(await bytesOf(await post(Uint8Array.of(1, 2, 3))))
      assert.deepEqual(refused, { ok: true, value: { kind: 'error', error: 'malformedRequest' } })
      assert.equal((await post(new Uint8Array(9000))).status, 413)
      assert.equal((await get('/ocsp/professional-g1-ecc', { method: 'PUT' })).status, 405)
      for (const path of ['/other', '/ocsp/other', '/crl/other.crl', '/crl/root-g1-ecc'])
        assert.equal((await get(path)).status, 404, path)
    })

    it('responds at every address that a certificate names, with the policy in three languages', async () => {
      const certificate = decodeCertificate((await issue()).der)
      assert.ok(certificate.ok)
      const { crlDistributionPoints, authorityInfoAccess, certificatePolicies } =
        certificate.value.known
      const [cps = ''] = certificatePolicies?.map((policy) => policy.cps) ?? []
      const addresses = [
        ...(crlDistributionPoints ?? []),
        ...(authorityInfoAccess?.ocsp ?? []),
        ...(authorityInfoAccess?.caIssuers ?? []),
        cps,
      ]
      assert.equal(addresses.length, 4)
      for (const address of addresses)
        assert.equal((await get(new URL(address).pathname)).status, 200, address)

      const page = await get(new URL(cps).pathname)
      assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8')
      const html = await page.text()
      assert.ok(html.includes(ca.issuers.current('professional', 'ecc').policy?.oid ?? 'none'))
      assert.match(html, /<html lang="fi">/)
      assert.equal((await get('/policies/unheard-of')).status, 404)
    })

    it('shows its pages in the language that was requested, remembered or preferred, and escapes foreign input', async () => {
      const languageOf = async (path: string, headers = {}) => {
        const page = await get(path, { headers })
        return /<html lang="(..)">/.exec(await page.text())?.[1]
      }
      for (const path of ['/', '/ca/', '/profiles/', '/profiles/server', '/policies/service-ecc']) {
        assert.equal(await languageOf(path), 'fi')
        assert.equal(await languageOf(path, { 'accept-language': 'sv-FI, en' }), 'sv')
        const remembered = { cookie: 'language=en', 'accept-language': 'sv' }
        assert.equal(await languageOf(path, remembered), 'en')
        assert.equal(await languageOf(`${path}?language=sv`, { cookie: 'language=en' }), 'sv')
      }
      const { headers } = await get('/ca/?language=sv')
      assert.match(
        headers.get('set-cookie') ?? '',
        /^language=sv; Path=\/; SameSite=Lax; HttpOnly$/,
      )
      assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'; /)
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
    })

    it('serves the certificate of each CA as DER, as PEM and with its chain, and shows the fingerprints', async () => {
      const page = await (await get('/ca/')).text()
      const all = await (await get('/ca/all.pem')).text()
      const ofTests = await (await get('/ca/test.pem')).text()
      for (const { id, certificate, chain } of ca.issuers.all) {
        const der = await get(`/ca/${id}.crt`)
        assert.equal(der.headers.get('content-type'), 'application/pkix-cert')
        assert.deepEqual(await bytesOf(der), certificate.der)
        const pem = await (await get(`/ca/${id}.pem`)).text()
        assert.deepEqual(new Uint8Array(new X509Certificate(pem).raw), certificate.der)
        assert.equal(all.includes(pem), !id.startsWith('test-'), id)
        assert.equal(ofTests.includes(pem), id.startsWith('test-'), id)
        const p7c = await get(`/ca/${id}.p7c`)
        assert.match(p7c.headers.get('content-type') ?? '', /^application\/pkcs7-mime;/)
        const bundle = Buffer.from(await bytesOf(p7c))
        for (const der of chain) assert.ok(bundle.includes(Buffer.from(der)))
        const { fingerprint256 } = new X509Certificate(pem)
        assert.ok(page.includes(`data-copy="${fingerprint256}"`))
        assert.ok(page.replaceAll(/<\/?span>|\s/g, '').includes(`>${fingerprint256}<`))
      }
    })

    it('shows how fresh the CRLs of all CAs are, and warns a month ahead that a root CA needs a ceremony', async () => {
      const { issuers } = ca
      const lists = await db.read(freshnessOfCrls(issuers))
      assert.deepEqual(
        lists.map((each) => each.issuer).toSorted(),
        issuers.all.map(({ id }) => id as string).toSorted(),
      )
      const root = lists.find(({ byCeremony }) => byCeremony)
      const { crl } = await issuers.rootStatus(issuers.roots[0]?.id ?? ('none' as never))
      assert.equal(root?.nextUpdate, crl.nextUpdate)
      assert.equal(root.dueBy, plus(crl.nextUpdate, -30 * day))
      const professional = lists.find(({ issuer }) => issuer === 'professional-g1-ecc')
      assert.ok(professional)
      const { thisUpdate, nextUpdate, dueBy } = professional
      assert.equal(dueBy - thisUpdate, nextUpdate - dueBy)

      const unreadable = { ...issuers, rootStatus: () => Promise.reject(new Error('no file')) }
      const input = await db.read(freshnessOfCrls(unreadable))
      assert.ok((input.find(({ byCeremony }) => byCeremony)?.nextUpdate ?? now) < now)
    })

    it('explains every profile in every language, next to a certificate with a given serial number', async () => {
      const english = { headers: { 'accept-language': 'en' } }
      const list = await (await get('/profiles/')).text()
      for (const id of Object.keys(profiles)) {
        assert.ok(list.includes(`href="/profiles/${id}"`))
        for (const language of ['fi', 'sv', 'en'] as const) {
          const page = await (await get(`/profiles/${id}?language=${language}`)).text()
          for (const { name } of explainProfile(profiles[id as ProfileId], undefined))
            assert.ok(page.includes(name[language]), name[language])
        }
      }
      for (const { id, issuers } of Object.values(profiles)) {
        const page = await (await get(`/profiles/${id}`, english)).text()
        assert.match(page, /The certificate keeps every rule/, id)
        if (profiles[id].certifies !== 'ca') assert.match(page, /an invented certificate/, id)
        if (profiles[id].certifies !== 'person' || !issuers.includes('test')) continue
        const path = `/profiles/${id}?issuer=test-g1-ecc`
        const test = await (await get(path, english)).text()
        assert.match(test, /CA for Test Purposes - G1 ECC[^]*surname=Esimerkki/, id)
      }
      const root = await (await get('/profiles/ca-root', english)).text()
      assert.match(root, /TEST Sotevarmenne Root CA - G1 ECC/)
      assert.match(root, /The certificate keeps every rule/)

      const { issuer, serial } = await issueResponder()
      const path = `/profiles/ocsp-responder?issuer=${issuer}&serial=`
      const spelt = encodeURIComponent(serial.toUpperCase().replaceAll(/..(?=.)/g, '$&:'))
      const beside = await (await get(path + spelt, english)).text()
      assert.match(beside, /commonName=TEST Sotevarmenne OCSP responder/)
      assert.match(beside, /The certificate keeps every rule/)
      for (const unknown of [
        path + '00',
        path + encodeURIComponent('<script>'),
        path.replace('ocsp-responder', 'server') + serial,
      ]) {
        const page = await (await get(unknown, english)).text()
        assert.match(page, /This issuer has no certificate of this profile/)
        assert.doesNotMatch(page, /TEST Sotevarmenne OCSP|<script/)
      }
      const person = await issue()
      const ofPerson = `/profiles/professional-authentication?issuer=${person.issuer}&serial=${person.serial}`
      assert.doesNotMatch(
        await (await get(ofPerson, english)).text(),
        /surname=|In the certificate/,
      )
      assert.equal((await get('/profiles/unheard-of')).status, 404)
    })

    it('shows sample certificates that are valid, however long ago the page was first opened', async () => {
      let at = now
      const { issuers } = ca
      const show = showProfile({ db, issuers, certificates, clock: { now: () => at } })
      const shownAt = async (time: Instant) => {
        at = time
        const page = await show('/profiles/temporary-authentication', 'en')
        const fields = page?.body.markup ?? ''
        const [, from = '', to = ''] = /<code>(2\S+Z) – (2\S+Z)<\/code>/.exec(fields) ?? []
        return { from, isValid: from <= formatInstant(at) && formatInstant(at) <= to }
      }
      const first = await shownAt(now)
      assert.deepEqual(await shownAt(plus(now, day)), { ...first, isValid: true })
      assert.ok((await shownAt(plus(now, 200 * day))).isValid, 'after its end')
      assert.ok((await shownAt(now)).isValid, 'by a clock that was put back')
    })

    it('answers for our CAs with the responses that their root signed in its ceremony, and with nothing else', async () => {
      const professional = ca.issuers.current('professional', 'ecc')
      const { root, certificate } = professional
      const request = async (serial: Uint8Array, nonce?: Uint8Array) => {
        const about = { issuer: root, serial }
        const id = certIdFor({ ...about, hashAlgorithm: 'sha256' })
        const body = Buffer.from(encodeOcspRequest([id], nonce))
        const response = await bytesOf(
          await get(`/ocsp/${professional.under}`, { method: 'POST', body }),
        )
        return checkOcspResponse({
          ...about,
          response,
          at: now,
          nonce: undefined,
          toleranceMilliseconds: 1000,
        })
      }
      assert.deepEqual(await request(certificate.serial), { ok: true, value: { kind: 'good' } })
      assert.deepEqual(await request(certificate.serial, new Uint8Array(16)), {
        ok: true,
        value: { kind: 'good' },
      })
      const unknown = await request(Uint8Array.of(1))
      assert.ok(!unknown.ok)
      assert.deepEqual(unknown.refusal, { kind: 'no-response', error: 'unauthorized' })
    })

    it('serves a signed CRL of each issuer, and a new one every hour', async () => {
      for (const issuer of ca.issuers.all) {
        const found = await list(issuer.id)
        const { signatureAlgorithm: algorithm, tbs: data, signature } = found
        assert.ok(verifySignature({ algorithm, spki: issuer.spki, data, signature }))
        const days = issuer.role === 'root' ? 396 : 1
        assert.equal(found.nextUpdate - found.thisUpdate, days * 24 * hour)
      }
      const before = await list('service-g1-ecc')
      now = plus(now, hour)
      await ocspServer.refresh()
      assert.ok((await list('service-g1-ecc')).number > before.number)
    })
  })
})
