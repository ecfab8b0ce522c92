import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'

/** Which span of which trace (W3C Trace Context): 32 and 16 hexadecimal digits. */
type SpanContext = { readonly traceId: string; readonly spanId: string }

export type SpanKind = 'server' | 'client' | 'consumer'

/** Never with names, codes or addresses of people. */
export type SpanAttributes = Readonly<Record<string, string | number>>

export type FinishedSpan = SpanContext & {
  readonly name: string
  readonly kind: SpanKind
  readonly parentSpanId: string | undefined
  /** Milliseconds since 1970, by the clock of the machine. */
  readonly startedAt: number
  readonly endedAt: number
  readonly attributes: SpanAttributes
  readonly isFault: boolean
}

export type Span = {
  /** Runs it within the span: what it calls has this span as its parent. */
  readonly run: <Value>(action: () => Value) => Value
  readonly end: (outcome?: {
    readonly attributes?: SpanAttributes
    readonly isFault?: boolean
    readonly name?: string
  }) => void
}

const current = new AsyncLocalStorage<SpanContext>()
let send: ((span: FinishedSpan) => void) | undefined

/** Where finished spans of this process go from now on; by default nowhere, and then none is begun (R665). */
export const sendSpansTo = (receive: typeof send): void => {
  send = receive
}

/** The field `traceparent` for what the present span calls; undefined outside a span. */
export function traceparent(): string | undefined {
  const span = current.getStore()
  return span && `00-${span.traceId}-${span.spanId}-01`
}

/** Undefined when it is malformed: then a new trace begins. */
function parseTraceparent(text: string | undefined): SpanContext | undefined {
  const [, traceId = '', spanId = ''] =
    /^00-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}$/.exec(text ?? '') ?? []
  return traceId === '' || /^0+$/.test(traceId) || /^0+$/.test(spanId)
    ? undefined
    : { traceId, spanId }
}

/** Undefined while no traces are sent. `parent`: the field `traceparent` of who calls; by default the present span. */
export function beginSpan(
  name: string,
  kind: SpanKind,
  {
    parent,
    attributes = {},
  }: { readonly parent?: string | undefined; readonly attributes?: SpanAttributes } = {},
): Span | undefined {
  const receive = send
  if (receive === undefined) return undefined
  const parentContext = parseTraceparent(parent) ?? current.getStore()
  // What a schedule calls every second would be as many traces of one span each.
  if (parentContext === undefined && kind === 'client') return undefined
  const context: SpanContext = {
    traceId: parentContext?.traceId ?? randomBytes(16).toString('hex'),
    spanId: randomBytes(8).toString('hex'),
  }
  const startedAt = performance.now()
  return {
    run: (action) => current.run(context, action),
    end: (outcome = {}) => {
      receive({
        ...context,
        ...{ name: outcome.name ?? name, kind, parentSpanId: parentContext?.spanId },
        startedAt: performance.timeOrigin + startedAt,
        endedAt: performance.timeOrigin + performance.now(),
        attributes: { ...attributes, ...outcome.attributes },
        isFault: outcome.isFault ?? false,
      })
    },
  }
}

/** The action within a span that ends with it. */
export async function traced<Value>(
  span: Span | undefined,
  action: () => Promise<Value>,
): Promise<Value> {
  if (span === undefined) return action()
  try {
    const value = await span.run(action)
    span.end()
    return value
  } catch (fault) {
    span.end({ isFault: true })
    throw fault
  }
}
