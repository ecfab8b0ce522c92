import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { anIssuer, testNow } from '@sotevarmenne/issuing/testing'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { verifySignature } from '@sotevarmenne/x509/algorithms'
import { encodeTbsCertificateList, type CertificateListFields } from '@sotevarmenne/x509/crl'
import { createFileKeys } from './keys/file-keys.ts'
import { openMemory, type SignerMemory } from './memory/memory.ts'
import { openSigningLog, type SigningLog } from './signing-log.ts'
import { createSigner, type Signer } from './signer.ts'

const clock = { now: () => testNow }

for (const [id, kind] of [
  ['professional-g1-ecc', 'P-384'],
  ['professional-g1-rsa', 'RSA-4096'],
] as const)
  describe(`a CRL that comes in pieces, signed with ${kind}`, () => {
    let folder: string
    let signingLog: SigningLog
    let memory: SignerMemory
    let signer: Signer
    let issuer = anIssuer(id)
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'crl-'))
      signingLog = await openSigningLog(join(folder, 'signing-log'))
      memory = await openMemory(join(folder, 'memory'), clock)
      const key = await createFileKeys({ folder, passphrase: 'x', workFactor: 10 }).create(id, kind)
      issuer = { ...issuer, spki: key.spki }
      signer = createSigner({
        issuers: new Map([[id, { issuer, key }]]),
        checkpointKey: key,
        signingLog,
        memory,
        clock,
      })
    })
    after(async () => {
      await signingLog.close()
      await memory.close()
      await rm(folder, { recursive: true })
    })

    const listOf = (number: bigint, changes: Partial<CertificateListFields> = {}): Uint8Array =>
      encodeTbsCertificateList({
        signatureAlgorithm: issuer.signatureAlgorithm,
        issuer: issuer.subjectDer,
        thisUpdate: testNow,
        nextUpdate: plus(testNow, day),
        number,
        authorityKeyIdentifier: issuer.subjectKeyIdentifier,
        entries: Array.from({ length: 3000 }, (_, nr) => ({
          serial: Uint8Array.of(0x5a, nr >> 8, nr & 255),
          revokedAt: plus(testNow, -day),
          reason: 'keyCompromise' as const,
        })),
        ...changes,
      })

    async function* inPieces(bytes: Uint8Array, length = 997): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
    }

    const refusalOf = async (bytes: Uint8Array) => {
      const response = await signer.signCrl({
        issuer: id,
        shard: undefined,
        chunks: inPieces(bytes),
      })
      return response.ok ? 'signed' : response.refusal.kind
    }

    it('gets a signature over all of it, and the same one on a retry', async () => {
      const tbs = listOf(10n)
      const first = await signer.signCrl({ issuer: id, shard: undefined, chunks: inPieces(tbs) })
      assert.ok(first.ok)
      const { spki, signatureAlgorithm: algorithm } = issuer
      assert.ok(verifySignature({ algorithm, spki, data: tbs, signature: first.value }))
      assert.deepEqual(
        await signer.signCrl({ issuer: id, shard: undefined, chunks: inPieces(tbs, 100) }),
        first,
      )
    })

    it('is refused with a CRL number that was used or does not rise', async () => {
      assert.equal(await refusalOf(listOf(20n)), 'signed')
      assert.equal(await refusalOf(listOf(20n, { entries: [] })), 'crl-number-already-used')
      assert.equal(await refusalOf(listOf(19n)), 'crl-number-not-rising')
    })

    it('is refused when it breaks a rule, is too old or is cut', async () => {
      const twice = [{ serial: Uint8Array.of(1), revokedAt: testNow, reason: undefined }]
      assert.equal(await refusalOf(listOf(30n, { entries: [...twice, ...twice] })), 'lint-failed')
      const longAgo = plus(testNow, -3 * day)
      const stale = { thisUpdate: longAgo, nextUpdate: plus(longAgo, day), entries: [] }
      assert.equal(await refusalOf(listOf(30n, stale)), 'outside-time-window')
      assert.equal(await refusalOf(listOf(30n).subarray(0, -1)), 'malformed-bytes')
    })

    it('is refused with a CRL number far above the last', async () => {
      assert.equal(await refusalOf(listOf(20n + 1001n)), 'crl-number-too-high')
      assert.equal(await refusalOf(listOf(2n ** 159n - 1n)), 'lint-failed')
    })

    it('is not read any further once it is found to be malformed', async () => {
      const good = listOf(40n)
      const broken = Uint8Array.from(good)
      broken.fill(0xff, 5000, 5010)
      let taken = 0
      const counted = async function* () {
        for await (const piece of inPieces(broken)) {
          taken += piece.length
          yield piece
        }
      }
      const response = await signer.signCrl({ issuer: id, shard: undefined, chunks: counted() })
      assert.equal(!response.ok && response.refusal.kind, 'malformed-bytes')
      assert.ok(taken < 8000, String(taken))
    })
  })
