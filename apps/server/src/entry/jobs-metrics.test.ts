import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { version } from '@sotevarmenne/kernel/version'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import { createLogger } from '@sotevarmenne/runtime/logger'
import { jobsMetrics } from './jobs-metrics.ts'
import { serveJobsMetrics } from './serve-jobs-metrics.ts'

describe('the metrics of a jobs process (R660)', () => {
  let now = instant(1_795_000_000_000)
  const clock = { now: () => now }
  const probeDatabase = () => Promise.resolve()

  it('name the program, and say how long ago each scheduled task ended without a fault', async () => {
    const metrics = jobsMetrics({ clock, probeDatabase })
    const works = metrics.observed('works', () => Promise.resolve())
    const fails = metrics.observed('fails', () => Promise.reject(new Error('wrong')))
    now = plus(now, minute)
    await works()
    await assert.rejects(fails, /wrong/)
    metrics.observeProduced(2 * 86_400_000)
    const text = await metrics.text()
    for (const line of [
      'sotevarmenne_schedule_age_seconds{schedule="works"} 0',
      'sotevarmenne_schedule_age_seconds{schedule="fails"} 60',
      'sotevarmenne_schedule_failures_total{schedule="works"} 0',
      'sotevarmenne_schedule_failures_total{schedule="fails"} 1',
      'sotevarmenne_database_up 1',
      'sotevarmenne_card_production_seconds_bucket{le="86400"} 0',
      'sotevarmenne_card_production_seconds_bucket{le="172800"} 1',
    ])
      assert.ok(text.includes(`${line}\n`), line)
    assert.match(
      text,
      new RegExp(
        `^sotevarmenne_build_info{version="${version}",commit="\\w+",role="jobs"} 1$`,
        'm',
      ),
    )
  })

  it('are there while the database is silent', async () => {
    const silent = jobsMetrics({ clock, probeDatabase: () => new Promise(() => undefined) })
    assert.match(await silent.text(), /^sotevarmenne_database_up 0$/m)
  })

  it('are served with the health of the process, and a process whose port is taken goes on', async () => {
    const { JOBS_METRICS: port } = await freePorts(['JOBS_METRICS'] as const)
    const lines: string[] = []
    const logger = createLogger('jobs', { to: { write: (line) => void lines.push(line) } })
    const serve = () =>
      serveJobsMetrics(
        { ports: { jobsMetrics: port }, signerSockets: '/nowhere' },
        { logger, probeDatabase },
        jobsMetrics({ clock, probeDatabase }),
      )
    const first = await serve()
    const second = await serve()
    assert.match(lines.join(''), /SOTEVARMENNE_JOBS_METRICS_PORT/)
    const get = (path: string) => fetch(`http://127.0.0.1:${String(port)}${path}`)
    assert.equal((await get('/metrics')).status, 200)
    assert.equal((await get('/metrics/signer')).status, 503)
    assert.deepEqual(await (await get('/health/live')).json(), { version, status: 'alive' })
    assert.equal((await get('/health/ready')).status, 200)
    assert.equal((await get('/health')).status, 404)
    await second.stop()
    await first.stop()
  })
})
