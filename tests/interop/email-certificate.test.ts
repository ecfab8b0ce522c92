// cspell:ignore smimesign smimeencrypt huomenta
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { valueOf } from '@sotevarmenne/x509/testing'
import { createCertificates } from '../../apps/server/src/pki/issuance/index.ts'
import { aCardKey, aRequest } from '../../apps/server/src/pki/issuance/testing.ts'

const now = instant(Date.parse('2026-11-24T10:00:00Z'))
const email = 'aino.esimerkki@sairaala.example.fi'

const skip =
  spawnSync('openssl', ['version']).error && process.env['CI'] !== 'true'
    ? 'not installed: openssl'
    : false

/** What mail programs do with the certificate of a staff card, as openssl does it (RFC 8551). */
describe('e-mail with a staff card, in openssl', { skip }, () => {
  let ca: TestCa
  let database: Awaited<ReturnType<typeof openTestDatabase>>

  before(async () => {
    ca = await startTestCa({
      clock: { now: () => now },
      isWanted: ({ role }) => role === 'root' || role === 'professional',
    })
    database = await openTestDatabase()
  })
  after(async () => {
    await ca.close()
    await database.close()
  })

  /** Files of a certificate, its key, its issuer and the root. */
  const aCard = async (kind: 'P-384' | 'RSA-3072', changes: { readonly email?: string }) => {
    const { issuers, signer, folder } = ca
    const certificates = createCertificates({
      ...{ db: database.db, clock: { now: () => now }, issuers, signer },
      recordAll: () => Promise.resolve(),
    })
    const key = aCardKey(kind)
    const issued = valueOf(
      await certificates.issueCertificate(
        aPermit('certificates.issueCertificate'),
        aRequest(now, {
          ...{ key, profile: 'staff-authentication', ...changes },
          subject: {
            ...{ givenNames: 'Aino', surname: 'Esimerkki', title: 'osastonsihteeri' },
            ...{ subjectNumber: '90000000018', organisation: 'Esimerkkilän sairaala' },
          },
        }),
      ),
    )
    const store = (name: string, text: string | Buffer): string => {
      const file = join(folder, `${kind} ${changes.email ?? 'without'} ${name}`)
      writeFileSync(file, text)
      return file
    }
    const pemOf = (der: Uint8Array) => new X509Certificate(der).toString()
    const family = kind === 'P-384' ? 'ecc' : 'rsa'
    const issuer = issuers.current('professional', family)
    const root = issuers.find(issuer.under)
    assert.ok(root)
    return {
      store,
      certificate: store('certificate.pem', pemOf(issued.der)),
      key: store('key.pem', key.privateKey.export({ format: 'pem', type: 'pkcs8' })),
      issuer: store('issuer.pem', pemOf(issuer.certificate.der)),
      root: store('root.pem', pemOf(root.certificate.der)),
    }
  }
  type Files = Awaited<ReturnType<typeof aCard>>

  const at = ['-attime', String(now / 1000)]
  /** The message of a failure, or ''. */
  const verify = ({ certificate, issuer, root }: Files, ...words: readonly string[]): string => {
    const trust = ['-CAfile', root, '-untrusted', issuer]
    const run = spawnSync('openssl', ['verify', ...at, ...trust, ...words, certificate])
    return run.status === 0 ? '' : run.stderr.toString()
  }

  for (const kind of ['P-384', 'RSA-3072'] as const) {
    it(`a certificate with an address and a ${kind} key is for signing and encrypting e-mail of that address`, async () => {
      const card = await aCard(kind, { email })
      // For encryption openssl wants keyEncipherment, which an EC key cannot have (RFC 8813 § 3).
      const encrypts = kind === 'RSA-3072' ? ['smimeencrypt'] : []
      for (const purpose of ['smimesign', 'sslclient', ...encrypts])
        assert.equal(verify(card, '-x509_strict', '-purpose', purpose), '', purpose)
      assert.equal(verify(card, '-verify_email', email), '')
      assert.match(verify(card, '-verify_email', 'anna@sairaala.example.fi'), /email/i)
      const shown = execFileSync('openssl', ['x509', '-noout', '-email', '-in', card.certificate])
      assert.equal(shown.toString().trim(), email)
    })

    it(`a message signed and encrypted with a ${kind} key is verified and decrypted`, async () => {
      const card = await aCard(kind, { email })
      const text = 'Content-Type: text/plain; charset=utf-8\r\n\r\nHyvää huomenta\r\n'
      const message = card.store('message', text)
      const openssl = (...words: readonly string[]) => execFileSync('openssl', ['cms', ...words])
      const signed = card.store(
        'signed',
        openssl(
          ...['-sign', '-md', 'sha384', '-in', message, '-signer', card.certificate],
          ...['-inkey', card.key, '-certfile', card.issuer],
        ),
      )
      const encrypted = card.store(
        'encrypted',
        openssl('-encrypt', '-aes-256-gcm', '-in', signed, '-recip', card.certificate),
      )
      assert.ok(!readFileSync(encrypted, 'utf8').includes('huomenta'))
      const decrypted = card.store(
        'decrypted',
        openssl('-decrypt', '-in', encrypted, '-recip', card.certificate, '-inkey', card.key),
      )
      const read = openssl(
        ...['-verify', '-purpose', 'smimesign', ...at, '-CAfile', card.root, '-in', decrypted],
      )
      assert.equal(read.toString(), text)
    })

    it(`a certificate without an address and with a ${kind} key is for no e-mail`, async () => {
      const card = await aCard(kind, {})
      assert.equal(verify(card, '-purpose', 'sslclient'), '')
      for (const purpose of ['smimesign', 'smimeencrypt'])
        assert.match(verify(card, '-purpose', purpose), /unsuitable certificate purpose/, purpose)
    })
  }
})
