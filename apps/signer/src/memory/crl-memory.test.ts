import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { crlUrlOf } from '@sotevarmenne/issuing/domain/shards'
import { aTbs, anIssuer, testNow } from '@sotevarmenne/issuing/testing'
import { day, hour, instant, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { decodeTbsCertificate, formatSerial } from '@sotevarmenne/x509/certificate'
import { encodeTbsCertificateList } from '@sotevarmenne/x509/crl'
import type { RevokedCertificate } from '@sotevarmenne/x509/crl-entry'
import { createFileKeys } from '#keys/file-keys.ts'
import type { SigningKey } from '#keys/signing-key.ts'
import { createSigner, type Signer } from '#signer.ts'
import { digestOf, openSigningLog, serialUse, type SigningLog } from '#signing-log.ts'
import { openMemory, type SignerMemory } from './memory.ts'

describe('a CRL beside the one that was signed last', () => {
  const id = 'professional-g1-ecc'
  const profile = 'professional-authentication'
  let issuer = anIssuer(id)
  let folder: string
  let key: SigningKey
  let now: Instant
  let signingLog: SigningLog
  let memory: SignerMemory
  let signer: Signer
  let number = 0n
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crl-memory-'))
    key = await createFileKeys({ folder, passphrase: 'x', workFactor: 10 }).create(id, 'P-384')
    issuer = { ...issuer, spki: key.spki, shards: 3 }
  })
  after(() => rm(folder, { recursive: true }))

  const start = async () => {
    signingLog = await openSigningLog(join(folder, 'signing-log'))
    memory = await openMemory(join(folder, 'memory'), { now: () => now })
    signer = createSigner({
      issuers: new Map([[id, { issuer, key }]]),
      checkpointKey: key,
      ...{ signingLog, memory, clock: { now: () => now } },
    })
  }
  const stop = async () => {
    await signingLog.close()
    await memory.close()
  }
  beforeEach(async () => {
    now = testNow
    number = 0n
    await rm(join(folder, 'memory'), { recursive: true, force: true })
    await rm(join(folder, 'signing-log'), { force: true })
    await start()
  })
  afterEach(() => stop())

  const entry = (nr: number, revokedAt: Instant = plus(testNow, -day)): RevokedCertificate => ({
    serial: Uint8Array.of(0x5a, nr >> 8, nr & 255),
    revokedAt,
    reason: 'keyCompromise',
  })
  const entries = (from: number, to: number): RevokedCertificate[] =>
    Array.from({ length: to - from }, (_, nr) => entry(from + nr))

  const bytesOf = (
    listed: readonly RevokedCertificate[],
    { shard, thisUpdate = now }: { readonly shard?: number; readonly thisUpdate?: Instant } = {},
  ): Uint8Array =>
    encodeTbsCertificateList({
      signatureAlgorithm: issuer.signatureAlgorithm,
      issuer: issuer.subjectDer,
      thisUpdate,
      nextUpdate: plus(thisUpdate, day),
      number: (number += 1n),
      authorityKeyIdentifier: issuer.subjectKeyIdentifier,
      ...(shard !== undefined && { distributionPoint: crlUrlOf(issuer, shard) }),
      entries: listed,
    })
  async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 997) yield bytes.subarray(at, at + 997)
  }
  const signBytes = async (bytes: Uint8Array, shard?: number) => {
    const signed = await signer.signCrl({ issuer: id, shard, chunks: inPieces(bytes) })
    return signed.ok ? 'signed' : signed.refusal
  }
  const sign = (
    listed: readonly RevokedCertificate[],
    options: Parameters<typeof bytesOf>[1] = {},
  ) => signBytes(bytesOf(listed, options), options.shard)
  const missing = (...serials: readonly RevokedCertificate[]) => ({
    kind: 'crl-entries-missing',
    count: serials.length,
    serials: serials.map(({ serial }) => formatSerial(serial)),
  })

  it('is signed with more entries, and again with the same', async () => {
    assert.equal(await sign(entries(0, 500)), 'signed')
    assert.equal(await sign(entries(0, 700)), 'signed')
    assert.equal(await sign(entries(0, 700)), 'signed')
  })

  it('is refused without an entry that may still be valid, wherever it stood, also after a restart', async () => {
    assert.equal(await sign(entries(0, 500)), 'signed')
    const withoutFirst = entries(1, 600)
    assert.deepEqual(await sign(withoutFirst), missing(entry(0)))
    assert.deepEqual(
      await sign([...entries(0, 250), ...entries(252, 500)]),
      missing(entry(250), entry(251)),
    )
    await stop()
    await start()
    assert.deepEqual(await sign(entries(0, 499)), missing(entry(499)))
    const none = await sign([])
    assert.ok(typeof none === 'object' && none.kind === 'crl-entries-missing')
    assert.equal(none.count, 500)
    assert.equal(await sign(entries(0, 500)), 'signed', 'a refusal changes nothing')
  })

  it('may have its entries in another order', async () => {
    assert.equal(await sign(entries(0, 500)), 'signed')
    assert.equal(await sign([...entries(600, 620), ...entries(0, 500).toReversed()]), 'signed')
    assert.deepEqual(await sign(entries(1, 500).toReversed()), {
      ...missing(entry(0)),
      count: 21,
      serials: [...entries(600, 620), entry(0)].map(({ serial }) => formatSerial(serial)),
    })
  })

  it('leaves out a certificate that was signed here once a CRL has been made after its end', async () => {
    const tbs = aTbs({ issuer, profile })
    assert.ok((await signer.signCertificate({ issuer: id, profile, tbs })).ok)
    const certificate = decodeTbsCertificate(tbs)
    assert.ok(certificate.ok)
    const { serial, notAfter } = certificate.value
    const own: RevokedCertificate = { serial, revokedAt: testNow, reason: 'superseded' }
    assert.equal(await sign([own, ...entries(0, 5)]), 'signed')

    now = instant(notAfter - (notAfter % second))
    assert.deepEqual(await sign(entries(0, 5)), missing(own))
    now = plus(now, hour)
    assert.deepEqual(await sign(entries(0, 5)), missing(own), 'no CRL since its end shows it')
    assert.equal(await sign([own, ...entries(0, 5)]), 'signed')
    now = plus(now, hour)
    assert.equal(await sign(entries(0, 5)), 'signed')
  })

  it('believes the certificate itself about its end, where an earlier version did not note it', async () => {
    const tbs = aTbs({ issuer, profile })
    const certificate = decodeTbsCertificate(tbs)
    assert.ok(certificate.ok)
    const { serial, notAfter } = certificate.value
    const use = serialUse(id, formatSerial(serial))
    await signingLog.append([{ use, digest: digestOf(tbs), signature: Uint8Array.of(1) }])
    const own: RevokedCertificate = { serial, revokedAt: testNow, reason: 'superseded' }
    now = plus(instant(notAfter - (notAfter % second)), hour)
    assert.equal(await sign([{ ...own, revokedAt: now }]), 'signed')
    now = plus(now, hour)
    assert.deepEqual(await sign([]), missing(own))

    const altered = Uint8Array.from(tbs)
    altered.set([1], altered.length - 1)
    await signer.noteEnds({ issuer: id, tbs: [altered, Uint8Array.of(1), new Uint8Array()] })
    assert.deepEqual(await sign([]), missing(own), 'other bytes than those that were signed')
    await signer.noteEnds({ issuer: id, tbs: [tbs] })
    assert.equal(await sign([]), 'signed')
  })

  it('keeps the entry of another certificate for five years after the revocation', async () => {
    assert.equal(await sign(entries(0, 3)), 'signed')
    now = plus(testNow, 5 * 365 * day)
    assert.equal(await sign(entries(0, 3)), 'signed')
    assert.deepEqual(await sign([]), missing(...entries(0, 3)))
    now = plus(testNow, 5 * 366 * day + hour)
    assert.equal(await sign(entries(0, 3)), 'signed')
    assert.equal(await sign([]), 'signed')
  })

  it('is compared within its own shard', async () => {
    assert.equal(await sign(entries(0, 10)), 'signed')
    assert.equal(await sign(entries(0, 3), { shard: 1 }), 'signed')
    assert.equal(await sign(entries(3, 10), { shard: 2 }), 'signed')
    assert.deepEqual(await sign(entries(0, 2), { shard: 1 }), missing(entry(2)))
    const ofShard = await signBytes(bytesOf(entries(0, 2), { shard: 1 }))
    assert.ok(typeof ofShard === 'object' && ofShard.kind === 'lint-failed', 'no full CRL')
  })

  it('is refused when it was made before the last one', async () => {
    const before = now
    now = plus(now, hour)
    assert.equal(await sign([]), 'signed')
    assert.deepEqual(await sign([], { thisUpdate: before }), {
      kind: 'crl-older-than-last',
      lastUpdate: now,
    })
  })

  it('is refused when another was signed while it was read', async () => {
    assert.equal(await sign(entries(0, 3)), 'signed')
    const [older, newer] = [bytesOf(entries(0, 3)), bytesOf(entries(0, 4))]
    const isRead = Promise.withResolvers<undefined>()
    const rest = Promise.withResolvers<undefined>()
    async function* slowly() {
      yield older.subarray(0, 10)
      isRead.resolve(undefined)
      await rest.promise
      yield older.subarray(10)
    }
    // As of a compromised client, which wants an entry of the one not to be in the other.
    const slow = signer.signCrl({ issuer: id, shard: undefined, chunks: slowly() })
    await isRead.promise
    const overtaking = new Uint8Array(newer)
    assert.equal(await signBytes(overtaking), 'signed')
    rest.resolve(undefined)
    const refused = await slow
    assert.equal(!refused.ok && refused.refusal.kind, 'crl-number-not-rising')
  })
})
