import { version } from '@sotevarmenne/kernel/version'
import { commitOf } from '@sotevarmenne/runtime/commit'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'

/** The registry of a process: the usual metrics of Node, and which program it is (R660). */
export function processRegistry(role: string): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'sotevarmenne_build_info',
    help: 'Always 1; its labels say which program the process runs',
    labelNames: ['version', 'commit', 'role'],
    registers: [registry],
  }).set({ version, commit: commitOf(), role }, 1)
  return registry
}
