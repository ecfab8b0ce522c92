import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { anIssuer } from '@sotevarmenne/issuing/testing'
import { wholeOf } from '@sotevarmenne/http1/response'
import { day, formatInstant, hour, minute, plus, second } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import type { Issuer } from '#pki/ca/index.ts'
import type { SerialNumber } from '#pki/issuance/contract.ts'
import { importStatuses } from '#pki/revocation/index.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { createOcsp } from '../ocsp/responders.ts'
import { aRequest, bodyOf, certifyResponder, checked } from '../ocsp/testing.ts'
import { pausedRevocations, releasePause, viewPauses } from './release-paused-crls.ts'
import type { Crls } from './crl-updater.ts'
import { openCrls, sharded, ca } from './testing/crls.ts'

/** With the same key, which makes no difference to a CRL. */
const another: Issuer = (({ id, crlUrl }) => ({ ...sharded, id, crlUrl }))(
  anIssuer('temporary-g1-ecc'),
)

async function* streamOf(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines
  await Promise.resolve()
}

forEachDatabase('CRLs', (database) => {
  const { db } = database
  const shared = openCrls(database)
  const { record, clock, revocations, revoke, aNode, listOf, serialsOf } = shared

  describe('under the mass-revocation guard', () => {
    const people = { personId: 'first' }
    const others = { personId: 'second' }
    const holding = { db, record, clock, revocations }
    const open = async (by = people) => {
      const view = await viewPauses.handle(holding)(aPermit('crl.viewPauses', by))
      assert.ok(view.ok)
      return view.value.pauses
    }
    type Pause = Awaited<ReturnType<typeof open>>[number]
    const release = (by: typeof people, { pauseId, upTo }: Pick<Pause, 'pauseId' | 'upTo'>) =>
      releasePause.handle(holding)(aPermit('crl.releasePause', by), { pauseId, upTo })
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
      shared.now = plus(shared.now, 2 * second)
      await node.refresh()
      const [pause] = await open()
      assert.ok(pause)
      return { node, paused, pause }
    }
    const releaseAll = async (node: Crls): Promise<void> => {
      for (const pause of await open())
        for (const by of [people, others]) assert.ok((await release(by, pause)).ok)
      shared.now = plus(shared.now, 2 * second)
      await node.refresh()
    }

    it('pause when unusually much is revoked, say why, and continue once two persons have agreed (dual control)', async () => {
      const node = aNode('one')
      await node.refresh()
      const start = node.find(sharded.id, undefined)?.entries ?? 0
      for (let count = 0; count < 20; count += 1) await revoke(0)
      const unnoticed = await revoke(2)
      shared.now = plus(shared.now, 2 * second)
      // Below a twentieth of a thousand, and below sixty.
      await node.refresh()
      assert.equal(node.find(sharded.id, undefined)?.entries, start + 21)
      const paused: string[] = []
      for (let count = 0; count < 31; count += 1) paused.push(await revoke(1))
      shared.now = plus(shared.now, 2 * second)
      await node.refresh()
      await node.refresh()
      assert.equal(node.find(sharded.id, undefined)?.entries, start + 21)
      assert.equal(shared.faults.length, 1)
      assert.match(String(shared.faults[0]), /paused: 52 revoked \(card-lost 52\)/)
      const [pause, ...more] = await open()
      assert.ok(pause && more.length === 0)
      assert.deepEqual(
        { ...pause, pauseId: '', upTo: 0 },
        {
          pauseId: '',
          issuer: sharded.id,
          noticedAt: formatInstant(shared.now),
          // Those that are on no CRL yet.
          revoked: 31,
          causes: [{ cause: 'card-lost', count: 31 }],
          upTo: 0,
          may: ['release'],
        },
      )

      // Never stale: the CRLs are reissued hourly with what they had, also by a node that starts meanwhile.
      shared.now = plus(shared.now, hour)
      await node.refresh()
      const next = aNode('next')
      await next.refresh()
      const fresh = await listOf(next)
      assert.equal(fresh.thisUpdate, shared.now)
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
      shared.now = plus(shared.now, 2 * second)
      await node.refresh()
      for (const serial of paused) assert.ok(serialsOf(await listOf(node, 1)).includes(serial))
      assert.deepEqual(
        shared.events.filter(({ type }) => type !== 'CrlPublished').map(({ type }) => type),
        ['CrlsPaused', 'CrlsReleaseApproved', 'CrlsReleased'],
      )

      // What was reviewed is not counted again.
      const after = await revoke(1)
      shared.now = plus(shared.now, 2 * second)
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
      shared.now = plus(shared.now, 2 * second)
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
      shared.now = plus(shared.now, 2 * second)
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
            const from = plus(shared.now, -minute)
            const der = certifyResponder(ca, spki, from)
            const profile = 'ocsp-responder' as const
            const serial = '01' as SerialNumber
            const days = { notBefore: from, notAfter: plus(from, 30 * day) }
            return Promise.resolve(ok({ issuer, serial, profile, der, ...days }))
          },
        },
        permit: () => aPermit('certificates.issueCertificate'),
        onFault: (fault) => shared.faults.push(fault),
      })
      await ocsp.renewKeys()
      await db.read((tx) => ocsp.readRevocations(tx, shared.now))
      return async ({ id }: Issuer, hexadecimal: string) => {
        const serial = new Uint8Array(Buffer.from(hexadecimal, 'hex'))
        const request = aRequest(ca, [serial])
        const reply = await ocsp.answererOf(id)?.(request, 0, request.length)
        assert.ok(reply && !('stream' in reply))
        const body = bodyOf(wholeOf(reply, () => ''))
        const status = checked(body, { issuer: ca, serial, at: shared.now })
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
      shared.now = plus(shared.now, 2 * second)
      await node.refresh()
      shared.now = plus(shared.now, 2 * second)
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
      shared.now = plus(shared.now, 2 * second)
      await node.refresh()
      const full = serialsOf(await listOf(node))
      assert.ok([...later, ...few].every((serial) => full.includes(serial)))
      assert.deepEqual(await open(), [])
      assert.deepEqual(
        shared.events.flatMap((event) => ('revoked' in event ? [[event.type, event.revoked]] : [])),
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
      shared.now = plus(shared.now, 2 * hour)
      await node.refresh()
      assert.deepEqual(await release(others, pause), ok({ state: 'released' }))
      for (let round = 0; round < 2; round += 1) {
        shared.now = plus(shared.now, 2 * second)
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
      shared.now = plus(shared.now, 2 * second)
      await node.refresh()
      assert.equal(node.find(sharded.id, undefined)?.entries, before)
      assert.deepEqual(
        (await open()).map(({ causes }) => causes),
        [[{ cause: 'imported', count: 51 }]],
      )
      await releaseAll(node)
    })
  })
})
