import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { beforeEach, describe, it } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import { day, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { packRevokedCertificates } from '@sotevarmenne/x509/crl-entry'
import { crlDistributionPoints } from '@sotevarmenne/x509/extensions'
import { aHolder, aCa } from '@sotevarmenne/x509/testing'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { CertificateRow, SerialNumber } from '#pki/issuance/contract.ts'
import type { DomainEvent } from '#platform/record.ts'
import type { WriteOptions } from '#platform/db.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { Listed, RevokeCertificates } from './contract.ts'
import { createRevocations } from './index.ts'

forEachDatabase('certificates to be revoked', ({ db, kind }) => {
  let now = instant(Date.parse('2026-11-24T14:00:00Z'))
  const issuer = 'professional-g1-ecc' as IssuerId
  const rows = new Map<string, CertificateRow>()
  let events: DomainEvent[] = []
  const revocations = createRevocations({
    certificates: {
      findCertificate: (_tx, { serial }) => Promise.resolve(rows.get(serial)),
      certificatesOfCard: () => Promise.resolve([]),
    },
    record: (_tx, event) => {
      events.push(event)
      return Promise.resolve()
    },
    clock: { now: () => now },
  })
  beforeEach(() => {
    events = []
  })

  const aSerial = (state: CertificateRow['state'] = 'issued'): SerialNumber => {
    const serial = randomBytes(17).toString('hex') as SerialNumber
    const common = {
      issuer,
      serial,
      profile: 'professional-authentication',
      notBefore: now,
      notAfter: plus(now, 365 * day),
      holder: 'a-person',
      cardId: 'a-card',
    } as const
    if (state === 'issued') rows.set(serial, { ...common, state, der: Uint8Array.of(0x30, 0) })
    else if (state === 'void') rows.set(serial, { ...common, state, reason: 'lint-failed' })
    else rows.set(serial, { ...common, state })
    return serial
  }
  const permit = aPermit('cards.cancelCard')
  const requested = (...serials: readonly SerialNumber[]): RevokeCertificates => ({
    issuer,
    serials,
    reason: 'keyCompromise',
    cause: 'card-lost',
  })
  const revoke = (request: RevokeCertificates, options?: WriteOptions) =>
    db.write((tx) => revocations.revokeCertificates(tx, permit, request), options)
  const statusOf = (serial: string) => db.read((tx) => revocations.statusOf(tx, { issuer, serial }))
  const since = (position: number, limit?: number) =>
    db.read((tx) => revocations.statusesSince(tx, position, limit))
  const lastPosition = async (): Promise<number> => (await since(0)).at(-1)?.position ?? 0

  it('are revoked only with the permit of an operation that revokes', async () => {
    const looking = aPermit('cards.viewCard')
    const serial = aSerial()
    const revoked = db.write((tx) =>
      // @ts-expect-error Viewing a card is none of them.
      revocations.revokeCertificates(tx, looking, requested(serial)),
    )
    assert.ok((await revoked).ok, 'at run time a permit is a permit: the compiler refuses this')
  })

  it('have the status “revoked” from then on, with time and reason, each with its event', async () => {
    const [one, other] = [aSerial(), aSerial()]
    assert.deepEqual(await statusOf(one), { status: 'good' })
    const revoked = await revoke(requested(one, other))
    assert.ok(revoked.ok)
    assert.deepEqual(
      revoked.value.map(({ serial }) => serial),
      [one, other],
    )
    for (const serial of [one, other])
      assert.deepEqual(await statusOf(serial), {
        status: 'revoked',
        revokedAt: now,
        reason: 'keyCompromise',
      })
    assert.deepEqual(
      events,
      [one, other].map((serial) => ({
        type: 'CertificateRevoked',
        issuer,
        serial,
        reason: 'keyCompromise',
        cause: 'card-lost',
        about: { personId: 'a-person', cardId: 'a-card' },
      })),
    )
  })

  it('stay as they were first revoked, however often they are revoked again', async () => {
    const serial = aSerial()
    assert.ok((await revoke(requested(serial))).ok)
    const before = await statusOf(serial)
    now = plus(now, day)
    const again = await revoke({
      ...requested(serial, serial),
      reason: 'superseded',
      cause: 'again',
    })
    assert.deepEqual(again, ok([]))
    assert.deepEqual(await statusOf(serial), before)
    assert.equal(events.length, 1)
  })

  it('are revoked once when two operations revoke them at once', async () => {
    const [one, other] = [aSerial(), aSerial()]
    const results = await Promise.all([
      revoke(requested(one, other)),
      revoke(requested(other, one)),
      revoke(requested(one), { isolation: 'read committed' }),
    ])
    const added = results.flatMap((result) => {
      assert.ok(result.ok)
      return result.value.map(({ serial }) => serial)
    })
    assert.deepEqual(added.toSorted(), [one, other].toSorted())
  })

  it('are refused, all of them, when one was never issued', async () => {
    const serial = aSerial()
    for (const [bad, kindOfRefusal] of [
      ['5a00', 'certificate-not-found'],
      [aSerial('reserved'), 'certificate-not-issued'],
      [aSerial('void'), 'certificate-not-issued'],
    ] as const) {
      assert.deepEqual(
        await revoke(requested(serial, bad as SerialNumber)),
        refuse({ kind: kindOfRefusal, serial: bad }),
      )
      assert.deepEqual(await statusOf(serial), { status: 'good' })
      assert.deepEqual(await statusOf(bad), { status: 'unknown' })
    }
    assert.deepEqual(events, [])
  })

  it('stay good when the operation that revoked them is rolled back', async () => {
    const serial = aSerial()
    await assert.rejects(
      db.write(async (tx) => {
        await revocations.revokeCertificates(tx, permit, requested(serial)).then((done) => {
          assert.ok(done.ok)
        })
        throw new Error('the operation fails')
      }),
      /the operation fails/,
    )
    assert.deepEqual(await statusOf(serial), { status: 'good' })
  })

  it('can’t be unrevoked, not even in the database', async () => {
    assert.ok((await revoke(requested(aSerial()))).ok)
    for (const statement of [
      sql`update revocation.revocation set reason = 'unspecified'`,
      sql`delete from revocation.revocation`,
      sql`truncate revocation.revocation`,
    ])
      await assert.rejects(
        db.write(async (tx) => {
          await statement.execute(tx)
          return ok(undefined)
        }),
        /a revocation is final/,
      )
  })

  it('are returned in order and in pages', async () => {
    const start = await lastPosition()
    const serials = [aSerial(), aSerial(), aSerial()]
    for (const serial of serials) assert.ok((await revoke(requested(serial))).ok)
    const input: string[] = []
    for (let position = start; ;) {
      const [next] = await since(position, 1)
      if (next === undefined) break
      assert.ok(next.position > position)
      position = next.position
      input.push(next.serial)
    }
    assert.deepEqual(input, serials)
  })

  describe('give CRL entries that', () => {
    const ca = aCa()
    /** Revokes a certificate that carries this CRL address. */
    const revokeListedAt = async (url: string, notAfter: Instant = plus(now, 365 * day)) => {
      const serial = aSerial()
      const row = rows.get(serial)
      const extensions = [crlDistributionPoints([url])]
      const { der } = aHolder(ca, { extensions }).certificate
      if (row !== undefined && row.state !== 'imported')
        rows.set(serial, { ...row, state: 'issued', der, notAfter })
      assert.ok((await revoke(requested(serial))).ok)
      return serial
    }
    const read = (listed: Listed) =>
      db.read(async (tx) => {
        const pages: Uint8Array[] = []
        for (let position = 0; ;) {
          const page = await revocations.entriesAfter(tx, listed, position)
          if (page === undefined) break
          pages.push(page.entries)
          position = page.last
        }
        const { count, bytes } = await revocations.measureEntries(tx, listed)
        const entries = Buffer.concat(pages)
        assert.equal(bytes, entries.length)
        return { count, entries: new Uint8Array(entries) }
      })
    const closeBlocks = (listed: Listed, entries: number) =>
      db.write(
        async (tx) => {
          await revocations.closeBlocks(tx, listed, entries)
          return ok(undefined)
        },
        { isolation: 'read committed' },
      )
    const entriesOf = (...serials: readonly SerialNumber[]): Uint8Array =>
      packRevokedCertificates(
        serials.map((serial) => ({
          serial: new Uint8Array(Buffer.from(serial, 'hex')),
          revokedAt: now,
          reason: 'keyCompromise',
        })),
      )

    it('are ready in order, by shard, up to a position, and without what has expired', async () => {
      const start = await lastPosition()
      const touched = () => db.read((tx) => revocations.touchedSince(tx, start))
      assert.deepEqual(await touched(), [])
      const one = await revokeListedAt('http://a.fi/crl/test/7.crl')
      const onFull = await revokeListedAt('http://a.fi/crl/test.crl')
      const ending = await revokeListedAt('http://a.fi/crl/test/7.crl', plus(now, day))
      const last = await lastPosition()
      assert.deepEqual(
        (await touched()).toSorted((left, right) => left.last - right.last),
        [
          { issuer, shard: undefined, last: last - 1, count: 1, firstRecordedAt: now },
          { issuer, shard: 7, last, count: 2, firstRecordedAt: now },
        ],
      )

      const before = await read({ issuer, upTo: start })
      const all = await read({ issuer, upTo: last })
      assert.equal(all.count, before.count + 3)
      assert.deepEqual(
        all.entries,
        new Uint8Array(Buffer.concat([before.entries, entriesOf(one, onFull, ending)])),
      )
      const ofShard = { issuer, shard: 7, upTo: last }
      assert.deepEqual(await read(ofShard), { count: 2, entries: entriesOf(one, ending) })
      assert.deepEqual(await read({ ...ofShard, upTo: last - 1 }), {
        count: 1,
        entries: entriesOf(one),
      })
      const atItsEnd = { ...ofShard, endingFrom: plus(now, day) }
      assert.deepEqual((await read(atItsEnd)).count, 2)
      const afterItsEnd = { ...ofShard, endingFrom: plus(now, day + 1) }
      assert.deepEqual(await read(afterItsEnd), { count: 1, entries: entriesOf(one) })
      assert.deepEqual(await read({ ...ofShard, shard: 8 }), {
        count: 0,
        entries: new Uint8Array(0),
      })
    })

    it('are the same from blocks as from rows, wherever a CRL ends and whatever has expired', async () => {
      const start = await lastPosition()
      const revoked: { serial: SerialNumber; shard: number; end: Instant; position: number }[] = []
      // Of each shard every second certificate expires a day later than the one before it.
      for (let index = 0; index < 24; index += 1) {
        const [shard, end] = [20 + (index % 2), plus(now, (1 + (index % 6)) * day)]
        const serial = await revokeListedAt(`http://a.fi/crl/test/${String(shard)}.crl`, end)
        revoked.push({ serial, shard, end, position: await lastPosition() })
      }
      const last = await lastPosition()
      const close = (listed: Listed) => closeBlocks(listed, 5)
      const full = { issuer, upTo: last }
      const fromRows = await read(full)

      const assertAllCrls = async (): Promise<void> => {
        for (const shard of [20, 21])
          for (const upTo of [start, start + 7, start + 12, last])
            for (const days of [undefined, 1, 2, 4, 7]) {
              const endingFrom = days === undefined ? undefined : plus(now, days * day)
              const listed = revoked.filter(
                (each) =>
                  each.shard === shard &&
                  each.position <= upTo &&
                  (endingFrom === undefined || each.end >= endingFrom),
              )
              const { count, entries } = await read({ issuer, shard, upTo, endingFrom })
              assert.equal(count, listed.length)
              assert.deepEqual(entries, entriesOf(...listed.map(({ serial }) => serial)))
            }
      }
      await assertAllCrls()
      await close({ issuer, shard: 20, upTo: start + 12 })
      await close({ issuer, shard: 20, upTo: last, endingFrom: plus(now, day) })
      await close({ issuer, shard: 21, upTo: last, endingFrom: plus(now, 2 * day) })
      await close(full)
      const blocks = await db.read((tx) =>
        sql`select 1 from revocation.entry_block where shard in (20, 21)`.execute(tx),
      )
      assert.equal(blocks.rows.length, 4)
      await assertAllCrls()
      assert.deepEqual(await read(full), fromRows)
      // What has expired leaves the blocks; after a clock was put back it is requested again, and returned.
      for (const days of [4, 7, 3]) {
        await close({ issuer, shard: 20, upTo: last, endingFrom: plus(now, days * day) })
        await assertAllCrls()
      }
    })

    it('are put into blocks one after another, so that none is in two', async () => {
      for (let index = 0; index < 12; index += 1)
        await revokeListedAt('http://a.fi/crl/test/30.crl')
      const listed = { issuer, shard: 30, upTo: await lastPosition() }
      const expected = await read(listed)
      await Promise.all(
        [undefined, plus(now, day), plus(now, 2 * day)].map((endingFrom) =>
          closeBlocks({ ...listed, endingFrom }, 4),
        ),
      )
      assert.deepEqual(await read(listed), expected)
      const { rows } = await db.read((tx) =>
        sql<{ after: number; last: number }>`select after, last from revocation.entry_block
          where issuer = ${issuer} and shard = 30 order by last`.execute(tx),
      )
      assert.equal(rows.length, 3)
      assert.deepEqual(
        rows.map(({ after }) => after),
        [0, ...rows.slice(0, -1).map(({ last }) => last)],
      )
    })

    it('are on the full CRL only when the certificate points to no CRL of ours', async () => {
      const start = await lastPosition()
      await revokeListedAt('http://old.fi/crl/dvvroot3rc.crl')
      assert.ok((await revoke(requested(aSerial()))).ok)
      const touched = await db.read((tx) => revocations.touchedSince(tx, start))
      assert.deepEqual(
        touched.map(({ shard, count }) => ({ shard, count })),
        [{ shard: undefined, count: 2 }],
      )
    })
  })

  it('are all seen by a reader who polls by position while many operations revoke at once', async () => {
    const serials = Array.from({ length: 60 }, () => aSerial())
    const start = await lastPosition()
    let isDone = false
    const poll = async (): Promise<readonly string[]> => {
      const input: string[] = []
      let position = start
      for (let isLast = false; !isLast;) {
        // Checked before the reading: what is committed by then must be in it.
        isLast = isDone
        for (const revocation of await since(position, 7)) {
          assert.ok(revocation.position > position)
          position = revocation.position
          input.push(revocation.serial)
          isLast = false
        }
      }
      return input
    }
    const polled = poll()
    await Promise.all(
      serials.map(async (serial, index) => {
        const isolation = index % 2 === 0 ? 'serializable' : 'read committed'
        const done = await db.write(
          async (tx) => {
            const revoked = await revocations.revokeCertificates(tx, permit, requested(serial))
            // The later ones are faster: without the lock they would overtake.
            for (let turn = serials.length; turn > index; turn -= 1) await nextTurn()
            await sql`select count(*) from revocation.revocation`.execute(tx)
            return revoked
          },
          { isolation },
        )
        assert.ok(done.ok)
      }),
    )
    isDone = true
    assert.deepEqual((await polled).toSorted(), serials.toSorted())
  })

  /** Whether a transaction of this database waits for the table lock. */
  const isSomebodyWaiting = async (): Promise<boolean> => {
    const { rows: waiting } = await db.read((tx) =>
      sql`select 1 from pg_locks where not granted
        and relation = 'revocation.revocation'::regclass`.execute(tx),
    )
    return waiting.length > 0
  }

  // The embedded database has one connection: no operation begins before the previous one has ended.
  if (kind === 'PGlite') return

  it('get the later position when their operation began first and commits last', async () => {
    const start = await lastPosition()
    const [early, late] = [aSerial(), aSerial()]
    const began = Promise.withResolvers<undefined>()
    const mayRevoke = Promise.withResolvers<undefined>()
    const slow = db.write(async (tx) => {
      // Its snapshot is taken here, before the other revokes.
      await sql`select count(*) from revocation.revocation`.execute(tx)
      began.resolve(undefined)
      await mayRevoke.promise
      return revocations.revokeCertificates(tx, permit, requested(late))
    })
    await began.promise
    assert.ok((await revoke(requested(early))).ok)
    const [first] = await since(start)
    assert.equal(first?.serial, early)
    mayRevoke.resolve(undefined)
    assert.ok((await slow).ok)
    assert.deepEqual(
      (await since(first.position)).map(({ serial }) => serial),
      [late],
    )
  })

  it('wait with their position for an operation that has one and is not committed', async () => {
    const start = await lastPosition()
    const [first, second] = [aSerial(), aSerial()]
    const hasPosition = Promise.withResolvers<undefined>()
    const mayCommit = Promise.withResolvers<undefined>()
    const slow = db.write(async (tx) => {
      const revoked = await revocations.revokeCertificates(tx, permit, requested(first))
      hasPosition.resolve(undefined)
      await mayCommit.promise
      return revoked
    })
    await hasPosition.promise
    const quickOne = { hasEnded: false }
    const quick = revoke(requested(second)).then((result) => {
      quickOne.hasEnded = true
      return result
    })
    while (!quickOne.hasEnded && !(await isSomebodyWaiting())) await nextTurn()
    const seen = await since(start)
    const isInOrder = !quickOne.hasEnded
    mayCommit.resolve(undefined)
    assert.ok((await slow).ok)
    assert.ok((await quick).ok)
    // The position of the first was taken and not visible: no higher one was visible either.
    assert.ok(isInOrder)
    assert.deepEqual(seen, [])
    assert.deepEqual(
      (await since(start)).map(({ serial }) => serial),
      [first, second],
    )
  })
})
