import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { startSilentRelay, type SilentRelay } from '@sotevarmenne/tests/database/silent-relay'
import { createPostgresDb, type Db } from '../../apps/server/src/platform/db.ts'
import { startBenchService, type BenchService } from '../bench/service.ts'

/** As in a failover behind a proxy: connections stay open, new ones are accepted, and nobody responds. */
describe('the installed service before a database that falls silent', () => {
  let service: BenchService
  let db: Db
  const relays: SilentRelay[] = []
  const portal = () => `http://localhost:${String(service.portalPort)}`
  /** A public page of the API that reads the database. */
  const request = () => get(`${portal()}/api/v1/audit-log/checkpoints?limit=1`)

  const outboxScans = async (): Promise<number> => {
    const { rows } = await db.read((tx) =>
      sql<{ count: number }>`
        select (seq_scan + coalesce(idx_scan, 0))::integer as count from pg_stat_user_tables
        where schemaname = 'platform' and relname = 'outbox'`.execute(tx),
    )
    return rows[0]?.count ?? 0
  }

  /** Until jobs polls its outbox, which it begins when its start is complete; nothing else scans the table. */
  const untilJobsPoll = async (): Promise<void> => {
    const before = await outboxScans()
    await until(async () => (await outboxScans()) > before + 5)
  }

  before(async () => {
    service = await startBenchService()
    db = createPostgresDb({ url: service.databaseUrl })
    await service.end('web')
    for (const name of ['web', 'jobs'] as const) {
      const relay = await startSilentRelay(service.databaseUrlAs(name))
      relays.push(relay)
      await service.start(name, { DATABASE_URL: relay.url })
    }
    await untilJobsPoll()
  })
  after(async () => {
    await service.stop()
    for (const relay of relays) await relay.close()
    await db.close()
  })

  it('refuses requests with 503, and shows its health and figures, until the database responds', async () => {
    assert.equal((await request()).status, 200)
    for (const { fallSilent } of relays) fallSilent()
    const requests = Promise.all(Array.from({ length: 15 }, request))
    await until(async () => (await get(`${portal()}/health/ready`, 12_000)).status === 503)
    assert.equal((await get(`${portal()}/health/live`)).status, 200)
    const figures = await get(`http://localhost:${String(service.metricsPort)}/metrics`, 18_000)
    assert.match(await figures.text(), /^sotevarmenne_database_up 0$/m)
    const ofJobs = `http://localhost:${String(service.jobsMetricsPort)}`
    assert.match(
      await (await get(`${ofJobs}/metrics`, 18_000)).text(),
      /^sotevarmenne_database_up 0$/m,
    )
    assert.equal((await get(`${ofJobs}/health/ready`, 12_000)).status, 503)
    assert.equal((await get(`${ofJobs}/health/live`)).status, 200)
    for (const response of await requests) {
      assert.equal(response.status, 503)
      assert.equal(response.headers.get('retry-after'), '5')
      const { kind } = (await response.json()) as { readonly kind: string }
      assert.equal(kind, 'database-unavailable')
    }
    for (const { speak } of relays) speak()
    await until(async () => (await request()).status === 200)
    await until(async () => (await get(`${portal()}/health/ready`)).status === 200)
  })

  it('goes on with its jobs without a restart', untilJobsPoll)

  it('ends within the promised time of SIGTERM, also while nothing responds', async () => {
    for (const { fallSilent } of relays) fallSilent()
    const unanswered = Array.from({ length: 5 }, () => request().catch(() => undefined))
    await sleep(500)
    const from = performance.now()
    await Promise.all([service.end('web'), service.end('jobs')])
    assert.ok(performance.now() - from < 3 * 20_000)
    await Promise.all(unanswered)
  })
})

const get = (url: string, maxMilliseconds = 120_000): Promise<Response> =>
  fetch(url, { signal: AbortSignal.timeout(maxMilliseconds) })

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 120_000
  while (!(await isSo())) {
    assert.ok(performance.now() < end, 'within two minutes')
    await sleep(200)
  }
}
