import { second, type Instant } from '@sotevarmenne/kernel/instant'
import { Counter, Gauge, Histogram } from 'prom-client'
import { processRegistry } from '#platform/process-registry.ts'
import { within } from '#platform/within.ts'
import type { Clock } from '#platform/clock.ts'

/** Metrics of a jobs process, all from memory except whether the database takes writes (R660). */
export function jobsMetrics({
  clock,
  probeDatabase,
}: {
  readonly clock: Clock
  readonly probeDatabase: () => Promise<unknown>
}) {
  const registry = processRegistry('jobs')
  const registers = [registry]
  const lastRun = new Map<string, Instant>()
  const failures = new Counter({
    name: 'sotevarmenne_schedule_failures_total',
    help: 'Failed runs of the scheduled task of that name since the start',
    labelNames: ['schedule'],
    registers,
  })
  new Gauge({
    name: 'sotevarmenne_schedule_age_seconds',
    help: 'Since the scheduled task of that name last ended without a fault, or since the start',
    labelNames: ['schedule'],
    registers,
    collect() {
      for (const [schedule, at] of lastRun) this.set({ schedule }, (clock.now() - at) / second)
    },
  })
  const cardProduction = new Histogram({
    name: 'sotevarmenne_card_production_seconds',
    help: 'From the order of a card until it is produced',
    buckets: [60, 600, 3600, 4 * 3600, 86400, 2 * 86400, 3 * 86400, 5 * 86400, 10 * 86400],
    registers,
  })
  const databaseUp = new Gauge({
    name: 'sotevarmenne_database_up',
    help: 'Whether the database takes writes',
    registers,
  })
  return {
    observeProduced: (milliseconds: number): void => {
      cardProduction.observe(milliseconds / second)
    },
    /** The task, with its runs in the metrics. */
    observed: (schedule: string, run: () => Promise<void>): (() => Promise<void>) => {
      lastRun.set(schedule, clock.now())
      failures.inc({ schedule }, 0)
      return async () => {
        try {
          await run()
          lastRun.set(schedule, clock.now())
        } catch (fault) {
          failures.inc({ schedule })
          throw fault
        }
      }
    },
    text: async (): Promise<string> => {
      const isUp = await within(maxSilence, probeDatabase()).then(
        () => true,
        () => false,
      )
      databaseUp.set(isUp ? 1 : 0)
      return registry.metrics()
    },
  }
}

/** Milliseconds: Prometheus waits ten seconds. */
const maxSilence = 3_000
