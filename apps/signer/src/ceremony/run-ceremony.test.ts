import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { caSubject } from '@sotevarmenne/issuing/domain/ca-subject'
import { readCas, type Cas } from '@sotevarmenne/issuing/issuer-file'
import type { IssuerId } from '@sotevarmenne/issuing/domain/issuer'
import { readIssuers } from '@sotevarmenne/issuing/issuers'
import { aSpki, factsOf, testNow } from '@sotevarmenne/issuing/testing'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { decodeCertificate, formatSerial } from '@sotevarmenne/x509/certificate'
import { decodeCertificateList } from '@sotevarmenne/x509/crl'
import { checkOcspResponse } from '@sotevarmenne/x509/ocsp-check'
import {
  assembleCertificateRequest,
  decodeCertificateRequest,
  encodeTbsRequest,
} from '@sotevarmenne/x509/request'
import { aCa } from '@sotevarmenne/x509/testing'
import type { KeyStore } from '#keys/signing-key.ts'
import { createFileKeys } from '#keys/file-keys.ts'
import { digestOf } from '#signing-log.ts'
import { runCeremony, type Ceremony } from './run-ceremony.ts'
import { doubtfulRoots, type SignedRecord } from './record.ts'
import { makeCheckpointKey } from './rehearse.ts'
import { requestCertificate } from './request-certificate.ts'

const secrets = ['the secret of one person', 'the secret of another'] as const

describe('a key ceremony', () => {
  let folder: string
  let keys: KeyStore
  let example: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ceremony-'))
    keys = createFileKeys({ folder, passphrase: 'of the signer', workFactor: 10 })
    example = await readFile(
      new URL('../../../../libs/issuing/src/example-cas.json', import.meta.url),
      'utf8',
    )
    await writeFile(join(folder, 'blocked-keys.txt'), '')
  })
  after(() => rm(folder, { recursive: true }))

  const cas = readCas({ isWanted: ({ family }) => family === 'ecc' })
  const publicFolder = () => join(folder, 'public')
  const hold = (changes: Partial<Ceremony> = {}) =>
    runCeremony({
      cas,
      secrets,
      rootFolder: join(folder, 'roots'),
      publicFolder: publicFolder(),
      clock: { now: () => testNow },
      say: () => undefined,
      isRehearsal: true,
      requestOf: (facts) => requestCertificate(keys, facts),
      workFactor: 10,
      ...changes,
    })
  const refusalOf = async (changes: Partial<Ceremony>) => {
    const held = await hold(changes)
    assert.ok(!held.ok)
    return held.refusal
  }
  const nothing = () => Promise.resolve(undefined)
  const open = (name: string) => readFile(join(publicFolder(), name))
  const issuersNow = (of: Cas = cas) => readIssuers(publicFolder(), of)
  const nothingIsProduced = async () => {
    assert.deepEqual(await readdir(publicFolder()).catch(() => []), [])
  }
  /** The file with a second generation of the professionals' CA. */
  const withNextGeneration = async () => {
    const input = JSON.parse(example) as { issuers: { role: string; family: string }[] }
    const next = input.issuers
      .filter(({ role, family }) => role === 'professional' && family === 'ecc')
      .map((each) => ({
        ...each,
        generation: 2,
        commonName: 'TEST Sotevarmenne CA Prof. - G2 ECC',
      }))
    const file = join(folder, 'next.json')
    await writeFile(file, JSON.stringify({ ...input, issuers: [...input.issuers, ...next] }))
    return readCas({ file, isWanted: ({ family }) => family === 'ecc' })
  }

  it('accepts a repeated request after a lost one, for the same key', async () => {
    const facts = cas.issuers.find(({ role }) => role === 'temporary')
    assert.ok(facts)
    const [lost, again] = [
      await requestCertificate(keys, facts),
      await requestCertificate(keys, facts),
    ]
    const spkiOf = (request: Uint8Array) => {
      const read = decodeCertificateRequest(request)
      assert.ok(read.ok)
      return read.value.subjectPublicKeyInfo
    }
    assert.deepEqual(spkiOf(again), spkiOf(lost))
    await assert.rejects(
      requestCertificate(keys, { ...facts, family: 'rsa' }),
      /the key of temporary-g1-ecc is not of kind RSA-4096/,
    )
  })

  it('is refused before and after the days for which the file was reviewed', async () => {
    const on = (firstDay: string, lastDay: string) => {
      const ceremony = { ...cas.ceremony, firstDay, lastDay } as Cas['ceremony']
      return refusalOf({ cas: { ...cas, ceremony } })
    }
    assert.deepEqual(await on('2026-11-25', '2026-12-01'), {
      kind: 'ceremony-too-early',
      firstDay: '2026-11-25',
    })
    assert.deepEqual(await on('2026-11-01', '2026-11-23'), {
      kind: 'ceremony-expired',
      lastDay: '2026-11-23',
    })
    await nothingIsProduced()
  })

  it('needs two persons with two secrets (dual control)', async () => {
    assert.deepEqual(await refusalOf({ secrets: [secrets[0], 'short'] }), {
      kind: 'secret-too-short',
      person: 2,
    })
    assert.deepEqual(await refusalOf({ secrets: [secrets[0], secrets[0]] }), {
      kind: 'secrets-alike',
    })
    await nothingIsProduced()
  })

  it('certifies no request in another name, with extra wishes, or not signed with its own key', async () => {
    const professional = factsOf('professional-g1-ecc')
    const request = (changes: Partial<Parameters<typeof encodeTbsRequest>[0]>) =>
      assembleCertificateRequest({
        tbs: encodeTbsRequest({
          subject: caSubject(professional),
          subjectPublicKeyInfo: aSpki(),
          extensions: [],
          ...changes,
        }),
        signatureAlgorithm: 'ecdsa-sha384',
        signature: new Uint8Array(70),
      })
    const detailOf = async (der: Uint8Array) => {
      const refusal = await refusalOf({ requestOf: () => Promise.resolve(der) })
      assert.equal(refusal.kind, 'request-not-acceptable')
      return 'detail' in refusal ? refusal.detail : undefined
    }
    assert.equal(await detailOf(Uint8Array.of(0x30, 0)), 'malformed-request')
    assert.equal(
      await detailOf(request({ subject: caSubject(factsOf('service-g1-ecc')) })),
      'another name',
    )
    const wish = { type: '2.5.29.19', critical: true, value: Uint8Array.of(0x30, 0) }
    assert.equal(await detailOf(request({ extensions: [wish] })), 'it asks for extensions')
    assert.equal(await detailOf(request({})), 'its own key did not sign it')
    await nothingIsProduced()
  })

  it('examines every certificate before it is published, also one that was there before', async () => {
    const elsewhere = join(folder, 'elsewhere')
    const facts = factsOf('temporary-g1-ecc')
    const stranger = aCa({ commonName: facts.commonName })
    await mkdir(elsewhere)
    await writeFile(join(elsewhere, `${facts.id}.crt`), stranger.certificate.der)
    assert.deepEqual(
      await refusalOf({ publicFolder: elsewhere, rootFolder: join(folder, 'other-roots') }),
      {
        kind: 'examination-failed',
        issuer: facts.id,
        detail: 'it is not of its root',
      },
    )
    assert.deepEqual(await readdir(elsewhere), [`${facts.id}.crt`])
  })

  it('creates what the file decides: CRLs, OCSP responses and a signed record', async () => {
    const held = await hold()
    assert.ok(held.ok, JSON.stringify(held))
    await makeCheckpointKey(keys, publicFolder())
    const issuers = await issuersNow()
    assert.deepEqual(issuers.all.map(({ id }) => id).sort(), cas.issuers.map(({ id }) => id).sort())
    const { record } = held.value
    assert.deepEqual(record.persons, cas.ceremony.persons)
    assert.equal(record.file, cas.ceremony.fileDigest)
    assert.deepEqual(
      record.operations.map(({ operation, issuer }) => `${operation} ${issuer}`),
      [
        ...cas.issuers
          .toSorted((one, other) => Number(other.role === 'root') - Number(one.role === 'root'))
          .map(({ id }) => `certified ${id}`),
        ...['listed root-g1-ecc', 'listed test-root-g1-ecc'],
      ],
    )
    const [stored = ''] = await readdir(join(publicFolder(), 'ceremonies'))
    const read = JSON.parse((await open(join('ceremonies', stored))).toString()) as SignedRecord
    const roots = new Map(issuers.roots.map((root) => [root.id as string, root]))
    assert.deepEqual(doubtfulRoots(read, roots), [])
    const forged = { ...read, record: { ...read.record, persons: ['Somebody', 'Else'] } }
    assert.deepEqual(doubtfulRoots(forged, roots), ['root-g1-ecc', 'test-root-g1-ecc'])
  })

  it('does not open the root’s keys with one secret, or with both in the wrong order', async () => {
    for (const tried of [
      [secrets[0], 'another secret altogether'],
      [secrets[1], secrets[0]],
    ] as const)
      assert.deepEqual(await refusalOf({ secrets: tried }), {
        kind: 'root-does-not-open',
        root: 'root-g1-ecc',
        because: { kind: 'wrong-passphrase-or-damaged' },
      })
  })

  it('signs an OCSP response for each CA that relying parties accept, and a root CRL for a year', async () => {
    const { all } = await issuersNow()
    for (const { certificate, root, under } of all) {
      const responses = JSON.parse((await open(`${under}.ocsp.json`)).toString()) as Record<
        string,
        string
      >
      assert.deepEqual(
        checkOcspResponse({
          issuer: root,
          serial: certificate.serial,
          response: new Uint8Array(
            Buffer.from(responses[formatSerial(certificate.serial)] ?? '', 'base64'),
          ),
          at: plus(testNow, 300 * day),
          nonce: undefined,
          toleranceMilliseconds: 0,
        }),
        ok({ kind: 'good' }),
      )
    }
    const crl = decodeCertificateList(new Uint8Array(await open('root-g1-ecc.crl')))
    assert.ok(crl.ok)
    assert.equal(crl.value.number, 1n)
    assert.equal(crl.value.nextUpdate, plus(testNow, 396 * day))
  })

  it('can be run again for a further generation: the old one stays as it was, the new one issues', async () => {
    const before = await open('professional-g1-ecc.crt')
    const next = await withNextGeneration()
    assert.equal((await issuersNow(next)).current('professional', 'ecc').generation, 1)

    const later = plus(testNow, 30 * day)
    const held = await hold({ cas: next, clock: { now: () => later } })
    assert.ok(held.ok, JSON.stringify(held))
    assert.deepEqual(
      held.value.record.operations.map(({ operation, issuer }) => `${operation} ${issuer}`),
      [
        ...['opened root-g1-ecc', 'opened test-root-g1-ecc', 'certified professional-g2-ecc'],
        ...['listed root-g1-ecc', 'listed test-root-g1-ecc'],
      ],
    )
    assert.deepEqual(await open('professional-g1-ecc.crt'), before)
    const issuers = await issuersNow(next)
    assert.equal(issuers.current('professional', 'ecc').id, 'professional-g2-ecc')
    for (const id of ['professional-g1-ecc', 'professional-g2-ecc']) {
      const issuer = issuers.find(id)
      assert.ok(issuer)
      assert.ok((await keys.open(id, issuer.spki)).ok, 'both keys sign on')
    }
  })

  it('leaves policies that a CA was not created with, and another root, to the next generation (R253, R390)', async () => {
    const changed = (id: string, changes: Partial<Cas['issuers'][number]>): Cas => ({
      ...cas,
      isShipped: false,
      issuers: cas.issuers.map((each) => (each.id === id ? { ...each, ...changes } : each)),
    })
    const names = { id: 'x', oid: '1.2.3', cpsUrl: 'http://localhost/x', notices: ['x'] }
    const profilePolicies = new Map([['professional-signature', names]])
    await assert.rejects(
      issuersNow(changed('professional-g1-ecc', { profilePolicies })),
      /certificate of professional-g1-ecc lacks policy 1\.2\.3 of professional-signature/,
    )
    await assert.rejects(
      issuersNow(changed('test-g1-ecc', { under: 'root-g1-ecc' as IssuerId })),
      /test-g1-ecc was not certified by root-g1-ecc/,
    )
    const { anchors, roots } = await issuersNow()
    assert.deepEqual(
      roots.map(({ id }) => id),
      ['root-g1-ecc', 'test-root-g1-ecc'],
    )
    assert.deepEqual(
      anchors.map(({ der }) => der),
      [roots[0]?.certificate.der],
    )
  })

  it('puts a CA that is no longer trusted on the root’s CRL, and in the OCSP response', async () => {
    const { certificate } = (await issuersNow()).current('professional', 'ecc')
    const entry = {
      serial: certificate.serial,
      revokedAt: testNow,
      reason: 'cACompromise',
    } as const
    const held = await hold({ requestOf: nothing, revoke: [{ ...entry, root: 'root-g1-ecc' }] })
    assert.ok(held.ok, JSON.stringify(held))
    const again = await hold({ requestOf: nothing })
    assert.ok(again.ok, 'what stands on the list stays on it')

    const crl = decodeCertificateList(new Uint8Array(await open('root-g1-ecc.crl')))
    assert.ok(crl.ok)
    assert.deepEqual(crl.value.entries, [entry])
    const words = ['-CRLfile', join(publicFolder(), 'root-g1-ecc.crl'), '-crl_check']
    const at = ['-attime', String(testNow / 1000)]
    assert.throws(
      () =>
        execFileSync(
          'openssl',
          [
            'verify',
            ...words,
            ...at,
            ...['-CAfile', join(publicFolder(), 'root-g1-ecc.crt')],
            join(publicFolder(), 'professional-g1-ecc.crt'),
          ],
          { stdio: 'pipe' },
        ),
      /certificate revoked/,
    )
    const other = decodeCertificate(new Uint8Array(await open('service-g1-ecc.crt')))
    assert.ok(other.ok)
    const responses = JSON.parse((await open('root-g1-ecc.ocsp.json')).toString()) as Record<
      string,
      string
    >
    const [root] = (await issuersNow()).roots
    assert.ok(root)
    const statusOf = (serial: Uint8Array) =>
      checkOcspResponse({
        issuer: root.certificate,
        serial,
        response: new Uint8Array(Buffer.from(responses[formatSerial(serial)] ?? '', 'base64')),
        at: instant(testNow + 1000),
        nonce: undefined,
        toleranceMilliseconds: 0,
      })
    assert.deepEqual(
      statusOf(certificate.serial),
      ok({ kind: 'revoked', revokedAt: testNow, reason: 'cACompromise' }),
    )
    assert.deepEqual(statusOf(other.value.serial), ok({ kind: 'good' }))
  })

  /** The content of both folders, to show that a refusal changes nothing. */
  const everything = async () => {
    const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((each) => each.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
    const digests = await Promise.all(names.map(async (name) => digestOf(await readFile(name))))
    return names.map((name, index) => `${name} ${String(digests[index])}`).toSorted()
  }
  const changesNothing = async (changes: Partial<Ceremony>) => {
    const before = await everything()
    const refusal = await refusalOf({ requestOf: nothing, ...changes })
    assert.deepEqual(await everything(), before)
    return refusal
  }

  it('revokes nothing for a root that is not in the file, and nothing that the root never signed', async () => {
    const { certificate } = (await issuersNow()).current('service', 'ecc')
    const { serial } = certificate
    const revoked = { serial, revokedAt: testNow, reason: 'superseded' } as const
    assert.deepEqual(await changesNothing({ revoke: [{ ...revoked, root: 'root-g9-ecc' }] }), {
      kind: 'root-not-found',
      root: 'root-g9-ecc',
    })
    const root = 'root-g1-ecc'
    const never = { ...revoked, root, serial: Uint8Array.of(1, 2, 3) }
    assert.deepEqual(await changesNothing({ revoke: [{ ...revoked, root }, never] }), {
      kind: 'serial-not-found',
      root,
      serial: '010203',
    })
    const tomorrow = { ...revoked, root, revokedAt: plus(testNow, day) }
    assert.deepEqual(await changesNothing({ revoke: [tomorrow] }), {
      kind: 'revoked-in-the-future',
      root,
      serial: formatSerial(serial),
    })
  })

  it('continues only from the root’s last CRL that is in the signing log beside the keys', async () => {
    const root = 'root-g1-ecc'
    const path = join(folder, 'roots', `${root}.crl`)
    const last = await readFile(path)
    const { number } = await theCrl()
    assert.ok((await hold({ requestOf: nothing })).ok)
    const newest = await readFile(path)

    await writeFile(path, last)
    assert.deepEqual(await changesNothing({}), {
      kind: 'last-crl-not-of-signing-log',
      root,
      crl: String(number),
      signingLog: String(number + 1n),
    })
    await rm(path)
    assert.deepEqual(await changesNothing({}), {
      kind: 'last-crl-not-of-signing-log',
      root,
      crl: 'none',
      signingLog: String(number + 1n),
    })
    const forged = Buffer.from(newest)
    forged[forged.length - 1] = (forged[forged.length - 1] ?? 0) ^ 1
    await writeFile(path, forged)
    assert.deepEqual(await changesNothing({}), { kind: 'last-crl-not-signed-by-root', root })
    await writeFile(path, newest)
    assert.ok((await hold({ requestOf: nothing })).ok)
  })

  it('refuses an older copy of the medium, which would undo later revocations', async () => {
    const root = 'root-g1-ecc'
    const [medium, copy] = [join(folder, 'roots'), join(folder, 'copy')]
    await cp(medium, copy, { recursive: true })
    const { certificate } = (await issuersNow()).current('service', 'ecc')
    const revoked = { root, revokedAt: testNow, reason: 'cACompromise' } as const
    const revoke = [{ ...revoked, serial: certificate.serial }]
    assert.ok((await hold({ requestOf: nothing, revoke })).ok)
    const { number } = await theCrl()
    const newest = join(folder, 'newest')
    await cp(medium, newest, { recursive: true })
    const bring = async (from: string) => {
      await rm(medium, { recursive: true })
      await cp(from, medium, { recursive: true })
    }

    await bring(copy)
    const refusal = { kind: 'published-crl-not-of-signing-log', root, published: String(number) }
    assert.deepEqual(await changesNothing({}), refusal)
    const published = join(publicFolder(), `${root}.crl`)
    const last = await readFile(published)
    // The other root of the same medium has published its list too.
    const ofTests = join(publicFolder(), 'test-root-g1-ecc.crl')
    const lastOfTests = await readFile(ofTests)
    await rm(published)
    await rm(ofTests)
    assert.ok((await hold({ requestOf: nothing })).ok)
    await writeFile(published, last)
    await writeFile(ofTests, lastOfTests)
    assert.deepEqual(await changesNothing({}), refusal, 'another list has the same number')
    await bring(newest)
    assert.ok((await hold({ requestOf: nothing })).ok)
    await Promise.all([copy, newest].map((each) => rm(each, { recursive: true })))
  })

  it('continues from a CRL that was signed just before a crash and is not in the signing log', async () => {
    const signingLog = join(folder, 'roots/signing-log')
    const before = await readFile(signingLog)
    assert.ok((await hold({ requestOf: nothing })).ok)
    const { number } = await theCrl()
    await writeFile(signingLog, before)
    assert.ok((await hold({ requestOf: nothing })).ok)
    assert.equal((await theCrl()).number, number + 1n)
  })

  it('refuses a signing log without the certificates that the root has issued', async () => {
    const signingLog = join(folder, 'roots/signing-log')
    const before = await readFile(signingLog)
    await writeFile(signingLog, '')
    const { certificate } = (await issuersNow()).roots[0] ?? assert.fail('no root')
    assert.deepEqual(await changesNothing({}), {
      kind: 'certificate-not-of-signing-log',
      root: 'root-g1-ecc',
      serial: formatSerial(certificate.serial),
    })
    await writeFile(signingLog, before)
  })

  async function theCrl() {
    const crl = decodeCertificateList(new Uint8Array(await open('root-g1-ecc.crl')))
    assert.ok(crl.ok)
    return crl.value
  }
})
