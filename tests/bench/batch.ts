import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { cpuMicroseconds, cpuMicrosecondsOfPostgres } from './cpu.ts'
import { loadListener, registerClient, warmUp, writeRequests } from './listener-load.ts'
import { median, sayLimits } from './limits.ts'
import { startBenchService } from './service.ts'

/**
 * A batch through the enrolment API (`POST …/certificates/batch`), in turn with as many single requests of 32 clients: mutual
 * TLS, P-256 keys in requests and a P-256 CA, every check on, durable on PostgreSQL with audit entries.
 * `node tests/bench/batch.ts [rows of the batch] [rounds]`
 */
const [, , perRound = '10000', rounds = '3'] = process.argv
const count = Number(perRound)
const clients = 32
const say = (words: string): void => {
  process.stdout.write(`${words}\n`)
}

const service = await startBenchService({ smallKeyOf: 'service-g1-ecc' })
// The audit log is sequenced meanwhile, as in production.
await service.start('jobs')
try {
  await registerClient(service, 'ecc')
  const total = warmUp + count * Number(rounds)
  const bodies = await writeRequests(path.join(service.data, 'requests'), total)
  const inBatches = await writeRequests(
    path.join(service.data, 'of-batches'),
    total,
    (request) => ({
      key: 'row',
      request,
    }),
  )
  const rows = (await readFile(inBatches, 'utf8'))
    .split('\n')
    .map((line, index) => line.replace('"row"', `"row-${String(index)}"`))
  await loadListener(service, { bodies, from: 0, count: warmUp, clients })
  await sendRows(rows.slice(0, warmUp), 'batch-of-the-warm-up-000')

  const ratios: number[] = []
  for (let round = 0; round < Number(rounds); round += 1) {
    const from = warmUp + round * count
    const before = cpu()
    const { good, seconds } = await loadListener(service, { bodies, from, count, clients })
    const single = good / seconds
    say(`single requests of ${String(clients)} clients: ${single.toFixed(0)}/s; ${used(before)}`)
    const beforeBatch = cpu()
    const ofBatch = await sendRows(
      rows.slice(from, from + count),
      `batch-of-the-bench-${String(round).padStart(4, '0')}`,
    )
    const rate = count / ofBatch
    ratios.push(rate / single)
    say(
      `a batch of ${String(count)}: ${rate.toFixed(0)}/s; ${used(beforeBatch)}; ${(rate / single).toFixed(2)} ×`,
    )
  }
  sayLimits([
    {
      what: `a batch of ${String(count)}, of single requests`,
      ...{ reached: median(ratios), min: 2, unit: '×' },
    },
  ])
} finally {
  await service.stop()
}

/** Returns the seconds that the batch took, in a process of its own. */
async function sendRows(rows: readonly string[], key: string): Promise<number> {
  const file = path.join(service.data, 'batch.json')
  await writeFile(
    file,
    JSON.stringify({ folder: service.data, port: service.machinesPort, key, rows }),
  )
  const { stdout } = await promisify(execFile)(process.execPath, [
    path.join(import.meta.dirname, 'batch-load.ts'),
    file,
  ])
  return Number(stdout)
}

function cpu(): readonly (readonly [string, number])[] {
  return [
    ...Object.entries(service.pids()).map(([name, pid]) => [name, cpuMicroseconds(pid)] as const),
    ['postgres', cpuMicrosecondsOfPostgres()],
  ]
}

function used(before: ReturnType<typeof cpu>): string {
  const each = cpu().map(
    ([name, time], index) => `${name} ${((time - (before[index]?.[1] ?? 0)) / count).toFixed(0)}`,
  )
  return `CPU µs each: ${each.join(', ')}`
}
