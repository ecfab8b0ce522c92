import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { authoritySubject } from '@sotevarmenne/issuing/domain/authority-subject'
import { readAuthorities, type Authorities } from '@sotevarmenne/issuing/issuer-file'
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
import { anAuthority } from '@sotevarmenne/x509/testing'
import type { KeyStore } from '#keys/signing-key.ts'
import { createFileKeys } from '#keys/file-keys.ts'
import { digestOf } from '#signing-log.ts'
import { holdCeremony, type Ceremony } from './hold-ceremony.ts'
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
      new URL('../../../../libs/issuing/src/example-authorities.json', import.meta.url),
      'utf8',
    )
    await writeFile(join(folder, 'known-bad-keys.txt'), '')
  })
  after(() => rm(folder, { recursive: true }))

  const authorities = readAuthorities({ isWanted: ({ family }) => family === 'ecc' })
  const publicFolder = () => join(folder, 'public')
  const hold = (changes: Partial<Ceremony> = {}) =>
    holdCeremony({
      authorities,
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
  const issuersNow = (of: Authorities = authorities) => readIssuers(publicFolder(), of)
  const nothingIsMade = async () => {
    assert.deepEqual(await readdir(publicFolder()).catch(() => []), [])
  }
  /** The file with a second generation of professionals' authority. */
  const withNextGeneration = async () => {
    const told = JSON.parse(example) as { issuers: { role: string; family: string }[] }
    const next = told.issuers
      .filter(({ role, family }) => role === 'professional' && family === 'ecc')
      .map((each) => ({
        ...each,
        generation: 2,
        commonName: 'TEST Sotevarmenne CA Prof. - G2 ECC',
      }))
    const file = join(folder, 'next.json')
    await writeFile(file, JSON.stringify({ ...told, issuers: [...told.issuers, ...next] }))
    return readAuthorities({ file, isWanted: ({ family }) => family === 'ecc' })
  }

  it('takes a request that is made again after it was lost, for the key that was there', async () => {
    const facts = authorities.issuers.find(({ role }) => role === 'temporary')
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
      /the key of temporary-g1-ecc is none of RSA-4096/,
    )
  })

  it('is not held before or after the days for which the file was reviewed', async () => {
    const on = (firstDay: string, lastDay: string) => {
      const ceremony = { ...authorities.ceremony, firstDay, lastDay } as Authorities['ceremony']
      return refusalOf({ authorities: { ...authorities, ceremony } })
    }
    assert.deepEqual(await on('2026-11-25', '2026-12-01'), {
      kind: 'ceremony-too-early',
      firstDay: '2026-11-25',
    })
    assert.deepEqual(await on('2026-11-01', '2026-11-23'), {
      kind: 'ceremony-expired',
      lastDay: '2026-11-23',
    })
    await nothingIsMade()
  })

  it('needs two persons with two secrets', async () => {
    assert.deepEqual(await refusalOf({ secrets: [secrets[0], 'short'] }), {
      kind: 'secret-too-short',
      person: 2,
    })
    assert.deepEqual(await refusalOf({ secrets: [secrets[0], secrets[0]] }), {
      kind: 'secrets-alike',
    })
    await nothingIsMade()
  })

  it('certifies no request in another name, with wishes, or not signed by its own key', async () => {
    const professional = factsOf('professional-g1-ecc')
    const request = (changes: Partial<Parameters<typeof encodeTbsRequest>[0]>) =>
      assembleCertificateRequest({
        tbs: encodeTbsRequest({
          subject: authoritySubject(professional),
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
      await detailOf(request({ subject: authoritySubject(factsOf('service-g1-ecc')) })),
      'another name',
    )
    const wish = { type: '2.5.29.19', critical: true, value: Uint8Array.of(0x30, 0) }
    assert.equal(await detailOf(request({ extensions: [wish] })), 'it asks for extensions')
    assert.equal(await detailOf(request({})), 'its own key did not sign it')
    await nothingIsMade()
  })

  it('examines every certificate before it leaves one, also one that lay there', async () => {
    const elsewhere = join(folder, 'elsewhere')
    const facts = factsOf('temporary-g1-ecc')
    const stranger = anAuthority({ commonName: facts.commonName })
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

  it('makes what the file decides, and leaves lists, answers and a signed record', async () => {
    const held = await hold()
    assert.ok(held.ok, JSON.stringify(held))
    await makeCheckpointKey(keys, publicFolder())
    const issuers = await issuersNow()
    assert.deepEqual(
      issuers.all.map(({ id }) => id).sort(),
      authorities.issuers.map(({ id }) => id).sort(),
    )
    const { record } = held.value
    assert.deepEqual(record.persons, authorities.ceremony.persons)
    assert.equal(record.file, authorities.ceremony.fileDigest)
    assert.deepEqual(
      record.deeds.map(({ deed, issuer }) => `${deed} ${issuer}`),
      [...authorities.issuers.map(({ id }) => `certified ${id}`), 'listed root-g1-ecc'],
    )
    const [kept = ''] = await readdir(join(publicFolder(), 'ceremonies'))
    const read = JSON.parse((await open(join('ceremonies', kept))).toString()) as SignedRecord
    const roots = new Map(issuers.roots.map((root) => [root.id as string, root]))
    assert.deepEqual(doubtfulRoots(read, roots), [])
    const forged = { ...read, record: { ...read.record, persons: ['Somebody', 'Else'] } }
    assert.deepEqual(doubtfulRoots(forged, roots), ['root-g1-ecc'])
  })

  it('leaves the root’s keys to nobody with one secret, or with both in the wrong order', async () => {
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

  it('gives each authority an answer of the root that relying parties take, and the root a list for a year', async () => {
    const { roots, all } = await issuersNow()
    const [root] = roots
    assert.ok(root)
    const answers = JSON.parse((await open('root-g1-ecc.ocsp.json')).toString()) as Record<
      string,
      string
    >
    for (const { certificate } of all)
      assert.deepEqual(
        checkOcspResponse({
          issuer: root.certificate,
          serial: certificate.serial,
          response: new Uint8Array(
            Buffer.from(answers[formatSerial(certificate.serial)] ?? '', 'base64'),
          ),
          at: plus(testNow, 300 * day),
          nonce: undefined,
          toleranceMilliseconds: 0,
        }),
        ok({ kind: 'good' }),
      )
    const list = decodeCertificateList(new Uint8Array(await open('root-g1-ecc.crl')))
    assert.ok(list.ok)
    assert.equal(list.value.number, 1n)
    assert.equal(list.value.nextUpdate, plus(testNow, 396 * day))
  })

  it('is held again for a further generation: the old one stays as it was, the new one issues', async () => {
    const before = await open('professional-g1-ecc.crt')
    const next = await withNextGeneration()
    assert.equal((await issuersNow(next)).current('professional', 'ecc').generation, 1)

    const later = plus(testNow, 30 * day)
    const held = await hold({ authorities: next, clock: { now: () => later } })
    assert.ok(held.ok, JSON.stringify(held))
    assert.deepEqual(
      held.value.record.deeds.map(({ deed, issuer }) => `${deed} ${issuer}`),
      ['opened root-g1-ecc', 'certified professional-g2-ecc', 'listed root-g1-ecc'],
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

  it('puts an authority that is no longer trusted on the root’s list, and says so in the answer', async () => {
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

    const list = decodeCertificateList(new Uint8Array(await open('root-g1-ecc.crl')))
    assert.ok(list.ok)
    assert.deepEqual(list.value.entries, [entry])
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
    const answers = JSON.parse((await open('root-g1-ecc.ocsp.json')).toString()) as Record<
      string,
      string
    >
    const [root] = (await issuersNow()).roots
    assert.ok(root)
    const statusOf = (serial: Uint8Array) =>
      checkOcspResponse({
        issuer: root.certificate,
        serial,
        response: new Uint8Array(Buffer.from(answers[formatSerial(serial)] ?? '', 'base64')),
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

  /** What lies in both folders, so that a refusal can be seen to change nothing. */
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

  it('revokes nothing of a root that is not in the file, and nothing that the root never signed', async () => {
    const { certificate } = (await issuersNow()).current('service', 'ecc')
    const { serial } = certificate
    const revoked = { serial, revokedAt: testNow, reason: 'superseded' } as const
    assert.deepEqual(await changesNothing({ revoke: [{ ...revoked, root: 'root-g9-ecc' }] }), {
      kind: 'root-unknown',
      root: 'root-g9-ecc',
    })
    const root = 'root-g1-ecc'
    const never = { ...revoked, root, serial: Uint8Array.of(1, 2, 3) }
    assert.deepEqual(await changesNothing({ revoke: [{ ...revoked, root }, never] }), {
      kind: 'serial-unknown',
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

  it('goes on only from the root’s last list, as the journal beside the keys has it', async () => {
    const root = 'root-g1-ecc'
    const path = join(folder, 'roots', `${root}.crl`)
    const last = await readFile(path)
    const { number } = await theList()
    assert.ok((await hold({ requestOf: nothing })).ok)
    const newest = await readFile(path)

    await writeFile(path, last)
    assert.deepEqual(await changesNothing({}), {
      kind: 'last-list-not-of-journal',
      root,
      list: String(number),
      journal: String(number + 1n),
    })
    await rm(path)
    assert.deepEqual(await changesNothing({}), {
      kind: 'last-list-not-of-journal',
      root,
      list: 'none',
      journal: String(number + 1n),
    })
    const forged = Buffer.from(newest)
    forged[forged.length - 1] = (forged[forged.length - 1] ?? 0) ^ 1
    await writeFile(path, forged)
    assert.deepEqual(await changesNothing({}), { kind: 'last-list-not-signed-by-root', root })
    await writeFile(path, newest)
    assert.ok((await hold({ requestOf: nothing })).ok)
  })

  it('does not go on with an older copy of the medium, which would undo what was revoked since', async () => {
    const root = 'root-g1-ecc'
    const [medium, copy] = [join(folder, 'roots'), join(folder, 'copy')]
    await cp(medium, copy, { recursive: true })
    const { certificate } = (await issuersNow()).current('service', 'ecc')
    const revoked = { root, revokedAt: testNow, reason: 'cACompromise' } as const
    const revoke = [{ ...revoked, serial: certificate.serial }]
    assert.ok((await hold({ requestOf: nothing, revoke })).ok)
    const { number } = await theList()
    const newest = join(folder, 'newest')
    await cp(medium, newest, { recursive: true })
    const bring = async (from: string) => {
      await rm(medium, { recursive: true })
      await cp(from, medium, { recursive: true })
    }

    await bring(copy)
    const refusal = { kind: 'published-list-not-of-journal', root, published: String(number) }
    assert.deepEqual(await changesNothing({}), refusal)
    const published = join(publicFolder(), `${root}.crl`)
    const last = await readFile(published)
    await rm(published)
    assert.ok((await hold({ requestOf: nothing })).ok)
    await writeFile(published, last)
    assert.deepEqual(await changesNothing({}), refusal, 'another list has the same number')
    await bring(newest)
    assert.ok((await hold({ requestOf: nothing })).ok)
    await Promise.all([copy, newest].map((each) => rm(each, { recursive: true })))
  })

  it('goes on from a list that was signed when the power went, before the journal had it', async () => {
    const journal = join(folder, 'roots/journal')
    const before = await readFile(journal)
    assert.ok((await hold({ requestOf: nothing })).ok)
    const { number } = await theList()
    await writeFile(journal, before)
    assert.ok((await hold({ requestOf: nothing })).ok)
    assert.equal((await theList()).number, number + 1n)
  })

  it('does not go on with a journal that knows nothing of what the root has certified', async () => {
    const journal = join(folder, 'roots/journal')
    const before = await readFile(journal)
    await writeFile(journal, '')
    const { certificate } = (await issuersNow()).roots[0] ?? assert.fail('no root')
    assert.deepEqual(await changesNothing({}), {
      kind: 'certificate-not-of-journal',
      root: 'root-g1-ecc',
      serial: formatSerial(certificate.serial),
    })
    await writeFile(journal, before)
  })

  async function theList() {
    const list = decodeCertificateList(new Uint8Array(await open('root-g1-ecc.crl')))
    assert.ok(list.ok)
    return list.value
  }
})
