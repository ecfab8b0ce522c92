import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { aProgramsRequest } from '../support/program-request.ts'
import { cpuMicroseconds, cpuMicrosecondsOf } from './cpu.ts'
import type { LoadPlan, LoadResult } from './load.ts'
import { rawSigningRate } from './raw-signing.ts'
import { startBenchService } from './service.ts'

/**
 * Certificates a second through the door for programs: mutual TLS, P-256 keys in requests, every check on, durable on
 * PostgreSQL with audit entries, all on this machine's cores; held against what this Node signs with nothing around.
 * `node tests/bench/enrolment.ts [certificates a round] [clients] [rounds]`
 */
const [, , perRound = '3000', clients = '32', rounds = '3'] = process.argv
/** Certificates before the first measured round: code is compiled, connections are open. */
const warmUp = 1000
const families = [
  { family: 'ecc', raw: 'P-384' },
  { family: 'rsa', raw: 'RSA-4096' },
] as const

const service = await startBenchService()
// The trail is sequenced meanwhile, as in life.
await service.start('jobs')
try {
  for (const { family, raw } of families) {
    const bodies = path.join(service.data, `requests-${family}`)
    const count = Number(perRound)
    await writeFile(bodies, requests(count * Number(rounds) + warmUp))
    await registerClient(family)
    await load(bodies, 0, warmUp)

    for (let round = 0; round < Number(rounds); round += 1) {
      const bound = await rawSigningRate(raw)
      const before = cpu()
      const { seconds, good, others, p50, p99 } = await load(bodies, warmUp + round * count, count)
      const used = cpu().map(
        ([name, time], index) =>
          `${name} ${((time - (before[index]?.[1] ?? 0)) / count).toFixed(0)}`,
      )
      const rate = good / seconds
      process.stdout.write(
        `${raw}: ${rate.toFixed(0)}/s of ${bound.toFixed(0)}/s raw on two cores: ${((100 * rate) / bound).toFixed(0)} %; ${clients} clients, p50 ${String(p50)} ms, p99 ${String(p99)} ms, others ${JSON.stringify(others)}; CPU µs each: ${used.join(', ')}\n`,
      )
    }
    await service.cli(['client', 'list'])
  }
} finally {
  await service.stop()
}

function cpu(): readonly (readonly [string, number])[] {
  return [
    ...Object.entries(service.pids()).map(([name, pid]) => [name, cpuMicroseconds(pid)] as const),
    ['postgres', cpuMicrosecondsOf('postgres')],
  ]
}

async function registerClient(family: 'ecc' | 'rsa'): Promise<void> {
  const rules = path.join(service.data, `rules-${family}.json`)
  await writeFile(
    rules,
    JSON.stringify({
      name: `bench ${family}`,
      profile: 'server',
      family,
      organisation: 'Esimerkki',
      organisationOid: '1.2.246.10.1234567.10.1',
      dnsNames: ['.bench.example'],
      validityDays: 365,
    }),
  )
  const before = /^\S{36}/m.exec(await service.cli(['client', 'list']))
  if (before !== null) await service.cli(['client', 'end', before[0]])
  await service.cli(['client', 'register', rules, path.join(service.data, 'client.pem')])
}

async function load(bodies: string, from: number, count: number): Promise<LoadResult> {
  const plan: LoadPlan = {
    port: service.machinesPort,
    path: '/api/v1/certificates',
    ca: path.join(service.data, 'door.pem'),
    cert: path.join(service.data, 'client.pem'),
    key: path.join(service.data, 'client.key'),
    bodies,
    from,
    count,
    clients: Number(clients),
  }
  const file = path.join(service.data, 'plan.json')
  await writeFile(file, JSON.stringify(plan))
  const { stdout } = await promisify(execFile)(process.execPath, [
    path.join(import.meta.dirname, 'load.ts'),
    file,
  ])
  return JSON.parse(stdout) as LoadResult
}

/** Bodies with requests for fresh P-256 keys, one a line. */
function requests(count: number): string {
  return Array.from({ length: count }, (_, index) =>
    JSON.stringify({ request: aProgramsRequest(`host-${String(index)}.bench.example`) }),
  ).join('\n')
}
