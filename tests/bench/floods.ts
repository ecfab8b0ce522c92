import { floods, fullSizes, prepareFloods, type MeasuredFlood } from './flooding.ts'
import { sayLimits, tableOf, type Limit } from './limits.ts'
import { startBenchService } from './service.ts'

/**
 * `npm run bench -- floods [words]`: floods every listener, and times the portal and OCSP meanwhile. With
 * words, only floods whose name contains one.
 */
const words = process.argv.slice(2)
const service = await startBenchService()
const measured: (readonly [name: string, MeasuredFlood])[] = []
try {
  const flooded = await prepareFloods(service)
  const before = flooded.memory()
  for (const flood of floods) {
    if (words.length > 0 && !words.some((word) => flood.name.includes(word))) continue
    const result = await flooded.measure(flood, fullSizes)
    measured.push([flood.name, result])
    process.stdout.write(
      `${rowOf([flood.name, result]).join(' · ')} · ${JSON.stringify(result.result)}\n`,
    )
  }
  process.stdout.write(
    `memory in MB before: ${JSON.stringify(before)}, after: ${JSON.stringify(flooded.memory())}\n`,
  )
} finally {
  await service.stop()
}

process.stdout.write(
  `\n${tableOf([
    ['flood', 'portal p99', 'portal max', 'OCSP p99', 'OCSP max', 'failed probes', 'recovery'],
    ...measured.map(rowOf),
  ])}\n`,
)
sayLimits(
  measured.flatMap(([name, { portal, ocsp }]): readonly Limit[] => [
    { what: `${name}: portal p99`, reached: portal.p99, unit: 'ms', max: 1000 },
    { what: `${name}: OCSP p99`, reached: ocsp.p99, unit: 'ms', max: 50 },
    { what: `${name}: failed probes`, reached: portal.failed + ocsp.failed, max: 0 },
  ]),
)

function rowOf([name, { portal, ocsp, recovery }]: readonly [
  string,
  MeasuredFlood,
]): readonly string[] {
  const times = [portal.p99, portal.max, ocsp.p99, ocsp.max]
  return [
    name,
    ...times.map((time) => `${time.toFixed(1)} ms`),
    `${String(portal.failed + ocsp.failed)} of ${String(portal.count + ocsp.count)}`,
    recovery === undefined ? 'none' : `${recovery.toFixed(1)} s`,
  ]
}
