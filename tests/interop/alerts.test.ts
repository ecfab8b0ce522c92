import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import { instant } from '@sotevarmenne/kernel/instant'
import { z } from 'zod'
import type { Tx } from '../../apps/server/src/platform/db.ts'
import { createMetrics } from '../../apps/server/src/platform/telemetry.ts'
import { jobsMetrics } from '../../apps/server/src/entry/jobs-metrics.ts'
import { ocspHistograms } from '../../apps/server/src/entry/ocsp-histograms.ts'
import { ocspMetrics } from '../../apps/server/src/entry/ocsp-metrics.ts'
import { signerMetrics } from '../../apps/signer/src/signer-metrics.ts'
import { formatMetrics } from '../../apps/watcher/src/metrics.ts'

const promtool = '/usr/bin/promtool'
const missing = existsSync(promtool) ? undefined : 'Debian’s package prometheus is not installed'
const skip = missing !== undefined && process.env['CI'] !== 'true' ? missing : false
const cases = ['alerts.promtool.yml', 'objectives.promtool.yml'].map((name) =>
  join(import.meta.dirname, name),
)
const operations = join(import.meta.dirname, '../../docs/operations')

describe('the dashboards', async () => {
  const folder = join(operations, 'dashboards')
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'))
  const queries: string[] = []
  for (const name of files) {
    const { panels } = dashboard.parse(JSON.parse(await readFile(join(folder, name), 'utf8')))
    for (const { targets } of panels) queries.push(...targets.map(({ expr }) => expr))
  }

  it('show only metrics that the service exports and the objectives record (R663)', async () => {
    const exported = new Set(
      [...(await figures()).matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name),
    )
    const objectives = await readFile(join(operations, 'objectives.yml'), 'utf8')
    assert.ok(queries.length > 40)
    for (const query of queries) {
      for (const [name] of query.matchAll(/\b(?:sotevarmenne|process|nodejs)_\w+/g))
        assert.ok(exported.has(name.replace(/_(?:bucket|count)$/, '')), name)
      for (const [name] of query.matchAll(/\bsotevarmenne:[\w:]+/g))
        assert.ok(objectives.includes(`record: ${name}\n`), name)
    }
  })

  it('have queries that Prometheus can parse', { skip }, async () => {
    const directory = await mkdtemp(join(tmpdir(), 'sotevarmenne-dashboards-'))
    const rules = queries.map((query, at) => ({
      record: `of_dashboard:${String(at)}`,
      expr: query.replaceAll('$__rate_interval', '5m'),
    }))
    await writeFile(
      join(directory, 'rules.yml'),
      JSON.stringify({ groups: [{ name: 'x', rules }] }),
    )
    await promisify(execFile)(promtool, ['check', 'rules', join(directory, 'rules.yml')])
    await rm(directory, { recursive: true })
  })
})

const dashboard = z.object({
  panels: z.array(z.object({ targets: z.array(z.object({ expr: z.string() })) })),
})

describe('the example alerts', async () => {
  const files = ['alerts.yml', 'objectives.yml'].map((name) =>
    readFile(join(operations, name), 'utf8'),
  )
  const rules = (await Promise.all(files)).join('')

  it('use only metrics that the service and the watcher export', async () => {
    const input = new Set((await figures()).match(/^# TYPE \w+/gm))
    const requested = [...rules.matchAll(/\bsotevarmenne_\w+/g)].map(([name]) => name)
    assert.ok(requested.length > 10)
    for (const name of requested)
      assert.ok(input.has(`# TYPE ${name.replace(/_(?:bucket|count)$/, '')}`), name)
  })

  it('compare durations with a bound of a bucket', async () => {
    const text = await figures()
    const compared = [...rules.matchAll(/\b(sotevarmenne_\w+_bucket)\{(le="[\d.]+")/g)]
    assert.ok(compared.length > 10)
    for (const [, name = '', bound = ''] of compared)
      assert.ok(text.includes(`\n${name}{${bound}`), `${name} ${bound}`)
  })

  it(
    'fire above their threshold and not at it, those of the objectives too (R662); that of the mass-revocation guard names the cause',
    { skip },
    async () => {
      await promisify(execFile)(promtool, ['test', 'rules', ...cases])
      const tried = (await Promise.all(cases.map((file) => readFile(file, 'utf8')))).join('')
      for (const [, name = ''] of rules.matchAll(/- alert: (\w+)/g))
        for (const what of ['wakes somebody', 'is quiet'])
          assert.ok(tried.includes(`  - name: ${name} ${what}\n`), `${name} ${what}`)
      assert.match(tried, /revocations of professional-g1-ecc are paused, cause right-ended/)
    },
  )

  it('each have an entry in incidents.md that says what to do', async () => {
    const cards = await readFile(join(operations, 'incidents.md'), 'utf8')
    const anchors = new Set(
      [...cards.matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replaceAll(/[^a-z0-9 -]/g, '')
          .replaceAll(' ', '-'),
      ),
    )
    const named = [...rules.matchAll(/^ +card: incidents\.md#(\S+)$/gm)]
    assert.equal(named.length, [...rules.matchAll(/- alert:/g)].length)
    for (const [, anchor = ''] of named) assert.ok(anchors.has(anchor), anchor)
  })
})

const signed = {
  ...{ certificates: 0, crls: 0, checkpoints: 0, adminKeys: 0, adminProofs: 0, repeated: 0 },
  refused: 0,
}

const clock = { now: () => instant(1_795_000_000_000) }

const figures = async (): Promise<string> => {
  const ofService = await Promise.all([figuresOfWeb(), figuresOfOcsp(), figuresOfJobs()])
  return [
    ...ofService,
    signerMetrics(() => signed)(),
    formatMetrics({ findings: [], crls: [] }, clock.now()),
  ].join('')
}

const figuresOfWeb = (): Promise<string> => {
  const metrics = createMetrics({
    db: {
      read: (request) => request({} as unknown as Tx),
      write: () => assert.fail('figures write nothing'),
      close: () => Promise.resolve(),
    },
    probeDatabase: () => Promise.resolve(),
    onFault: (fault) => assert.fail(String(fault)),
    outboxFigures: () => Promise.resolve({ due: 0, planned: 0, dead: 0, oldestMilliseconds: 0 }),
    auditPosition: () => Promise.resolve(0),
    newestCrls: () => Promise.resolve([]),
    unrecordedCertificates: () => Promise.resolve(0),
    pausedRevocations: () => Promise.resolve([]),
    registers: () => Promise.resolve({ feeds: [], setAside: [], paused: [] }),
    counterparts: () => Promise.resolve([{ counterpart: 'mail' }]),
    registrarsAtLimit: async () => 0,
    webhooks: async () => ({ failing: 0, waiting: 0, oldest: undefined }),
    relayCommandsRefused: () => 0,
    openFollowUps: () => Promise.resolve({ open: 0 }),
    messages: () => Promise.resolve({ answeredAt: undefined, unreadable: 0, withoutState: 0 }),
    owedCases: () => Promise.resolve({ open: 0, overdue: 0 }),
    clock,
    signerState: () =>
      Promise.resolve({ keys: [], suspicious: {}, today: [], receipts: { open: 0, oldest: null } }),
    checkpointDestinations: 1,
    forwardingLags: () => Promise.resolve([{ destination: 'syslog', entries: 0 }]),
    cosigned: { at: () => Promise.resolve([]), quorum: 0 },
  })
  metrics.observeRequest({ method: 'GET', route: '/', status: 200, seconds: 0 })
  return metrics.text()
}

const figuresOfJobs = (): Promise<string> =>
  jobsMetrics({ clock, probeDatabase: () => Promise.resolve() }).text()

const figuresOfOcsp = (): Promise<string> => {
  const responses = { ahead: 0, 'on-demand': 0, live: 0, error: 0, 'try-later': 0 }
  const figures = { responses, certificates: 0, signed: 0, asOf: undefined, responders: [] }
  return ocspMetrics({
    clock,
    ocspFigures: () => figures,
    crlsEndFirst: () => undefined,
    histograms: ocspHistograms(),
    connections: () => ({ open: 0, refused: 0, closedForRoom: 0 }),
  }).text()
}
