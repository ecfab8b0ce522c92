import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { day } from '@sotevarmenne/kernel/instant'
import { tlsCertificate, type TlsCertificate } from './tls-certificate.ts'

const start = Date.parse('2026-11-24T12:00:00Z')

describe("the signing API's own certificate", () => {
  let folder: string
  let first: TlsCertificate
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'tls-certificate-'))
    first = await tlsCertificate(folder, () => start)
  })
  after(() => rm(folder, { recursive: true }))

  it('stays as it is until sixty days before its end, and is then renewed', async () => {
    const end = new X509Certificate(first.certificatePem).validToDate.getTime()
    assert.deepEqual(await tlsCertificate(folder, () => end - 60 * day), first)
    const next = await tlsCertificate(folder, () => end - 60 * day + 1)
    assert.notEqual(next.certificatePem, first.certificatePem)
    assert.ok(new X509Certificate(next.certificatePem).validToDate.getTime() > end + 700 * day)
    assert.deepEqual(await tlsCertificate(folder, () => end), next)
  })

  it('is issued by a CA that may certify this machine alone and has its private key deleted', async () => {
    const ca = new X509Certificate(first.caPem)
    const requested = ['x509', '-noout', '-text']
    const text = execFileSync('openssl', requested, { input: first.caPem, encoding: 'utf8' })
    assert.match(
      text,
      /Name Constraints: critical\s+Permitted:\s+DNS:localhost\s+IP:127\.0\.0\.1\/255\.255\.255\.255/,
    )
    assert.match(text, /CA:TRUE, pathlen:0/)
    for (const file of await readdir(folder)) {
      const stored = await readFile(path.join(folder, file), 'utf8')
      if (!stored.includes('PRIVATE KEY')) continue
      assert.equal(ca.checkPrivateKey(createPrivateKey(stored)), false, file)
    }
  })

  it('is renewed when the key beside it does not belong to it', async () => {
    await writeFile(path.join(folder, 'tls.pem'), first.certificatePem)
    const created = await tlsCertificate(folder, () => start)
    assert.notEqual(created.certificatePem, first.certificatePem)
  })
})
