import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { otlpReceiver } from '@sotevarmenne/tests/network/otlp-receiver'
import { fetchWith } from './fetch-with.ts'
import { otlpExporter } from './otlp-exporter.ts'
import { createOutbox, type Job } from './outbox.ts'
import { beginSpan, sendSpansTo, traced, traceparent } from './tracing.ts'

forEachDatabase('a trace (R665)', ({ db }) => {
  after(() => {
    sendSpansTo(undefined)
  })
  const outboxOf = (did: Job[]) => {
    const outbox = createOutbox({ db, clock: { now: () => instant(1_795_000_000_000) } })
    const handle = async (job: Job) => {
      did.push(job)
      await callOther(job.key)
    }
    outbox.use({ handlers: [{ kind: 'tests.trace', handle }], subscriptions: [] })
    return outbox
  }
  const plan = (outbox: ReturnType<typeof outboxOf>, key: string) =>
    db.write(async (tx) => {
      await outbox.planJob(tx, { kind: 'tests.trace', key, payload: { to: 'home' } })
      return ok(undefined)
    })
  let other = ''
  const sentTo = new Map<string, string | undefined>()
  const callOther = async (name: string): Promise<void> => {
    const sent = { method: 'GET', headers: {}, signal: AbortSignal.timeout(5000) }
    const response = await fetchWith(undefined)(`${other}/${name}`, sent)
    await response.arrayBuffer()
  }
  const serveOther = async () => {
    const server = createServer((request, response) => {
      const { traceparent: field } = request.headers
      sentTo.set((request.url ?? '').slice(1), typeof field === 'string' ? field : undefined)
      response.end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    other = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
    return server
  }

  it('goes from a request to its job and the systems that both call, and reaches the collector by OTLP', async () => {
    const [collector, server] = [await otlpReceiver(), await serveOther()]
    const did: Job[] = []
    const outbox = outboxOf(did)

    assert.equal(beginSpan('off', 'server'), undefined)
    await callOther('off')
    assert.equal(sentTo.get('off'), undefined)

    const exporter = otlpExporter({
      ...{ url: collector.url, process: 'web' },
      onFault: (fault) => assert.fail(String(fault)),
    })
    sendSpansTo(exporter.receive)
    const traceId = 'a'.repeat(32)
    const caller = `00-${traceId}-${'b'.repeat(16)}-01`
    await traced(beginSpan('POST /orders', 'server', { parent: caller }), async () => {
      await callOther('register')
      await plan(outbox, 'K1')
    })
    assert.equal(traceparent(), undefined)
    await outbox.drain()
    await exporter.stop()

    assert.deepEqual(collector.refused, [])
    assert.deepEqual(did[0]?.payload, { to: 'home' }, 'the handler sees nothing of it')
    const named = (name: string) => {
      const found = collector.spans.filter((span) => span.name === name)
      assert.ok(found.length > 0, name)
      return found
    }
    const [[request], [job]] = [named('POST /orders'), named('tests.trace')]
    assert.ok(request && job)
    assert.equal(request.parentSpanId, 'b'.repeat(16))
    assert.equal(job.parentSpanId, request.spanId)
    const calls = named(`GET ${new URL(other).host}`)
    assert.deepEqual(
      calls.map(({ parentSpanId }) => parentSpanId),
      [request.spanId, job.spanId],
    )
    assert.deepEqual([...new Set(collector.spans.map((span) => span.traceId))], [traceId])
    assert.equal(sentTo.get('register'), `00-${traceId}-${calls[0]?.spanId ?? ''}-01`)
    assert.equal(sentTo.get('K1'), `00-${traceId}-${calls[1]?.spanId ?? ''}-01`)
    await collector.close()
    server.close()
  })

  it('begins again where the field of the caller is malformed, and is not begun by a call to another system', async () => {
    const names: string[] = []
    sendSpansTo(({ name, parentSpanId }) => names.push(`${name} ${String(parentSpanId)}`))
    for (const parent of ['', '00-x', `00-${'0'.repeat(32)}-${'b'.repeat(16)}-01`])
      beginSpan('in', 'server', { parent })?.end()
    assert.deepEqual(
      names,
      Array.from({ length: 3 }, () => 'in undefined'),
    )
    assert.equal(beginSpan('out', 'client'), undefined)
  })

  it('costs its spans, and one line of the log, while the collector is away', async () => {
    const faults: unknown[] = []
    const exporter = otlpExporter({
      ...{ url: 'http://127.0.0.1:1', process: 'web' },
      onFault: (fault) => faults.push(fault),
    })
    sendSpansTo(exporter.receive)
    beginSpan('lost', 'server')?.end()
    await exporter.stop()
    beginSpan('lost too', 'server')?.end()
    await exporter.stop()
    assert.equal(faults.length, 1)
  })
})
