import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, beforeEach, describe, it } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { aSpki, aTbs, anIssuer, testNow } from '@sotevarmenne/issuing/testing'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { encodeTbsCertificateList } from '@sotevarmenne/x509/crl'
import type { SigningKey } from './keys/signing-key.ts'
import { openMemory, type SignerMemory } from './memory/memory.ts'
import { openSigningLog, type SigningLog } from './signing-log.ts'
import { createSigner, type RequestedCertificate, type Signer } from './signer.ts'

describe('certificates that are requested together', () => {
  const issuer = anIssuer()
  const profile = 'professional-authentication'
  const spki = aSpki()
  const aCertificate = (): RequestedCertificate => ({
    issuer: issuer.id,
    profile,
    tbs: aTbs({ issuer, profile, spki }),
  })

  const aCrl = (): Uint8Array =>
    encodeTbsCertificateList({
      signatureAlgorithm: issuer.signatureAlgorithm,
      issuer: issuer.subjectDer,
      thisUpdate: testNow,
      nextUpdate: plus(testNow, day),
      number: 1n,
      authorityKeyIdentifier: issuer.subjectKeyIdentifier,
      entries: [],
    })

  let folder: string
  let flushes: number
  let signatures: number
  let isAway: boolean
  let signingLog: SigningLog
  let memory: SignerMemory
  const clock = { now: () => testNow }
  let nr = 0
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'batch-'))
    memory = await openMemory(join(folder, 'memory'), clock)
  })
  after(async () => {
    await memory.close()
    await rm(folder, { recursive: true })
  })
  beforeEach(async () => {
    flushes = 0
    signatures = 0
    isAway = false
    signingLog = await openSigningLog(join(folder, `signing-log-${(nr += 1)}`))
  })

  const key: SigningKey = {
    algorithm: issuer.signatureAlgorithm,
    spki: issuer.spki,
    sign: () => {
      signatures += 1
      return Promise.resolve(
        isAway
          ? refuse({ kind: 'key-unavailable', detail: 'away' })
          : ok(Uint8Array.of(signatures)),
      )
    },
    signPieces: () => assert.fail('no list is signed here'),
    trouble: () => (isAway ? 'away' : undefined),
  }

  type Requested = readonly RequestedCertificate[]
  const signAll = ({ signCertificate }: Pick<Signer, 'signCertificate'>, requested: Requested) =>
    Promise.all(requested.map((each) => signCertificate(each)))

  const aSigner = (issuing: SigningKey = key) =>
    createSigner({
      issuers: new Map([[issuer.id, { issuer, key: issuing }]]),
      checkpointKey: key,
      signingLog: {
        ...signingLog,
        append: (entries) => {
          flushes += 1
          return signingLog.append(entries)
        },
      },
      memory,
      clock,
    })

  it('are written to the signing log in one go, before the first response', async () => {
    const requested = Array.from({ length: 20 }, aCertificate)
    const responses = await signAll(aSigner(), requested)
    assert.ok(responses.every((response) => response.ok))
    assert.equal(flushes, 1)
    assert.equal(signingLog.count(), 20)
  })

  it('are checked individually: a bad one is refused, the others are signed', async () => {
    const good = aCertificate()
    const responses = await signAll(aSigner(), [
      good,
      { ...good, tbs: Uint8Array.of(1) },
      { ...aCertificate(), issuer: 'nobody' },
      aCertificate(),
    ])
    assert.deepEqual(
      responses.map((response) => (response.ok ? 'signed' : response.refusal.kind)),
      ['signed', 'malformed-bytes', 'unknown-issuer', 'signed'],
    )
  })

  it('are signed once, however often they are requested at the same time', async () => {
    const one = aCertificate()
    const signer = aSigner()
    const responses = await signAll(signer, [one, one, one])
    assert.equal(signatures, 1)
    assert.deepEqual(
      responses,
      Array.from({ length: 3 }, () => ok(Uint8Array.of(1))),
    )
    assert.deepEqual(signer.counts(), {
      certificates: 1,
      crls: 0,
      checkpoints: 0,
      repeated: 2,
      refused: 0,
      adminKeys: 0,
      adminProofs: 0,
    })
  })

  it('do not wait for a CRL that is being signed, however long that takes', async () => {
    const order: string[] = []
    const released = Promise.withResolvers<undefined>()
    const signer = aSigner({
      ...key,
      signPieces: () => ({
        add: () => Promise.resolve(),
        sign: async () => {
          order.push('the signature of the list is begun')
          await released.promise
          return ok(Uint8Array.of(1))
        },
        close: () => order.push('the list is let go'),
      }),
    })
    const crl = signer.signCrl({
      issuer: issuer.id,
      shard: undefined,
      chunks: Readable.from([aCrl()]),
    })
    while (order.length === 0) await setImmediate()

    assert.ok((await signAll(signer, [aCertificate(), aCertificate()])).every(({ ok }) => ok))
    order.push('certificates are answered')
    released.resolve(undefined)
    assert.ok((await crl).ok)
    assert.deepEqual(order, [
      'the signature of the list is begun',
      'certificates are answered',
      'the list is let go',
    ])
  })

  it('wait for an unavailable key: refused, not remembered, signed when it is back', async () => {
    const one = aCertificate()
    const signer = aSigner()
    isAway = true
    assert.deepEqual(
      await signer.signCertificate(one),
      refuse({ kind: 'signer-unavailable', detail: 'away' }),
    )
    assert.deepEqual(signer.state().keys[0], { name: issuer.id, trouble: 'away' })
    assert.equal(flushes, 0)

    isAway = false
    assert.ok((await signer.signCertificate(one)).ok)
    assert.equal(signer.state().keys[0]?.trouble, null)
  })

  it('all fail with a fault when the signing log can’t be written', async () => {
    const signer = createSigner({
      issuers: new Map([[issuer.id, { issuer, key }]]),
      checkpointKey: key,
      signingLog: {
        ...signingLog,
        append: () => Promise.reject(new Error('the disk is full')),
        trouble: () => 'the disk is full',
      },
      clock,
    })
    await assert.rejects(signAll(signer, [aCertificate(), aCertificate()]), /disk is full/)
    assert.deepEqual(signer.state().keys[0], { name: issuer.id, trouble: 'the disk is full' })
  })
})
