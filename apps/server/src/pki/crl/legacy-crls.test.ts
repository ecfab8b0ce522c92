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
import { anAuthority, identifierOf, noon } from '@sotevarmenne/x509/testing'
import { readOlderAuthorities, takeOlderAuthority, takeOlderList } from '#pki/ca/index.ts'
import { replyWithList } from './serve-crl.ts'
import { freshnessOfOlderLists } from './crl-freshness.ts'
import { createOlderLists, type OlderLists } from './legacy-crls.ts'

describe('a list of an older system', () => {
  const [one, other] = ['older-one', 'older-two'] as const
  const parties = [one, other].map((id) => ({
    id,
    party: anAuthority({ notBefore: plus(noon, -day), notAfter: plus(noon, 400 * day) }),
  }))
  /** Greater than what is exact in a number: only its last digit tells it from the next. */
  const first = 2n ** 53n
  let folder: string
  let lists: OlderLists
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'older-lists-'))
    for (const { id, party } of parties) {
      const certificate = party.certificate.der
      assert.ok((await takeOlderAuthority(folder, { id, now: noon, certificate })).ok)
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
    const list = assembleCertificateList({ tbs, signatureAlgorithm, signature })
    assert.ok((await takeOlderList(folder, { id: of, now: noon, list })).ok)
    return list
  }

  const ask = async (of: string, ...fields: readonly string[]) => {
    const bytes = Buffer.from(
      [`GET /crl/${of}.crl HTTP/1.1`, 'host: a', ...fields, '', ''].join('\r\n'),
    )
    const head = readHead(bytes, 0, bytes.length)
    assert.ok(!('fault' in head))
    const reply = replyWithList(lists.list(of), { bytes, head })
    assert.ok('status' in reply)
    const chunks: Uint8Array[] = []
    if ('stream' in reply) for await (const chunk of reply.stream()) chunks.push(chunk)
    const length = 'stream' in reply ? reply.length : 0
    const { status, fields: { etag = '' } = {} } = reply
    return { status, etag, length, octets: new Uint8Array(Buffer.concat(chunks)) }
  }

  beforeEach(async () => {
    for (const id of [one, other]) await rm(join(folder, 'older', id, 'list.crl'), { force: true })
    lists = createOlderLists(await readOlderAuthorities(folder))
  })

  it('is served as it was read, also while a newer one takes its place, and has a tag of its own', async () => {
    const old = await bring(one, first)
    await lists.refresh()
    const newer = await bring(one, first + 1n)
    const before = await ask(one)
    assert.deepEqual(before.octets, old)
    assert.equal(before.length, old.length)
    assert.equal((await ask(one, `if-none-match: ${before.etag}`)).status, 304)

    await lists.refresh()
    const now = await ask(one, `if-none-match: ${before.etag}`)
    assert.equal(now.status, 200)
    assert.deepEqual(now.octets, newer)
  })

  it('is served although that of another authority can’t be read, which is told', async () => {
    await writeFile(join(folder, 'older', one, 'list.crl'), 'no list')
    const list = await bring(other, 1n)
    await assert.rejects(lists.refresh(), /older-one/)
    assert.deepEqual((await ask(other)).octets, list)
    assert.equal((await ask(one)).status, 404)
  })

  it('is watched like ours: half of its time, then somebody must bring the next', async () => {
    const freshness = freshnessOfOlderLists(await readOlderAuthorities(folder))
    assert.deepEqual(await freshness(), [], 'none was brought')
    await bring(one, 1n)
    const facts = { issuer: one, lists: 1, byCeremony: false, thisUpdate: noon }
    const told = { ...facts, nextUpdate: plus(noon, 30 * day), dueBy: plus(noon, 15 * day) }
    assert.deepEqual(await freshness(), [told])

    await writeFile(join(folder, 'older', one, 'list.crl'), 'no list')
    const [unreadable] = await freshness()
    assert.ok((unreadable?.nextUpdate ?? noon) < noon, 'it counts as one that has ended')
  })
})
