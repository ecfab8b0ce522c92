import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { connectRaw, startHttp } from '@sotevarmenne/http1/testing'
import { day, hour, minute, plus, second } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { decodeTbsCertificate } from '@sotevarmenne/x509/certificate'
import { sql } from 'kysely'
import { crlUrlOf } from '#pki/ca/index.ts'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { CaEntry } from '../directory/directory.ts'
import { directorySubscription } from '../directory/publish-ca.ts'
import type { Crls } from './crl-updater.ts'
import { crlAt, replyWithCrl } from './serve-crl.ts'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'
import { openCrls, sharded } from './testing/crls.ts'

forEachDatabase('CRLs', (database) => {
  const { db } = database
  const shared = openCrls(database)
  const { aNode, revoke, listOf, serialsOf, bytesOf, revocations } = shared

  const numbersOf = (node: Crls) =>
    [undefined, 0, 1, 2].map((shard) => node.find(sharded.id, shard)?.number ?? 0)

  it('are published again where something was revoked, the full one and that of the shard; the others stay', async () => {
    const node = aNode('one')
    assert.equal(node.isReady(), false)
    await node.refresh()
    assert.equal(node.isReady(), true)
    const before = numbersOf(node)
    assert.equal(new Set(before).size, 4)

    const serial = await revoke(1)
    shared.now = plus(shared.now, 5 * second)
    await node.refresh()
    const [full = 0, first, second_ = 0, third] = numbersOf(node)
    assert.deepEqual([first, third], [before[1], before[3]])
    assert.ok(full > Math.max(...before) && second_ > Math.max(...before))

    const ofShard = await listOf(node, 1)
    assert.deepEqual(serialsOf(ofShard), [serial])
    assert.equal(ofShard.entries[0]?.reason, 'keyCompromise')
    assert.deepEqual(ofShard.distributionPoints, [crlUrlOf(sharded, 1)])
    const all = await listOf(node)
    assert.deepEqual(all.distributionPoints, [])
    assert.ok(serialsOf(all).includes(serial))
    const settings = { 'crl-interval': 'shipped', 'crl-validity': 'shipped' }
    const published = { type: 'CrlPublished', issuer: sharded.id, settings }
    assert.deepEqual(shared.events.slice(-2), [
      { ...published, number: full, entries: all.entries.length },
      { ...published, shard: 1, number: second_, entries: 1 },
    ])
  })

  it('say how long their first revocation waited, and nothing of what was revoked before the node began', async () => {
    const waits: number[] = []
    const observePublication = (milliseconds: number) => waits.push(milliseconds)
    await revoke(1)
    const node = aNode('one', { observePublication })
    await node.refresh()
    assert.deepEqual(waits, [])
    await revoke(1)
    shared.now = plus(shared.now, second)
    await revoke(1)
    await node.refresh()
    assert.deepEqual(waits, [], 'two seconds apart')
    shared.now = plus(shared.now, 4 * second)
    await node.refresh()
    await node.refresh()
    assert.deepEqual(waits, [5 * second, 5 * second], 'the full one and that of the shard')
  })

  it('are valid as long, and come as often, as the settings of the day say (R345)', async () => {
    const changeId = await changeSetting(db, 'crl-validity', [48])
    const intervalId = await changeSetting(db, 'crl-interval', [10])
    const node = aNode('one')
    await node.refresh()
    const begun = numbersOf(node)
    shared.now = plus(shared.now, 10 * minute)
    await node.refresh()
    assert.ok(numbersOf(node).every((number, at) => number > (begun[at] ?? 0)))
    const first = await listOf(node)
    assert.equal(first.nextUpdate - first.thisUpdate, 48 * hour)
    const event = shared.events.at(-1)
    assert.deepEqual(event && 'settings' in event && event.settings, {
      ...{ 'crl-interval': intervalId, 'crl-validity': changeId },
    })
    const before = numbersOf(node)
    shared.now = plus(shared.now, 10 * minute - second)
    await node.refresh()
    assert.deepEqual(numbersOf(node), before)
    await forgetSettingChanges(db)
    shared.now = plus(shared.now, 2 * second)
    await node.refresh()
    assert.deepEqual(numbersOf(node), before, 'hourly again')
  })

  it('of a shard say so in a critical extension, and the full CRL does not (RFC 5280 § 5.2.5)', async () => {
    const node = aNode('one')
    await node.refresh()
    const critical = Buffer.from('0603551d1c0101ff', 'hex')
    assert.ok(Buffer.from(await bytesOf(node, 1)).includes(critical))
    assert.ok(!Buffer.from(await bytesOf(node)).includes(critical.subarray(0, 5)))
  })

  it('contain every revocation that was recorded before their production began', async () => {
    const node = aNode('one', {
      revocations: {
        ...revocations,
        touchedSince: async (tx, position) => {
          const touched = await revocations.touchedSince(tx, position)
          shared.now = plus(shared.now, 3 * second)
          return touched
        },
      },
    })
    await node.refresh()
    shared.now = plus(shared.now, 2 * second)
    const serial = await revoke(1)
    shared.now = plus(shared.now, -2 * second)
    await node.refresh()
    const crl = await listOf(node, 1)
    assert.ok(serialsOf(crl).includes(serial))
    assert.ok(crl.entries.every(({ revokedAt }) => revokedAt <= crl.thisUpdate))
  })

  it('are published at least two seconds apart, and hourly when nothing is revoked', async () => {
    const node = aNode('one')
    await node.refresh()
    const before = numbersOf(node)
    await revoke(0)
    shared.now = plus(shared.now, second)
    await node.refresh()
    assert.deepEqual(numbersOf(node), before)
    shared.now = plus(shared.now, second)
    await node.refresh()
    assert.notDeepEqual(numbersOf(node), before)

    shared.now = plus(shared.now, hour)
    const created = shared.signed
    await node.refresh()
    assert.equal(shared.signed, created + 4)
    const crl = await listOf(node)
    assert.equal(crl.thisUpdate, shared.now)
    assert.equal(crl.nextUpdate, plus(shared.now, day))
    await node.refresh()
    assert.equal(shared.signed, created + 4)
  })

  it('are published by one node, and served identically by every other, also after a restart', async () => {
    const one = aNode('one')
    const other = aNode('other')
    await revoke(2)
    await Promise.all([one.refresh(), other.refresh()])
    await Promise.all([one.refresh(), other.refresh()])
    assert.equal(shared.signed, 4)
    const late = aNode('late')
    await late.refresh()
    for (const shard of [undefined, 0, 1, 2])
      for (const node of [other, late])
        assert.deepEqual(await bytesOf(node, shard), await bytesOf(one, shard))
    assert.equal(shared.signed, 4)
  })

  it('list a revocation once more after its certificate has expired, then no longer (R42)', async () => {
    const node = aNode('one')
    const ending = await revoke(0, plus(shared.now, hour / 2))
    await node.refresh()
    shared.now = plus(shared.now, hour)
    await node.refresh()
    for (const shard of [undefined, 0])
      assert.ok(serialsOf(await listOf(node, shard)).includes(ending))
    shared.now = plus(shared.now, hour)
    await node.refresh()
    for (const shard of [undefined, 0])
      assert.ok(!serialsOf(await listOf(node, shard)).includes(ending))
  })

  it('list revoked, unexpired certificates again after a clock that ran ahead was put right', async () => {
    const node = aNode('one')
    const valid = await revoke(0, plus(shared.now, 100 * day))
    await node.refresh()
    const right = shared.now
    shared.now = plus(shared.now, 365 * day)
    await node.refresh()
    shared.now = plus(right, minute)
    await node.refresh()
    for (const shard of [undefined, 0])
      assert.ok(serialsOf(await listOf(node, shard)).includes(valid))
  })

  it('continue behind the number that the signer has signed last, above and below their own', async () => {
    for (const [kind, last] of [
      ['crl-number-not-rising', 700],
      ['crl-number-too-high', 300],
    ] as const) {
      const node = aNode(kind)
      await node.refresh()
      shared.refusal = { kind, last: String(last) }
      await revoke(0)
      shared.now = plus(shared.now, 5 * second)
      await node.refresh()
      shared.refusal = undefined
      await node.close()
      // Without the delay before the next try of the node that was refused.
      const next = aNode(`next after ${kind}`)
      await next.refresh()
      assert.equal((await listOf(next, 0)).number, BigInt(last + 2))
      await next.close()
    }
  })

  it('are tried again with the certificates of which the signer did not know the end', async () => {
    const node = aNode('one')
    const ended = await revoke(0)
    await node.refresh()
    shared.refusal = { kind: 'crl-entries-missing', count: 1, serials: [ended, '5a00'] }
    await revoke(1)
    shared.now = plus(shared.now, 5 * second)
    await node.refresh()
    const shown = shared.presented.map((tbs) => decodeTbsCertificate(tbs).ok)
    // Twice: the full CRL and that of the shard were refused.
    assert.deepEqual(shown, [true, true])
    assert.match(String(shared.faults[0]), /no CRL of [^:]*: crl-entries-missing/)
  })

  for (const how of ['not', 'with another key'] as const)
    it(`stay as they were while the signer signs ${how}`, async () => {
      const node = aNode('one')
      await node.refresh()
      const before = numbersOf(node)
      await revoke(0)
      shared.now = plus(shared.now, 5 * second)
      shared.signing = how
      await node.refresh()
      assert.deepEqual(numbersOf(node), before)
      assert.equal(shared.faults.length, 2)
      assert.ok((await listOf(node)).number > 0n)

      // A node that starts now does not wait for the retry delay of the one that failed.
      shared.signing = 'well'
      await node.close()
      const next = aNode('next')
      await next.refresh()
      assert.ok(Math.max(...numbersOf(next)) > Math.max(...before))
    })

  it('report when the first of them ends, and are still served after that', async () => {
    const node = aNode('one')
    assert.equal(node.endsFirst(), undefined)
    await node.refresh()
    assert.equal(node.endsFirst(), plus(shared.now, day))
    shared.signing = 'not'
    shared.now = plus(shared.now, day - second)
    await node.refresh()
    assert.equal(node.endsFirst(), plus(shared.now, second))
    shared.now = plus(shared.now, second)
    assert.ok(node.isReady())
    assert.ok(node.find(sharded.id, undefined))
    shared.signing = 'well'
    await node.close()
    const next = aNode('next')
    await next.refresh()
    assert.ok((next.endsFirst() ?? 0) > plus(shared.now, second))
  })

  it('are not served when the revocations in the database differ from those that were signed', async () => {
    const node = aNode('one')
    await revoke(0)
    await node.refresh()
    /** Flips the bits of the last revocation's entry; done twice, it is as it was. */
    const damage = () =>
      db.write(async (tx) => {
        await sql`alter table revocation.revocation disable trigger final`.execute(tx)
        await sql`update revocation.revocation
          set entry = set_byte(entry, 10, 255 - get_byte(entry, 10))
          where position = (select max(position) from revocation.revocation)`.execute(tx)
        await sql`alter table revocation.revocation enable trigger final`.execute(tx)
        return ok(undefined)
      })
    assert.ok((await damage()).ok)
    const other = aNode('other')
    await other.refresh()
    assert.equal(other.find(sharded.id, 0), undefined)
    assert.equal(other.find(sharded.id, undefined), undefined)
    assert.notEqual(other.find(sharded.id, 1), undefined)
    assert.match(String(shared.faults[0]), /is not what was signed/)
    assert.ok((await listOf(node, 0)).entries.length > 0)
    assert.ok((await damage()).ok)
  })

  it('are published in the directory, each full CRL in one piece with its CA', async () => {
    const node = aNode('one')
    await revoke(0)
    await node.refresh()
    const entries: CaEntry[] = []
    const { concerns, handle } = directorySubscription({
      ...{ db, revocations },
      issuers: { find: (id) => (id === sharded.id ? sharded : undefined) },
      directory: {
        publish: (entry) => {
          entries.push(entry)
          return Promise.resolve()
        },
      },
    })
    const published = shared.events.filter(({ type }) => type === 'CrlPublished')
    const [full, ...others] = published.filter((event) => concerns?.(event))
    assert.ok(full && others.length === 0 && published.length === 4)
    await handle(full, 'event')
    const crl = await bytesOf(node)
    const { commonName, certificate } = sharded
    assert.deepEqual(entries, [{ commonName, isRoot: false, certificate: certificate.der, crl }])
  })

  describe('over HTTP', () => {
    let node: Crls
    let server: Awaited<ReturnType<typeof startHttp>>
    before(async () => {
      node = aNode('http')
      for (let count = 0; count < 50; count += 1) await revoke(1)
      await node.refresh()
      shared.nodes = []
      server = await startHttp((request) => {
        const { bytes, head } = request
        const named = crlAt(bytes.toString('latin1', head.targetAt, head.targetEnd))
        return replyWithCrl(named && node.find(named.issuer, named.shard), request)
      })
    })
    after(async () => {
      await server.close()
      await node.close()
    })

    /** Sends a GET request; returns the head as text, and the body. */
    const get = async (path: string, ...fields: readonly string[]) => {
      const client = await connectRaw(server.port)
      client.write(
        [`GET ${path} HTTP/1.1`, 'host: a', 'connection: close', ...fields, '', ''].join('\r\n'),
      )
      const [head = '', ...body] = (await client.ended()).split('\r\n\r\n')
      return { head, body: new Uint8Array(Buffer.from(body.join('\r\n\r\n'), 'latin1')) }
    }
    const path = `/crl/${sharded.id}/1.crl`

    it('are sent whole, or pre-compressed to a client that accepts it', async () => {
      const plain = await bytesOf(node, 1)
      const whole = await get(path)
      assert.match(whole.head, /^HTTP\/1.1 200 .*\ncontent-type: application\/pkix-crl\r\n/s)
      assert.deepEqual(whole.body, plain)
      for (let round = 0; round < 6000 && node.find(sharded.id, 1)?.br === undefined; round += 1)
        await new Promise((resolve) => setTimeout(resolve, 10))

      const gzip = await get(path, 'accept-encoding: br;q=0, gzip')
      assert.match(gzip.head, /\ncontent-encoding: gzip\r/)
      assert.ok(gzip.body.length < plain.length * 0.8)
      assert.deepEqual(new Uint8Array(gunzipSync(gzip.body)), plain)
      const br = await get(path, 'accept-encoding: gzip, deflate, br')
      assert.match(br.head, /\ncontent-encoding: br\r/)
      assert.deepEqual(new Uint8Array(brotliDecompressSync(br.body)), plain)
      for (const { head } of [whole, gzip, br]) assert.match(head, /\nvary: accept-encoding\r/)
    })

    it('are not sent again to a client that has them', async () => {
      const { head } = await get(path)
      const [, etag = ''] = /\netag: (.*)\r/.exec(head) ?? []
      const [, modified = ''] = /\nlast-modified: (.*)\r/.exec(head) ?? []
      const statusFor = async (...fields: readonly string[]) =>
        (await get(path, ...fields)).head.slice(9, 12)
      assert.equal(await statusFor(`if-none-match: ${etag}`), '304')
      assert.equal(await statusFor(`if-none-match: "0", W/${etag}`), '304')
      assert.equal(await statusFor('if-none-match: *'), '304')
      assert.equal(await statusFor(`if-modified-since: ${modified}`), '304')
      assert.equal(await statusFor('if-none-match: "0"'), '200')
      assert.equal(await statusFor('if-none-match: "0"', `if-modified-since: ${modified}`), '200')
      assert.equal(await statusFor('if-modified-since: Mon, 23 Nov 2026 14:00:00 GMT'), '200')
      assert.equal(await statusFor('if-modified-since: yesterday'), '200')
    })

    it('are answered with “not found” where there is none', async () => {
      for (const wrong of [`/crl/${sharded.id}/3.crl`, `/crl/${sharded.id}/01.crl`, '/crl/x.crl'])
        assert.match((await get(wrong)).head, /^HTTP\/1.1 404 /)
    })
  })
})
