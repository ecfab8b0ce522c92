import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { beforeEach, describe, it } from 'node:test'
import { hour, instant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { sql, type RawBuilder } from 'kysely'
import { issuedByHour } from '#pki/issuance/stores/issued-by-hour.ts'
import { timestamp, type Db } from '#platform/db.ts'
import { revokedByHour } from '#pki/revocation/stores/revoked-by-hour.ts'
import { newestCrls } from '#pki/crl/stores/newest-crls.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { keepLoad } from './keep-load.ts'
import { viewOverview, type LegacyResponderEnd, type Sources } from './view-overview.ts'

forEachDatabase('the dashboard', ({ db }) => {
  const noon = instant(Date.parse('2026-11-24T12:00:00Z'))
  let now = plus(noon, 20 * minute)
  const clock = { now: () => now }
  const queue = () => Promise.resolve({ due: 2, planned: 5, dead: 1, oldestMilliseconds: 61_900 })
  const queueAges = () => Promise.resolve([{ fromSeconds: 60, count: 2 } as const])
  const ends: LegacyResponderEnd[] = []
  const legacyResponders = () => Promise.resolve(ends)
  const sources: Sources = {
    ...{ db, clock, issuedByHour, revokedByHour, newestCrls },
    ...{ legacyResponders, queue, queueAges },
  }

  beforeEach(async () => {
    now = plus(noon, 20 * minute)
    await change(sql`truncate issuance.certificate, crl.crl, dashboards.ocsp_load`)
  })

  it('counts what was issued and revoked in each of the last twenty-four hours', async () => {
    await issuedAt(plus(noon, -25 * hour), plus(noon, -minute), plus(noon, minute), noon)
    await revokedAt(plus(noon, -hour), plus(noon, 2 * minute))
    const { hours } = await look()
    assert.equal(hours.length, 24)
    assert.deepEqual(hours.slice(-2), [
      { from: '2026-11-24T11:00:00.000Z', issued: 1, revoked: 1, ocspResponses: 0 },
      { from: '2026-11-24T12:00:00.000Z', issued: 2, revoked: 1, ocspResponses: 0 },
    ])
    assert.equal(
      hours.reduce((sum, { issued }) => sum + issued, 0),
      3,
    )
  })

  it('reads an hour that is over once, when no open transaction can write to it any more', async () => {
    const requested: Instant[] = []
    const view = viewOverview.handle({
      ...sources,
      issuedByHour: (tx, from) => {
        requested.push(from)
        return issuedByHour(tx, from)
      },
    })
    const seen = async () => {
      const found = await view(aPermit('overview.viewOverview'))
      assert.ok(found.ok)
      return found.value.hours.map(({ issued }) => issued).slice(-3)
    }
    await issuedAt(plus(noon, 5 * minute))
    assert.deepEqual(await seen(), [0, 0, 1])
    now = plus(noon, hour + 5 * minute)
    await issuedAt(plus(noon, 59 * minute))
    assert.deepEqual(await seen(), [0, 2, 0])
    now = plus(noon, hour + 10 * minute)
    assert.deepEqual(await seen(), [0, 2, 0])
    assert.deepEqual(await seen(), [0, 2, 0])
    assert.deepEqual(requested, [plus(noon, -23 * hour), noon, noon, plus(noon, hour)])
  })

  it('shows how fresh the CRLs of each issuer are, and what is pending', async () => {
    await listOf('professional-g1-ecc', { number: 1, shard: null, thisUpdate: noon })
    await listOf('professional-g1-ecc', { number: 2, shard: null, thisUpdate: plus(noon, minute) })
    await listOf('professional-g1-ecc', { number: 3, shard: 4, thisUpdate: plus(noon, hour) })
    await listOf('service-g1-ecc', { number: 1, shard: null, thisUpdate: noon })
    const { crls, queue: waiting } = await look()
    assert.deepEqual(crls, [
      {
        issuer: 'professional-g1-ecc',
        crls: 2,
        thisUpdate: '2026-11-24T12:01:00.000Z',
        nextUpdate: '2026-11-24T13:01:00.000Z',
        dueBy: '2026-11-24T12:31:00.000Z',
        byCeremony: false,
      },
      {
        issuer: 'service-g1-ecc',
        crls: 1,
        thisUpdate: '2026-11-24T12:00:00.000Z',
        nextUpdate: '2026-11-24T13:00:00.000Z',
        dueBy: '2026-11-24T12:30:00.000Z',
        byCeremony: false,
      },
    ])
    assert.deepEqual(waiting, {
      ...{ due: 2, planned: 5, dead: 1, oldestSeconds: 61 },
      ages: [{ fromSeconds: 60, count: 2 }],
    })
  })

  it('shows when the OCSP responder keys for legacy CAs end, and that one is missing', async () => {
    assert.deepEqual((await look()).legacyResponders, [])
    ends.push(
      { issuer: 'legacy-prof', until: plus(noon, hour), dueBy: noon },
      { issuer: 'legacy-temp', until: undefined, dueBy: instant(0) },
    )
    assert.deepEqual((await look()).legacyResponders, [
      {
        issuer: 'legacy-prof',
        until: '2026-11-24T13:00:00.000Z',
        dueBy: '2026-11-24T12:00:00.000Z',
      },
      { issuer: 'legacy-temp', until: null, dueBy: '1970-01-01T00:00:00.000Z' },
    ])
  })

  describe('for the load of OCSP nodes', () => {
    it('adds up the responses of several nodes, each response once', async () => {
      const one = aNode()
      const other = aNode()
      one.responses = 1000
      other.responses = 30
      await Promise.all([one.load.stop(), other.load.stop()])
      const { hours } = await look()
      assert.equal(hours.at(-1)?.ocspResponses, 1030)
    })

    it('stores later what could not be stored', async () => {
      let isBroken = true
      const write: Db['write'] = (work, options) =>
        isBroken ? Promise.reject(new Error('the database is away')) : db.write(work, options)
      const node = aNode({ ...db, write }, 5)
      node.responses = 7
      await node.faulted
      isBroken = false
      node.responses = 9
      await node.load.stop()
      const { hours } = await look()
      assert.equal(hours.at(-1)?.ocspResponses, 9)
    })
  })

  async function look() {
    const found = await viewOverview.handle(sources)(aPermit('overview.viewOverview'))
    assert.ok(found.ok)
    return found.value
  }

  function aNode(database = db, everyMilliseconds = hour) {
    const { promise: faulted, resolve } = Promise.withResolvers<undefined>()
    const node = { responses: 0, faulted }
    const load = keepLoad({
      db: database,
      clock,
      responses: () => node.responses,
      onFault: () => {
        resolve(undefined)
      },
      everyMilliseconds,
    })
    return Object.assign(node, { load })
  }

  const change = (statement: RawBuilder<unknown>) =>
    db.write(async (tx) => {
      await statement.execute(tx)
      return ok(undefined)
    })

  async function issuedAt(...instants: readonly Instant[]): Promise<void> {
    for (const at of instants)
      await change(sql`
        insert into issuance.certificate (issuer, serial, profile, state, request_key, key_digest,
          tbs, der, not_before, not_after, reserved_at, settled_at)
        values ('professional-g1-ecc', ${aName()}, 'professional-signature', 'issued', ${aName()}, ${aName()},
          ''::bytea, ''::bytea, ${timestamp(at)}, ${timestamp(at)}, ${timestamp(at)}, ${timestamp(at)})`)
  }

  async function revokedAt(...instants: readonly Instant[]): Promise<void> {
    for (const [index, at] of instants.entries())
      await change(sql`
        insert into revocation.revocation
          (position, issuer, serial, reason, cause, revoked_at, not_after, recorded_at, shard, entry)
        values (${index + 1}, 'professional-g1-ecc', ${aName()}, 'keyCompromise', 'card-lost',
          ${timestamp(at)}, ${timestamp(at)}, ${timestamp(at)}, null, ''::bytea)`)
  }

  const listOf = (
    issuer: string,
    list: { readonly number: number; readonly shard: number | null; readonly thisUpdate: Instant },
  ) =>
    change(sql`
      insert into crl.crl (issuer, shard, number, published, position, this_update, next_update,
        entries, bytes, signature)
      values (${issuer}, ${list.shard}, ${list.number}, nextval('crl.crl_published'), 0,
        ${timestamp(list.thisUpdate)}, ${timestamp(plus(list.thisUpdate, hour))}, 0, 0, ''::bytea)`)
})

const aName = (): string => randomBytes(17).toString('hex')
