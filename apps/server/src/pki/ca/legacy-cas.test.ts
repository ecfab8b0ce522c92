import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { inspect } from 'node:util'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { signData } from '@sotevarmenne/x509/algorithms'
import { assembleCertificate, encodeTbsCertificate } from '@sotevarmenne/x509/certificate'
import { assembleCertificateList, encodeTbsCertificateList } from '@sotevarmenne/x509/crl'
import {
  contextual,
  contextualPrimitive,
  explicitOf,
  readDer,
  sequence,
  sequenceOf,
} from '@sotevarmenne/x509/der'
import {
  encodeExtensions,
  extensionsOf,
  extKeyUsage,
  type Extension,
} from '@sotevarmenne/x509/extensions'
import { encodeName } from '@sotevarmenne/x509/names'
import { extensionTypes, keyPurposes } from '@sotevarmenne/x509/oids'
import { decodeCertificateRequest } from '@sotevarmenne/x509/request'
import { aHolder, aCa, identifierOf, noon, valueOf, type Party } from '@sotevarmenne/x509/testing'
import {
  readLegacyCas,
  requestLegacyResponder,
  importLegacyCa,
  importLegacyCrl,
  importLegacyResponder,
} from './legacy-cas.ts'

describe('a legacy CA', () => {
  const legacy = aCa({ notBefore: plus(noon, -day), notAfter: plus(noon, 400 * day) })
  const other = aCa({ notBefore: plus(noon, -day), notAfter: plus(noon, 400 * day) })
  const brought = { id: 'legacy-prof', now: noon }
  let folder: string
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'legacy-'))))
  afterEach(() => rm(folder, { recursive: true }))

  const take = (party: Party = legacy, id = brought.id) =>
    importLegacyCa(folder, { ...brought, id, certificate: party.certificate.der })

  const aCrl = (
    number: bigint,
    by: Party = legacy,
    nextUpdate = plus(noon, 30 * day),
    distributionPoint?: string,
  ) => {
    const signatureAlgorithm = 'ecdsa-sha256'
    const tbs = encodeTbsCertificateList({
      ...{ signatureAlgorithm, number, nextUpdate, thisUpdate: noon, entries: [] },
      ...{ distributionPoint },
      issuer: encodeName(legacy.name),
      authorityKeyIdentifier: identifierOf(by.spki),
    })
    const signature = signData(signatureAlgorithm, by.privateKey, tbs)
    return assembleCertificateList({ tbs, signatureAlgorithm, signature })
  }

  const certify = (
    spki: Uint8Array,
    extensions: readonly Extension[] = [extKeyUsage([keyPurposes.ocspSigning])],
  ) => {
    const signatureAlgorithm = 'ecdsa-sha256'
    const tbs = encodeTbsCertificate({
      ...{ signatureAlgorithm, serial: randomBytes(16), extensions },
      issuer: encodeName(legacy.name),
      ...{ notBefore: noon, notAfter: plus(noon, 90 * day), subject: legacy.name },
      subjectPublicKeyInfo: spki,
    })
    const signature = signData(signatureAlgorithm, legacy.privateKey, tbs)
    return assembleCertificate({ tbs, signatureAlgorithm, signature })
  }

  it('is known by its certificate, once, and under a name that none of our CAs can have', async () => {
    assert.deepEqual(await readLegacyCas(folder), [])
    assert.deepEqual(
      await take(legacy, 'professional-g1-ecc'),
      refuse({ kind: 'name-not-acceptable' }),
    )
    assert.deepEqual(await take(legacy, 'legacy-../x'), refuse({ kind: 'name-not-acceptable' }))
    assert.deepEqual(await take(aHolder(legacy)), refuse({ kind: 'not-a-ca' }))
    const late = { ...brought, now: plus(noon, 500 * day), certificate: legacy.certificate.der }
    assert.deepEqual(await importLegacyCa(folder, late), refuse({ kind: 'has-ended' }))
    assert.deepEqual(await readdir(folder), [])

    assert.deepEqual(await take(), ok(undefined))
    assert.deepEqual(await take(), ok(undefined), 'brought again it is the same')
    assert.deepEqual(await take(other), refuse({ kind: 'taken-already' }))
    assert.deepEqual(await take(legacy, 'legacy-two'), refuse({ kind: 'taken-already' }))
    const [known] = await readLegacyCas(folder)
    assert.ok(known)
    assert.deepEqual(known.certificate.der, legacy.certificate.der)
    assert.deepEqual([await known.crl(), await known.responder()], [undefined, undefined])
  })

  it('is known only when its folder is complete, and other files there do no harm', async () => {
    assert.ok((await take()).ok)
    await mkdir(join(folder, 'legacy', 'legacy-half'))
    await mkdir(join(folder, 'legacy', 'lost+found'))
    await writeFile(join(folder, 'legacy', 'legacy-note'), 'a stray file')
    const ids = async () => (await readLegacyCas(folder)).map(({ id }) => id as string)
    assert.deepEqual(await ids(), ['legacy-prof'])

    assert.ok((await take(other, 'legacy-half')).ok, 'what was broken off is made whole')
    assert.deepEqual(await ids(), ['legacy-half', 'legacy-prof'])
  })

  it('has a responder file; if it is broken, the error does not reveal its key', async () => {
    assert.ok((await take()).ok)
    const [known] = await readLegacyCas(folder)
    await writeFile(join(folder, 'legacy/legacy-prof/responder.json'), 'secret {"key":')
    const fault = await known?.responder().catch((fault: unknown) => fault)
    assert.ok(fault instanceof Error)
    assert.doesNotMatch(inspect(fault), /secret/)
  })

  it('accepts CRLs that it has signed itself, each newer than the last', async () => {
    const bring = (crl: Uint8Array) => importLegacyCrl(folder, { ...brought, crl })
    assert.deepEqual(await bring(aCrl(7n)), refuse({ kind: 'ca-not-found' }))
    assert.ok((await take()).ok)
    assert.deepEqual(await bring(aCrl(7n, other)), refuse({ kind: 'not-signed-by-it' }))
    assert.deepEqual(await bring(aCrl(7n, legacy, noon)), refuse({ kind: 'has-ended' }))
    assert.deepEqual(await bring(Uint8Array.of(1)), refuse({ kind: 'unreadable' }))
    const shard = aCrl(7n, legacy, plus(noon, 30 * day), 'http://legacy.example/1.crl')
    assert.deepEqual(await bring(shard), refuse({ kind: 'sharded-crl' }))
    assert.deepEqual(await bring(limited(shard)), refuse({ kind: 'sharded-crl' }))
    const seventh = aCrl(7n)
    assert.deepEqual(await bring(seventh), ok(undefined))
    assert.deepEqual(await bring(seventh), ok(undefined), 'brought again it is the same')
    assert.deepEqual(await bring(aCrl(7n)), refuse({ kind: 'list-not-newer', last: '7' }))
    assert.deepEqual(await bring(aCrl(8n)), ok(undefined))
    const [known] = await readLegacyCas(folder)
    assert.equal((await known?.crl())?.crl.number, 8n)
  })

  /** The CRL of a shard, limited to certificates of CAs instead of a URL. */
  function limited(shard: Uint8Array): Uint8Array {
    const parts = sequenceOf(sequenceOf(valueOf(readDer(shard)))?.[0]) ?? []
    const [last] = parts.slice(-1)
    const limits = sequence(contextualPrimitive(2, Uint8Array.of(0xff)))
    const extensions = extensionsOf(explicitOf(last, 0)) ?? []
    const changed = extensions.map((each) =>
      each.type === extensionTypes.issuingDistributionPoint ? { ...each, value: limits } : each,
    )
    const tbs = sequence(
      ...parts.slice(0, -1).map(({ der }) => der),
      contextual(0, encodeExtensions(changed)),
    )
    const signatureAlgorithm = 'ecdsa-sha256'
    const signature = signData(signatureAlgorithm, legacy.privateKey, tbs)
    return assembleCertificateList({ tbs, signatureAlgorithm, signature })
  }

  it('certifies an OCSP key of ours, and no other', async () => {
    assert.ok((await take()).ok)
    const bring = (certificate: Uint8Array) =>
      importLegacyResponder(folder, { ...brought, certificate })
    const request = await requestLegacyResponder(folder, brought.id)
    assert.ok(request.ok)
    const requested = decodeCertificateRequest(request.value)
    assert.ok(requested.ok)
    const spki = requested.value.subjectPublicKeyInfo
    assert.deepEqual(await bring(certify(other.spki)), refuse({ kind: 'not-our-key' }))
    assert.deepEqual(
      await bring(certify(spki, [extKeyUsage([keyPurposes.serverAuth])])),
      refuse({ kind: 'no-responder-certificate' }),
    )
    const [known] = await readLegacyCas(folder)
    assert.equal(await known?.responder(), undefined)
    assert.equal(await known?.responderEnds(), undefined)
    assert.deepEqual(await bring(certify(spki)), ok(undefined))
    assert.deepEqual((await known?.responder())?.certificate.subjectPublicKeyInfo, spki)
  })

  it('has a responder end date readable without its key, also after an interrupted command', async () => {
    assert.ok((await take()).ok)
    const request = await requestLegacyResponder(folder, brought.id)
    assert.ok(request.ok)
    const requested = decodeCertificateRequest(request.value)
    assert.ok(requested.ok)
    const responder = { ...brought, certificate: certify(requested.value.subjectPublicKeyInfo) }
    assert.deepEqual(await importLegacyResponder(folder, responder), ok(undefined))
    const [known] = await readLegacyCas(folder)
    const file = join(folder, 'legacy/legacy-prof/responder.crt')
    assert.equal(await known?.responderEnds(), plus(noon, 90 * day))
    assert.equal((await stat(file)).mode & 0o777, 0o644)
    assert.equal((await stat(file.replace('.crt', '.json'))).mode & 0o777, 0o640)

    await rm(file)
    assert.deepEqual(await importLegacyResponder(folder, responder), ok(undefined))
    assert.equal(await known?.responderEnds(), plus(noon, 90 * day))

    await writeFile(file, 'broken')
    await assert.rejects(async () => known?.responderEnds())
  })

  it('gets requests for the same key until it has certified that, and then for a new one', async () => {
    assert.ok((await take()).ok)
    const send = async () => {
      const request = await requestLegacyResponder(folder, brought.id)
      assert.ok(request.ok)
      const requested = decodeCertificateRequest(request.value)
      assert.ok(requested.ok)
      return requested.value.subjectPublicKeyInfo
    }
    const first = await send()
    assert.deepEqual(await send(), first)
    assert.ok((await importLegacyResponder(folder, { ...brought, certificate: certify(first) })).ok)
    assert.notDeepEqual(await send(), first)
  })
})
