import type { ConnectionLimiter } from '@sotevarmenne/http1/connection-limiter'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { addConnectionMetrics } from '#platform/connection-metrics.ts'

/** Metrics of a process that has a listener and nothing else to tell. */
export function listenerMetrics(limiter: Pick<ConnectionLimiter, 'figures'>) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  addConnectionMetrics(registry, limiter.figures)
  return { text: () => registry.metrics() }
}
