import { version } from '@sotevarmenne/kernel/version'
import type { FinishedSpan, SpanAttributes, SpanKind } from './tracing.ts'

/** Of OTLP (`Span.SpanKind`). */
const kinds: Readonly<Record<SpanKind, number>> = { server: 2, client: 3, consumer: 5 }

/** Spans that wait, at most: what comes beyond is dropped, for a collector that is away must not fill the memory. */
const maxWaiting = 2048
const sendEvery = 1000
const patience = 3000

/**
 * Sends spans to a collector by OTLP over HTTP with JSON (OpenTelemetry Protocol 1.x), some at a time. A collector that does
 * not respond costs its spans, and nothing else: `onFault` hears of it once, until it responds again.
 */
export function otlpExporter({
  url,
  process,
  onFault,
}: {
  /** Of the collector, without `/v1/traces`. */
  readonly url: string
  readonly process: string
  readonly onFault: (fault: unknown) => void
}) {
  let waiting: FinishedSpan[] = []
  let isAway = false
  let sending = Promise.resolve()

  const sendAll = async (): Promise<void> => {
    const spans = waiting
    if (spans.length === 0) return
    waiting = []
    try {
      const response = await fetch(`${url.replace(/\/$/, '')}/v1/traces`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(encodeSpans(spans, process)),
        signal: AbortSignal.timeout(patience),
        redirect: 'error',
      })
      await response.arrayBuffer()
      if (!response.ok)
        throw new Error(`the collector of traces responds ${String(response.status)}`)
      isAway = false
    } catch (fault) {
      if (!isAway) onFault(fault)
      isAway = true
    }
  }
  const flush = (): Promise<void> => (sending = sending.then(sendAll))
  const timer = setInterval(() => void flush(), sendEvery).unref()

  return {
    receive: (span: FinishedSpan): void => {
      if (waiting.length < maxWaiting) waiting.push(span)
    },
    stop: async (): Promise<void> => {
      clearInterval(timer)
      await flush()
    },
  }
}

const encodeSpans = (spans: readonly FinishedSpan[], process: string): object => ({
  resourceSpans: [
    {
      resource: {
        attributes: encodeAttributes({
          'service.namespace': 'sotevarmenne',
          'service.name': `sotevarmenne-${process}`,
          'service.version': version,
        }),
      },
      scopeSpans: [{ scope: { name: 'sotevarmenne', version }, spans: spans.map(encodeSpan) }],
    },
  ],
})

const encodeSpan = (span: FinishedSpan): object => ({
  traceId: span.traceId,
  spanId: span.spanId,
  ...(span.parentSpanId !== undefined && { parentSpanId: span.parentSpanId }),
  name: span.name,
  kind: kinds[span.kind],
  startTimeUnixNano: nanoseconds(span.startedAt),
  endTimeUnixNano: nanoseconds(span.endedAt),
  attributes: encodeAttributes(span.attributes),
  status: span.isFault ? { code: 2 } : {},
})

/** 64-bit integers are texts in the JSON of Protocol Buffers. */
const nanoseconds = (milliseconds: number): string =>
  String(BigInt(Math.round(milliseconds * 1000)) * 1000n)

const encodeAttributes = (attributes: SpanAttributes): readonly object[] =>
  Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'string' ? { stringValue: value } : { intValue: String(value) },
  }))
