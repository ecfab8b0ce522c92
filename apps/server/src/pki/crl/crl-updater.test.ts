import assert from 'node:assert/strict'
import { generateKeyPairSync, randomBytes, randomUUID, type KeyObject } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { anIssuer } from '@sotevarmenne/issuing/testing'
import { wholeOf } from '@sotevarmenne/http1/response'
import { connectRaw, startHttp } from '@sotevarmenne/http1/testing'
import {
  day,
  formatInstant,
  hour,
  instant,
  minute,
  plus,
  second,
  type Instant,
} from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { signData, verifySigned } from '@sotevarmenne/x509/algorithms'
import { decodeCertificateList, type CertificateList } from '@sotevarmenne/x509/crl'
import { crlDistributionPoints } from '@sotevarmenne/x509/extensions'
import { encodeName } from '@sotevarmenne/x509/names'
import { identifierOf, aHolder, aCa, noon, valueOf } from '@sotevarmenne/x509/testing'
import { sql } from 'kysely'
import { crlUrlOf, type Issuer, type SignerClient } from '#pki/ca/index.ts'
import type { CertificateRow, SerialNumber } from '#pki/issuance/contract.ts'
import type { DomainEvent } from '#platform/record.ts'
import { createRevocations, importStatuses } from '#pki/revocation/index.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { CaEntry } from '../directory/directory.ts'
import { directorySubscription } from '../directory/publish-ca.ts'
import { createOcsp } from '../ocsp/responders.ts'
import { aRequest, bodyOf, certifyResponder, checked } from '../ocsp/testing.ts'
import { pausedRevocations, releasePause, viewPauses } from './release-paused-crls.ts'
import { createCrls, type Crls } from './crl-updater.ts'
import { crlAt, replyWithCrl } from './serve-crl.ts'

const ca = aCa({ keys: 'P-384', notAfter: plus(noon, 20 * 365 * day) })
const sharded: Issuer = {
  ...anIssuer(),
  shards: 3,
  subjectDer: encodeName(ca.name),
  subjectKeyIdentifier: identifierOf(ca.spki),
  spki: ca.spki,
  certificate: ca.certificate,
  chain: [ca.certificate.der],
  root: ca.certificate,
}
/** With the same key, which makes no difference to a CRL. */
const another: Issuer = (({ id, crlUrl }) => ({ ...sharded, id, crlUrl }))(
  anIssuer('temporary-g1-ecc'),
)

forEachDatabase('CRLs', ({ db }) => {
  let now = instant(Date.parse('2026-11-24T14:00:00Z'))
  const clock = { now: () => now }
  const rows = new Map<string, CertificateRow>()
  let events: DomainEvent[] = []
  const record = (_tx: unknown, event: DomainEvent) => {
    events.push(event)
    return Promise.resolve()
  }
  const revocations = createRevocations({
    certificates: {
      findCertificate: (_tx, { serial }) => Promise.resolve(rows.get(serial)),
      certificatesOfCard: () => Promise.resolve([]),
    },
    record: () => Promise.resolve(),
    clock,
  })
  let folder: string
  let nodes: Crls[] = []
  let faults: unknown[] = []
  let signed = 0
  let signing: 'well' | 'not' | 'with another key' = 'well'
  const anotherKey = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey

  const signer: Pick<SignerClient, 'signCrl'> = {
    signCrl: async ({ chunks }) => {
      if (signing === 'not') return refuse({ kind: 'signer-unavailable', detail: 'away' })
      const pieces: Uint8Array[] = []
      for await (const chunk of chunks) pieces.push(chunk)
      signed += 1
      const key: KeyObject = signing === 'well' ? ca.privateKey : anotherKey
      return ok(signData('ecdsa-sha384', key, Buffer.concat(pieces)))
    },
  }
  const aNode = (name: string, changes: Partial<Parameters<typeof createCrls>[0]> = {}): Crls => {
    const node = createCrls({
      ...{ db, record, signer, revocations, clock },
      issuers: { all: [sharded], find: (id) => (id === sharded.id ? sharded : undefined) },
      countIssued: () => Promise.resolve(1000),
      limits: () => ({ number: 60, share: 0.05, windowMinutes: 60 }),
      folder: join(folder, name),
      permit: () => aPermit('crl.publishCrl'),
      onFault: (fault) => faults.push(fault),
      ...changes,
    })
    nodes.push(node)
    return node
  }
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sotevarmenne-lists-'))
  })
  beforeEach(() => {
    signing = 'well'
    signed = 0
    events = []
    faults = []
  })
  afterEach(async () => {
    await Promise.all(nodes.map((node) => node.close()))
    nodes = []
    now = plus(now, day)
  })
  after(() => rm(folder, { recursive: true }))

  /** Revokes a new certificate that is on the CRL of the shard. */
  const revoke = async (
    shard: number,
    notAfter: Instant = plus(now, 365 * day),
    issuer: Issuer = sharded,
  ) => {
    const serial = `5a${randomBytes(16).toString('hex')}` as SerialNumber
    const extensions = [crlDistributionPoints([crlUrlOf(issuer, shard)])]
    const { der } = aHolder(ca, { extensions }).certificate
    rows.set(serial, {
      ...{ issuer: issuer.id, serial, profile: 'professional-authentication', state: 'issued' },
      ...{ notBefore: now, notAfter, der },
    })
    const revoked = await db.write((tx) =>
      revocations.revokeCertificates(tx, aPermit('cards.cancelCard'), {
        issuer: issuer.id,
        serials: [serial],
        reason: 'keyCompromise',
        cause: 'card-lost',
      }),
    )
    assert.ok(revoked.ok)
    return serial
  }
  const bytesOf = async (node: Crls, shard?: number, of = sharded): Promise<Uint8Array> => {
    const file = node.find(of.id, shard)
    assert.ok(file)
    return new Uint8Array(await readFile(file.plain.path))
  }
  const listOf = async (node: Crls, shard?: number, of = sharded): Promise<CertificateList> => {
    const crl = valueOf(decodeCertificateList(await bytesOf(node, shard, of)))
    assert.ok(verifySigned(crl, ca.spki))
    return crl
  }
  const serialsOf = ({ entries }: CertificateList): readonly string[] =>
    entries.map(({ serial }) => Buffer.from(serial).toString('hex'))
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
    now = plus(now, 5 * second)
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
    assert.deepEqual(events.slice(-2), [
      { type: 'CrlPublished', issuer: sharded.id, number: full, entries: all.entries.length },
      { type: 'CrlPublished', issuer: sharded.id, shard: 1, number: second_, entries: 1 },
    ])
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
          now = plus(now, 3 * second)
          return touched
        },
      },
    })
    await node.refresh()
    now = plus(now, 2 * second)
    const serial = await revoke(1)
    now = plus(now, -2 * second)
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
    now = plus(now, second)
    await node.refresh()
    assert.deepEqual(numbersOf(node), before)
    now = plus(now, second)
    await node.refresh()
    assert.notDeepEqual(numbersOf(node), before)

    now = plus(now, hour)
    const created = signed
    await node.refresh()
    assert.equal(signed, created + 4)
    const crl = await listOf(node)
    assert.equal(crl.thisUpdate, now)
    assert.equal(crl.nextUpdate, plus(now, day))
    await node.refresh()
    assert.equal(signed, created + 4)
  })

  it('are published by one node, and served identically by every other, also after a restart', async () => {
    const one = aNode('one')
    const other = aNode('other')
    await revoke(2)
    await Promise.all([one.refresh(), other.refresh()])
    await Promise.all([one.refresh(), other.refresh()])
    assert.equal(signed, 4)
    const late = aNode('late')
    await late.refresh()
    for (const shard of [undefined, 0, 1, 2])
      for (const node of [other, late])
        assert.deepEqual(await bytesOf(node, shard), await bytesOf(one, shard))
    assert.equal(signed, 4)
  })

  it('list a revocation once more after its certificate has expired, then no longer (R42)', async () => {
    const node = aNode('one')
    const ending = await revoke(0, plus(now, hour / 2))
    await node.refresh()
    now = plus(now, hour)
    await node.refresh()
    for (const shard of [undefined, 0])
      assert.ok(serialsOf(await listOf(node, shard)).includes(ending))
    now = plus(now, hour)
    await node.refresh()
    for (const shard of [undefined, 0])
      assert.ok(!serialsOf(await listOf(node, shard)).includes(ending))
  })

  it('list revoked, unexpired certificates again after a clock that ran ahead was put right', async () => {
    const node = aNode('one')
    const valid = await revoke(0, plus(now, 100 * day))
    await node.refresh()
    const right = now
    now = plus(now, 365 * day)
    await node.refresh()
    now = plus(right, minute)
    await node.refresh()
    for (const shard of [undefined, 0])
      assert.ok(serialsOf(await listOf(node, shard)).includes(valid))
  })

  for (const how of ['not', 'with another key'] as const)
    it(`stay as they were while the signer signs ${how}`, async () => {
      const node = aNode('one')
      await node.refresh()
      const before = numbersOf(node)
      await revoke(0)
      now = plus(now, 5 * second)
      signing = how
      await node.refresh()
      assert.deepEqual(numbersOf(node), before)
      assert.equal(faults.length, 2)
      assert.ok((await listOf(node)).number > 0n)

      // A node that starts now does not wait for the retry delay of the one that failed.
      signing = 'well'
      await node.close()
      const next = aNode('next')
      await next.refresh()
      assert.ok(Math.max(...numbersOf(next)) > Math.max(...before))
    })

  it('report when the first of them ends, and are still served after that', async () => {
    const node = aNode('one')
    assert.equal(node.endsFirst(), undefined)
    await node.refresh()
    assert.equal(node.endsFirst(), plus(now, day))
    signing = 'not'
    now = plus(now, day - second)
    await node.refresh()
    assert.equal(node.endsFirst(), plus(now, second))
    now = plus(now, second)
    assert.ok(node.isReady())
    assert.ok(node.find(sharded.id, undefined))
    signing = 'well'
    await node.close()
    const next = aNode('next')
    await next.refresh()
    assert.ok((next.endsFirst() ?? 0) > plus(now, second))
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
    assert.match(String(faults[0]), /is not what was signed/)
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
    const published = events.filter(({ type }) => type === 'CrlPublished')
    const [full, ...others] = published.filter((event) => concerns?.(event))
    assert.ok(full && others.length === 0 && published.length === 4)
    await handle(full, 'event')
    const crl = await bytesOf(node)
    const { commonName, certificate } = sharded
    assert.deepEqual(entries, [{ commonName, isRoot: false, certificate: certificate.der, crl }])
  })

  describe('under the mass-revocation guard', () => {
    const people = { personId: 'first' }
    const others = { personId: 'second' }
    const holding = { db, record, clock, revocations }
    const open = async (by = people) => {
      const view = await viewPauses(holding)(aPermit('crl.viewPauses', by))
      assert.ok(view.ok)
      return view.value.pauses
    }
    type Pause = Awaited<ReturnType<typeof open>>[number]
    const release = (by: typeof people, { pauseId, upTo }: Pick<Pause, 'pauseId' | 'upTo'>) =>
      releasePause(holding)(aPermit('crl.releasePause', by), { pauseId, upTo })
    const revokeMany = async (count: number): Promise<readonly SerialNumber[]> => {
      const serials: SerialNumber[] = []
      for (let done = 0; done < count; done += 1) serials.push(await revoke(1))
      return serials
    }
    /** A node with paused CRLs, and the serials that are pending release. */
    const aPause = async () => {
      const node = aNode('one')
      await node.refresh()
      const paused = await revokeMany(51)
      now = plus(now, 2 * second)
      await node.refresh()
      const [pause] = await open()
      assert.ok(pause)
      return { node, paused, pause }
    }
    const releaseAll = async (node: Crls): Promise<void> => {
      for (const pause of await open())
        for (const by of [people, others]) assert.ok((await release(by, pause)).ok)
      now = plus(now, 2 * second)
      await node.refresh()
    }

    it('pause when unusually much is revoked, say why, and continue once two persons have agreed (dual control)', async () => {
      const node = aNode('one')
      await node.refresh()
      const start = node.find(sharded.id, undefined)?.entries ?? 0
      for (let count = 0; count < 20; count += 1) await revoke(0)
      const unnoticed = await revoke(2)
      now = plus(now, 2 * second)
      // Below a twentieth of a thousand, and below sixty.
      await node.refresh()
      assert.equal(node.find(sharded.id, undefined)?.entries, start + 21)
      const paused: string[] = []
      for (let count = 0; count < 31; count += 1) paused.push(await revoke(1))
      now = plus(now, 2 * second)
      await node.refresh()
      await node.refresh()
      assert.equal(node.find(sharded.id, undefined)?.entries, start + 21)
      assert.equal(faults.length, 1)
      assert.match(String(faults[0]), /paused: 52 revoked \(card-lost 52\)/)
      const [pause, ...more] = await open()
      assert.ok(pause && more.length === 0)
      assert.deepEqual(
        { ...pause, pauseId: '', upTo: 0 },
        {
          pauseId: '',
          issuer: sharded.id,
          noticedAt: formatInstant(now),
          // Those that are on no CRL yet.
          revoked: 31,
          causes: [{ cause: 'card-lost', count: 31 }],
          upTo: 0,
          may: ['release'],
        },
      )

      // Never stale: the CRLs are reissued hourly with what they had, also by a node that starts meanwhile.
      now = plus(now, hour)
      await node.refresh()
      const next = aNode('next')
      await next.refresh()
      const fresh = await listOf(next)
      assert.equal(fresh.thisUpdate, now)
      assert.ok(serialsOf(fresh).includes(unnoticed))
      assert.ok(!serialsOf(fresh).some((serial) => paused.includes(serial)))

      assert.deepEqual(await release(people, pause), ok({ state: 'awaits-second' }))
      assert.deepEqual(await release(people, pause), refuse({ kind: 'second-person-required' }))
      assert.deepEqual([(await open())[0]?.may, (await open(others))[0]?.may], [[], ['release']])
      await node.refresh()
      assert.ok(!serialsOf(await listOf(node, 1)).includes(paused[0] ?? ''))
      assert.deepEqual(await release(others, pause), ok({ state: 'released' }))
      assert.deepEqual(await release(others, pause), refuse({ kind: 'already-released' }))
      assert.deepEqual(await open(), [])
      now = plus(now, 2 * second)
      await node.refresh()
      for (const serial of paused) assert.ok(serialsOf(await listOf(node, 1)).includes(serial))
      assert.deepEqual(
        events.filter(({ type }) => type !== 'CrlPublished').map(({ type }) => type),
        ['CrlsPaused', 'CrlsReleaseApproved', 'CrlsReleased'],
      )

      // What was reviewed is not counted again.
      const after = await revoke(1)
      now = plus(now, 2 * second)
      await node.refresh()
      assert.ok(serialsOf(await listOf(node, 1)).includes(after))
    })

    it('pause for their issuer only: OCSP says revoked meanwhile, and CRLs of another issuer continue', async () => {
      const both = [sharded, another]
      const node = aNode('both', {
        issuers: { all: both, find: (id) => both.find((issuer) => issuer.id === id) },
      })
      await node.refresh()
      const paused = await revokeMany(51)
      const ofAnother = await revoke(1, undefined, another)
      now = plus(now, 2 * second)
      await node.refresh()
      assert.deepEqual(
        (await open()).map(({ issuer }) => issuer),
        [sharded.id],
      )
      const waiting = new Set<string>(paused)
      for (const shard of [undefined, 1])
        assert.ok(!serialsOf(await listOf(node, shard)).some((serial) => waiting.has(serial)))
      const goingOn = async (): Promise<readonly (readonly string[])[]> => {
        const crls = [undefined, 1].map((shard) => listOf(node, shard, another))
        return (await Promise.all(crls)).map(serialsOf)
      }
      assert.deepEqual(await goingOn(), [[ofAnother], [ofAnother]])
      const later = await revoke(1, undefined, another)
      now = plus(now, 2 * second)
      await node.refresh()
      for (const serials of await goingOn())
        assert.deepEqual(new Set(serials), new Set([ofAnother, later]))

      const statusOf = await queryOcsp(both)
      for (const serial of paused) assert.equal(await statusOf(sharded, serial), 'revoked')
      for (const serial of [ofAnother, later])
        assert.equal(await statusOf(another, serial), 'revoked')
      assert.deepEqual(
        (await open()).map(({ issuer }) => issuer),
        [sharded.id],
      )
      await releaseAll(node)
    })

    /** OCSP over the same database: the response for one certificate. */
    const queryOcsp = async (issuers: readonly Issuer[]) => {
      const ocsp = createOcsp({
        ...{ db, clock, issuers, revocations, responderKeys: 'p256' },
        certificates: {
          issuedAfter: () => Promise.resolve({ issued: [], next: undefined }),
          issuedAmong: () => Promise.resolve([]),
          issueResponderCertificate: (_permit, { issuer, spki }) => {
            const from = plus(now, -minute)
            const der = certifyResponder(ca, spki, from)
            const profile = 'ocsp-responder' as const
            const serial = '01' as SerialNumber
            const days = { notBefore: from, notAfter: plus(from, 30 * day) }
            return Promise.resolve(ok({ issuer, serial, profile, der, ...days }))
          },
        },
        permit: () => aPermit('certificates.issueCertificate'),
        onFault: (fault) => faults.push(fault),
      })
      await ocsp.renewKeys()
      await db.read((tx) => ocsp.readRevocations(tx, now))
      return async ({ id }: Issuer, hexadecimal: string) => {
        const serial = new Uint8Array(Buffer.from(hexadecimal, 'hex'))
        const request = aRequest(ca, [serial])
        const reply = await ocsp.answererOf(id)?.(request, 0, request.length)
        assert.ok(reply && !('stream' in reply))
        const body = bodyOf(wholeOf(reply, () => ''))
        const status = checked(body, { issuer: ca, serial, at: now })
        return typeof status === 'string' ? status : status.kind
      }
    }

    it('are not released by an agreement when nothing is paused', async () => {
      assert.deepEqual(await db.read(pausedRevocations({ revocations })), [])
      const nothing = { pauseId: randomUUID(), upTo: 1 }
      assert.deepEqual(await release(people, nothing), refuse({ kind: 'pause-not-found' }))
    })

    it('are released up to what both persons saw; a few later revocations pass, and many pause them again', async () => {
      const { node, paused, pause } = await aPause()
      assert.deepEqual(await release(people, pause), ok({ state: 'awaits-second' }))
      const later = await revokeMany(52)
      await node.refresh()
      const [seen] = await open()
      assert.ok(seen)
      assert.deepEqual([seen.firstRevoked, seen.revoked], [51, 103])
      const input = await db.read(pausedRevocations({ revocations }))
      assert.deepEqual(input, [{ issuer: sharded.id, cause: 'card-lost', count: 103 }])
      assert.deepEqual(await release(others, seen), ok({ state: 'released' }))
      now = plus(now, 2 * second)
      await node.refresh()
      now = plus(now, 2 * second)
      await node.refresh()
      const listed = serialsOf(await listOf(node))
      assert.ok(paused.every((serial) => listed.includes(serial)))
      assert.ok(!later.some((serial) => listed.includes(serial)))
      const [again, ...more] = await open()
      assert.ok(again && more.length === 0)
      assert.deepEqual([again.firstRevoked, again.revoked], [undefined, 52])

      assert.deepEqual(await release(people, again), ok({ state: 'awaits-second' }))
      const few = await revokeMany(3)
      const [last] = await open()
      assert.ok(last)
      assert.deepEqual(await release(others, last), ok({ state: 'released' }))
      now = plus(now, 2 * second)
      await node.refresh()
      const full = serialsOf(await listOf(node))
      assert.ok([...later, ...few].every((serial) => full.includes(serial)))
      assert.deepEqual(await open(), [])
      assert.deepEqual(
        events.flatMap((event) => ('revoked' in event ? [[event.type, event.revoked]] : [])),
        [
          ['CrlsPaused', 51],
          ['CrlsReleaseApproved', 51],
          ['CrlsReleased', 51],
          ['CrlsPaused', 52],
          ['CrlsReleaseApproved', 52],
          ['CrlsReleased', 52],
        ],
      )
    })

    it('pause again for what was revoked between the two agreements, however long it has waited', async () => {
      const { node, pause } = await aPause()
      assert.deepEqual(await release(people, pause), ok({ state: 'awaits-second' }))
      const later = await revokeMany(52)
      now = plus(now, 2 * hour)
      await node.refresh()
      assert.deepEqual(await release(others, pause), ok({ state: 'released' }))
      for (let round = 0; round < 2; round += 1) {
        now = plus(now, 2 * second)
        await node.refresh()
      }
      const listed = serialsOf(await listOf(node))
      assert.ok(!later.some((serial) => listed.includes(serial)))
      await releaseAll(node)
    })

    it('are not released by a person who has viewed nothing, or who names a position that does not exist yet', async () => {
      const { node, paused, pause } = await aPause()
      for (const upTo of [pause.upTo + 1, pause.upTo - paused.length])
        assert.deepEqual(await release(people, { ...pause, upTo }), refuse({ kind: 'not-shown' }))
      await releaseAll(node)
    })

    it('pause for what an import brings, however old the revocation dates in it are', async () => {
      const node = aNode('one')
      await node.refresh()
      const before = node.find(sharded.id, undefined)?.entries
      const lines = Array.from({ length: 51 }, () => {
        const serial = randomBytes(16).toString('hex').toUpperCase()
        return `R\t301231235959Z\t200101000000Z,superseded\t4B${serial}\tunknown\t/CN=x`
      })
      const taken = await importStatuses({
        ...{ db, clock, recordAll: () => Promise.resolve() },
        certificates: {
          importCertificates: (_tx, imported) => Promise.resolve(imported.length),
          findCertificate: () => Promise.resolve(undefined),
        },
      })(aPermit('revocation.importStatuses'), { issuer: sharded.id, lines: streamOf(lines) })
      assert.ok(taken.ok)
      now = plus(now, 2 * second)
      await node.refresh()
      assert.equal(node.find(sharded.id, undefined)?.entries, before)
      assert.deepEqual(
        (await open()).map(({ causes }) => causes),
        [[{ cause: 'imported', count: 51 }]],
      )
      await releaseAll(node)
    })
  })

  describe('over HTTP', () => {
    let node: Crls
    let server: Awaited<ReturnType<typeof startHttp>>
    before(async () => {
      node = aNode('http')
      for (let count = 0; count < 50; count += 1) await revoke(1)
      await node.refresh()
      nodes = []
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

async function* streamOf(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines
  await Promise.resolve()
}
