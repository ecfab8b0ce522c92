import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import type { Db, Tx } from './db.ts'
import { createMetrics, serveMetrics, type MetricsDeps } from './telemetry.ts'

describe('the metrics', () => {
  it('are served on a port of their own, with pending jobs and the duration of requests', async () => {
    const metrics = aMetrics(async (request) => request({} as unknown as Tx))
    metrics.observeRequest({
      method: 'GET',
      route: '/api/v1/cards/:cardId',
      status: 200,
      seconds: 1,
    })
    const { get, stop } = await served(metrics)
    const response = await get('/metrics')
    const text = await response.text()
    const elsewhere = await get('/')
    await stop()

    assert.equal(response.status, 200)
    for (const line of [
      'sotevarmenne_outbox_due_jobs 1',
      'sotevarmenne_outbox_planned_jobs 2',
      'sotevarmenne_outbox_dead_jobs 3',
      'sotevarmenne_outbox_oldest_due_seconds 4',
      'sotevarmenne_audit_position 5',
      'sotevarmenne_audit_unplaced_seconds 400',
      'sotevarmenne_audit_checkpoint_destinations 1',
      'sotevarmenne_audit_cosigned_age_seconds 90',
      'sotevarmenne_audit_forwarding_behind_entries{destination="syslog"} 12',
      'sotevarmenne_audit_forwarding_behind_seconds{destination="syslog"} 40',
      'sotevarmenne_audit_forwarding_behind_seconds{destination="folder"} 0',
      'sotevarmenne_cases_open 7',
      'sotevarmenne_cases_overdue 1',
      'sotevarmenne_messages_states_age_seconds 600',
      'sotevarmenne_messages_events_unreadable 1',
      'sotevarmenne_messages_without_state 4',
      'sotevarmenne_crl_remaining_seconds{issuer="professional"} 90',
      'sotevarmenne_paused_revocations{issuer="professional",cause="right-ended"} 812',
      'sotevarmenne_paused_register_changes{cause="RightEnded"} 30',
      'sotevarmenne_signer_up 1',
      'sotevarmenne_unrecorded_certificates 3',
      'sotevarmenne_relay_commands_refused_total 2',
      'sotevarmenne_signer_key_available{key="root"} 1',
      'sotevarmenne_signer_key_available{key="issuing"} 0',
      'sotevarmenne_signer_suspicious_refusals{kind="evidence-missing"} 2',
      'sotevarmenne_certificates_signed_today{profile="server"} 4100',
      'sotevarmenne_certificates_limit_today{profile="server"} 5000',
    ])
      assert.ok(text.includes(`${line}\n`), line)
    assert.match(text, /request_seconds_count\{.*route="\/api\/v1\/cards\/:cardId".*\} 1/)
    assert.equal(elsewhere.status, 404)
  })

  it('show that the database does not respond, with its last figures and all others', async () => {
    let isAway = false
    const away = () => Promise.reject(new Error('away'))
    const metrics = aMetrics(
      (request) => (isAway ? away() : request({} as unknown as Tx)),
      aState,
      () => (isAway ? away() : Promise.resolve()),
    )
    assert.ok((await metrics.text()).includes('sotevarmenne_database_up 1\n'))
    isAway = true
    const text = await metrics.text()

    for (const line of ['database_up 0', 'outbox_due_jobs 1', 'signer_up 1'])
      assert.ok(text.includes(`sotevarmenne_${line}\n`), line)
    assert.match(text, /^process_cpu_user_seconds_total /m)
  })

  it('report a figure that can’t be read as a fault, not as an unavailable database', async () => {
    faults.length = 0
    const text = await aMetrics(() => Promise.reject(new Error('a wrong query'))).text()
    assert.ok(text.includes('sotevarmenne_database_up 1\n'))
    assert.deepEqual(faults.map(String), ['Error: a wrong query'])
  })

  it('are served while the database is silent, which one request at a time waits for', async () => {
    let reads = 0
    const silent = () => new Promise<never>(() => undefined)
    const metrics = aMetrics(
      () => {
        reads += 1
        return silent()
      },
      aState,
      silent,
    )
    const [text] = await Promise.all([metrics.text(), metrics.text()])

    assert.ok(text.includes('sotevarmenne_database_up 0\n'))
    assert.equal(reads, 1)
  })

  it('show that the signer does not respond, and nothing of its keys', async () => {
    const metrics = aMetrics(
      async (request) => request({} as unknown as Tx),
      () => Promise.reject(new Error('no response')),
    )
    const text = await metrics.text()

    assert.ok(text.includes('sotevarmenne_signer_up 0\n'))
    assert.ok(!text.includes('key_available{'))
  })

  const aMetrics = (
    read: Db['read'],
    signerState: MetricsDeps['signerState'] = aState,
    probeDatabase: MetricsDeps['probeDatabase'] = () => Promise.resolve(),
  ) =>
    createMetrics({
      ...{ signerState, probeDatabase, onFault: (fault) => faults.push(fault) },
      checkpointDestinations: 1,
      forwardingLags: async () => [
        { destination: 'folder', entries: 0 },
        { destination: 'syslog', entries: 12, since: instant(now - 40_000) },
      ],
      cosigned: {
        at: async () => [instant(now - 30_000), undefined, instant(now - 90_000)],
        quorum: 3,
      },
      db: { read, write: () => assert.fail('figures write nothing'), close: async () => undefined },
      outboxFigures: async () => ({ due: 1, planned: 2, dead: 3, oldestMilliseconds: 4000 }),
      auditPosition: async () => 5,
      newestCrls: async () => [{ issuer: 'professional', nextUpdate: instant(now + 90_000) }],
      registers: () =>
        Promise.resolve({ feeds: [], setAside: [], paused: [{ cause: 'RightEnded', count: 30 }] }),
      counterparts: async () => [
        { counterpart: 'mail', failingSince: instant(now - 61_000) },
        { counterpart: 'letters' },
      ],
      registrarsAtLimit: async () => 1,
      webhooks: async () => ({ failing: 1, waiting: 3, oldest: undefined }),
      openFollowUps: async () => ({ open: 2, since: instant(now - 60_000) }),
      messages: async () => ({
        answeredAt: instant(now - 600_000),
        ...{ unreadable: 1, withoutState: 4 },
      }),
      owedCases: async () => ({ open: 7, overdue: 1 }),
      unrecordedCertificates: async () => 3,
      relayCommandsRefused: () => 2,
      pausedRevocations: async () => [{ issuer: 'professional', cause: 'right-ended', count: 812 }],
      clock: { now: () => now },
    })

  const faults: unknown[] = []
  const now = instant(1_795_000_000_000)

  const aState: MetricsDeps['signerState'] = async () => ({
    keys: [
      { name: 'root', trouble: null },
      { name: 'issuing', trouble: 'hsm-fault: no answer in 10 s' },
    ],
    suspicious: { 'evidence-missing': 2 },
    today: [{ profile: 'server', signed: 4100, limit: 5000 }],
    receipts: { open: 2, oldest: instant(now - 400_000) },
  })

  async function served(metrics: ReturnType<typeof createMetrics>) {
    const { server, stop } = await serveMetrics(metrics, { port: 0 })
    const address = server.address()
    assert.ok(address !== null && typeof address === 'object')
    return {
      get: (path: string) => fetch(`http://127.0.0.1:${String(address.port)}${path}`),
      stop,
    }
  }
})
