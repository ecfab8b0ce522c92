import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { freePorts } from '../support/free-ports.ts'
import { aProgramsRequest, pemOf } from '../support/program-request.ts'
import { cpuMicroseconds, cpuMicrosecondsOfPostgres } from './cpu.ts'
import { startCfsslIssuer, type IssuingPeer } from './issuing-peers.ts'
import type { LoadPlan, LoadResult } from './load.ts'
import { rawSigningRate } from './raw-signing.ts'
import { startBenchService, type BenchService } from './service.ts'

/**
 * Certificates a second through the door for programs: mutual TLS, P-256 keys in requests, every check on, durable on
 * PostgreSQL with audit entries. With the authorities as shipped on all of this machine's cores, held against what this
 * Node signs with nothing around; with one of P-256 on one core, in turn with `cfssl serve` and SQLite on the same core.
 * `node tests/bench/enrolment.ts [certificates a round] [clients] [rounds] [P-384 RSA-4096 P-256]`
 */
const [, , perRound = '3000', clients = '32', rounds = '3', ...asked] = process.argv
const count = Number(perRound)
/** Certificates before the first measured round: code is compiled, which takes ten thousand, and connections are open. */
const warmUp = 10_000
const say = (words: string): void => {
  process.stdout.write(`${words}\n`)
}
const isAsked = (kind: string): boolean => asked.length === 0 || asked.includes(kind)
let sent = 0
let notGood = 0

const shipped = [
  { family: 'ecc', raw: 'P-384' },
  { family: 'rsa', raw: 'RSA-4096' },
] as const
if (shipped.some(({ raw }) => isAsked(raw))) await measureShipped()
if (isAsked('P-256')) await measureBesidePeers()
say(`${String(notGood)} answers other than 200 of ${String(sent)}`)

async function measureShipped(): Promise<void> {
  const service = await startBenchService()
  // The trail is sequenced meanwhile, as in life.
  await service.start('jobs')
  try {
    for (const { family, raw } of shipped.filter((each) => isAsked(each.raw))) {
      const bodies = await writeRequests(service.data)
      await registerClient(service, family)
      await loadOurs(service, { bodies, from: 0, count: warmUp })
      for (let round = 0; round < Number(rounds); round += 1) {
        const before = await rawSigningRate(raw)
        const { words, rate } = await measured(cpuOf(service), () =>
          loadOurs(service, { bodies, from: warmUp + round * count, count }),
        )
        // A machine with other guests is not as fast in one minute as in the next.
        const bound = (before + (await rawSigningRate(raw))) / 2
        say(
          `${raw}: ${((100 * rate) / bound).toFixed(0)} % of ${bound.toFixed(0)}/s raw on two cores: ${words}`,
        )
      }
    }
  } finally {
    await service.stop()
  }
}

async function measureBesidePeers(): Promise<void> {
  const service = await startBenchService({ core: 0, smallKeyOf: 'service-g1-ecc' })
  await service.start('jobs')
  const { cfssl: port } = await freePorts(['cfssl'])
  const cfssl = await startCfsslIssuer(service.data, { port, core: 0 })
  if (cfssl === undefined) say('cfssl is not installed: measured without it')
  try {
    const bodies = await writeRequests(service.data)
    const theirs = await writeRequests(service.data, 'cfssl')
    const loadTheirs = (part: Omit<Part, 'bodies'>, peer: IssuingPeer) =>
      load(
        service.data,
        { ...part, bodies: theirs, port: peer.port, path: peer.path, clients: Number(clients) },
        1,
      )
    await registerClient(service, 'ecc')
    await loadOurs(service, { bodies, from: 0, count: warmUp }, 1)
    if (cfssl !== undefined) await loadTheirs({ from: 0, count: warmUp }, cfssl)
    for (let round = 0; round < Number(rounds); round += 1) {
      const part = { from: warmUp + round * count, count }
      const ours = await measured(cpuOf(service), () => loadOurs(service, { bodies, ...part }, 1))
      say(`P-256 on one core, ours: ${ours.words}`)
      if (cfssl === undefined) continue
      const peer = await measured(
        () => [['cfssl', cpuMicroseconds(cfssl.pid)]],
        () => loadTheirs(part, cfssl),
      )
      say(`P-256 on one core, cfssl with SQLite: ${peer.words}`)
      say(`P-256: ours ${(ours.rate / peer.rate).toFixed(2)} × cfssl with SQLite`)
    }
  } finally {
    await cfssl?.stop()
    await service.stop()
  }
}

type Times = readonly (readonly [string, number])[]

function cpuOf(service: BenchService): () => Times {
  return () => [
    ...Object.entries(service.pids()).map(([name, pid]) => [name, cpuMicroseconds(pid)] as const),
    ['postgres', cpuMicrosecondsOfPostgres()],
  ]
}

async function measured(
  cpu: () => Times,
  run: () => Promise<LoadResult>,
): Promise<{ readonly rate: number; readonly words: string }> {
  const before = cpu()
  const { seconds, good, others, cpu: ofLoad, p50, p99 } = await run()
  const used = cpu().map(
    ([name, time], index) => `${name} ${((time - (before[index]?.[1] ?? 0)) / count).toFixed(0)}`,
  )
  const rate = good / seconds
  sent += count
  notGood += count - good
  return {
    rate,
    words: `${rate.toFixed(0)}/s; ${clients} clients, p50 ${String(p50)} ms, p99 ${String(p99)} ms, others ${JSON.stringify(others)}; CPU µs each: ${used.join(', ')}, load ${ofLoad.toFixed(0)}`,
  }
}

async function registerClient({ cli, data }: BenchService, family: 'ecc' | 'rsa'): Promise<void> {
  const rules = path.join(data, `rules-${family}.json`)
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
  const before = /^\S{36}/m.exec(await cli(['client', 'list']))
  if (before !== null) await cli(['client', 'end', before[0]])
  await cli(['client', 'register', rules, path.join(data, 'client.pem')])
}

type Part = { readonly bodies: string; readonly from: number; readonly count: number }

function loadOurs(
  { data, machinesPort }: BenchService,
  part: Part,
  core?: number,
): Promise<LoadResult> {
  return load(
    data,
    {
      port: machinesPort,
      path: '/api/v1/certificates',
      tls: {
        ca: path.join(data, 'door.pem'),
        cert: path.join(data, 'client.pem'),
        key: path.join(data, 'client.key'),
      },
      ...part,
      clients: Number(clients),
    },
    core,
  )
}

/** Both of one core are asked from the other. */
async function load(folder: string, plan: LoadPlan, core?: number): Promise<LoadResult> {
  const file = path.join(folder, 'plan.json')
  await writeFile(file, JSON.stringify(plan))
  const program = [process.execPath, path.join(import.meta.dirname, 'load.ts'), file]
  const words = core === undefined ? program : ['taskset', '-c', String(core), ...program]
  const { stdout } = await promisify(execFile)(words[0] ?? '', words.slice(1))
  return JSON.parse(stdout) as LoadResult
}

/** A file with requests for fresh P-256 keys, one body a line. */
async function writeRequests(folder: string, of: 'ours' | 'cfssl' = 'ours'): Promise<string> {
  const file = path.join(folder, `requests-${of}`)
  const bodies = Array.from({ length: count * Number(rounds) + warmUp }, (_, index) => {
    const request = aProgramsRequest(`host-${String(index)}.bench.example`)
    return JSON.stringify(of === 'ours' ? { request } : { certificate_request: pemOf(request) })
  })
  await writeFile(file, bodies.join('\n'))
  return file
}
