import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { readHead } from '@sotevarmenne/http1/read-head'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { signData } from '@sotevarmenne/x509/algorithms'
import { assembleCertificateList, encodeTbsCertificateList } from '@sotevarmenne/x509/crl'
import { encodeName } from '@sotevarmenne/x509/names'
import { aCa, identifierOf, noon } from '@sotevarmenne/x509/testing'
import { readLegacyCas, importLegacyCa, importLegacyCrl } from '#pki/ca/index.ts'
import { replyWithCrl } from './serve-crl.ts'
import { freshnessOfLegacyCrls } from './crl-freshness.ts'
import { createLegacyCrls, type LegacyCrls } from './legacy-crls.ts'

describe('a CRL of a legacy CA', () => {
  const [one, other] = ['legacy-one', 'legacy-two'] as const
  const parties = [one, other].map((id) => ({
    id,
    party: aCa({ notBefore: plus(noon, -day), notAfter: plus(noon, 400 * day) }),
  }))
  /** Greater than a number can represent exactly: only its last digit differs from the next. */
  const first = 2n ** 53n
  let folder: string
  let crls: LegacyCrls
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'legacy-crls-'))
    for (const { id, party } of parties) {
      const certificate = party.certificate.der
      assert.ok((await importLegacyCa(folder, { id, now: noon, certificate })).ok)
    }
  })
  after(() => rm(folder, { recursive: true }))

  const bring = async (of: string, number: bigint): Promise<Uint8Array> => {
    const party = parties.find(({ id }) => id === of)?.party ?? assert.fail()
    const signatureAlgorithm = 'ecdsa-sha256'
    const tbs = encodeTbsCertificateList({
      ...{ signatureAlgorithm, number, thisUpdate: noon, entries: [] },
      nextUpdate: plus(noon, 30 * day),
      issuer: encodeName(party.name),
      authorityKeyIdentifier: identifierOf(party.spki),
    })
    const signature = signData(signatureAlgorithm, party.privateKey, tbs)
    const crl = assembleCertificateList({ tbs, signatureAlgorithm, signature })
    assert.ok((await importLegacyCrl(folder, { id: of, now: noon, crl })).ok)
    return crl
  }

  const request = async (of: string, ...fields: readonly string[]) => {
    const bytes = Buffer.from(
      [`GET /crl/${of}.crl HTTP/1.1`, 'host: a', ...fields, '', ''].join('\r\n'),
    )
    const head = readHead(bytes, 0, bytes.length)
    assert.ok(!('fault' in head))
    const reply = replyWithCrl(crls.crl(of), { bytes, head })
    assert.ok('status' in reply)
    const chunks: Uint8Array[] = []
    if ('stream' in reply) for await (const chunk of reply.stream()) chunks.push(chunk)
    const length = 'stream' in reply ? reply.length : 0
    const { status, fields: { etag = '' } = {} } = reply
    return { status, etag, length, bytes: new Uint8Array(Buffer.concat(chunks)) }
  }

  beforeEach(async () => {
    for (const id of [one, other]) await rm(join(folder, 'legacy', id, 'crl.crl'), { force: true })
    crls = createLegacyCrls(await readLegacyCas(folder))
  })

  it('is served as it was read, also while a newer one replaces it, and has its own ETag', async () => {
    const old = await bring(one, first)
    await crls.refresh()
    const newer = await bring(one, first + 1n)
    const before = await request(one)
    assert.deepEqual(before.bytes, old)
    assert.equal(before.length, old.length)
    assert.equal((await request(one, `if-none-match: ${before.etag}`)).status, 304)

    await crls.refresh()
    const now = await request(one, `if-none-match: ${before.etag}`)
    assert.equal(now.status, 200)
    assert.deepEqual(now.bytes, newer)
  })

  it('is served although that of another CA can’t be read, which is reported', async () => {
    await writeFile(join(folder, 'legacy', one, 'crl.crl'), 'no list')
    const crl = await bring(other, 1n)
    await assert.rejects(crls.refresh(), /legacy-one/)
    assert.deepEqual((await request(other)).bytes, crl)
    assert.equal((await request(one)).status, 404)
  })

  it('is monitored like ours: after half of its time somebody must import the next', async () => {
    const freshness = freshnessOfLegacyCrls(await readLegacyCas(folder))
    assert.deepEqual(await freshness(), [], 'none was brought')
    await bring(one, 1n)
    const facts = { issuer: one, crls: 1, byCeremony: false, thisUpdate: noon }
    const input = { ...facts, nextUpdate: plus(noon, 30 * day), dueBy: plus(noon, 15 * day) }
    assert.deepEqual(await freshness(), [input])

    await writeFile(join(folder, 'legacy', one, 'crl.crl'), 'no list')
    const [unreadable] = await freshness()
    assert.ok((unreadable?.nextUpdate ?? noon) < noon, 'it counts as one that has ended')
  })
})
