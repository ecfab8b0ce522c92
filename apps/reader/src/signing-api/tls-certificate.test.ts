import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
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

  it('stays as it is until sixty days before its end, and is then made anew', async () => {
    const end = new X509Certificate(first.certificatePem).validToDate.getTime()
    assert.deepEqual(await tlsCertificate(folder, () => end - 60 * day), first)
    const next = await tlsCertificate(folder, () => end - 60 * day + 1)
    assert.notEqual(next.certificatePem, first.certificatePem)
    assert.ok(new X509Certificate(next.certificatePem).validToDate.getTime() > end + 700 * day)
    assert.deepEqual(await tlsCertificate(folder, () => end), next)
  })

  it('is made anew when the key beside it is not its own', async () => {
    await writeFile(path.join(folder, 'tls.pem'), first.certificatePem)
    const made = await tlsCertificate(folder, () => start)
    assert.notEqual(made.certificatePem, first.certificatePem)
  })
})
