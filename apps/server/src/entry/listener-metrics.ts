import type { ConnectionLimiter } from '@sotevarmenne/http1/connection-limiter'
import { addConnectionMetrics } from '#platform/connection-metrics.ts'
import { processRegistry } from '#platform/process-registry.ts'

/** Metrics of a process that has a listener and nothing else to tell. */
export function listenerMetrics(role: string, limiter: Pick<ConnectionLimiter, 'figures'>) {
  const registry = processRegistry(role)
  addConnectionMetrics(registry, limiter.figures)
  return { text: () => registry.metrics() }
}
