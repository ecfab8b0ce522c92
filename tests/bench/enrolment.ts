import path from 'node:path'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import { pemOf } from '@sotevarmenne/tests/ca/program-request'
import { cpuMicroseconds, cpuMicrosecondsOfPostgres } from './cpu.ts'
import { load, loadListener, registerClient, warmUp, writeRequests } from './listener-load.ts'
import { startCfsslIssuer, type IssuingPeer } from './issuing-peers.ts'
import { median, sayLimits, type Limit } from './limits.ts'
import type { LoadResult } from './load.ts'
import { rawSigningRate } from './raw-signing.ts'
import { startBenchService, type BenchService } from './service.ts'

/**
 * Certificates a second through the enrolment API: mutual TLS, P-256 keys in requests, every check on,
 * durable on PostgreSQL with audit entries. With the CAs as shipped on all of this machine's cores, compared
 * with this Node's raw signing rate; with a P-256 CA on one core, in turn with `cfssl serve` and SQLite on
 * the same core.
 * `node tests/bench/enrolment.ts [certificates a round] [clients] [rounds] [P-384 RSA-4096 P-256]`
 */
const [, , perRound = '3000', clients = '32', rounds = '3', ...requested] = process.argv
const count = Number(perRound)
const requests = warmUp + count * Number(rounds)
const say = (words: string): void => {
  process.stdout.write(`${words}\n`)
}
const isRequested = (kind: string): boolean => requested.length === 0 || requested.includes(kind)
let sent = 0
let notGood = 0
const limits: Limit[] = []

const shipped = [
  { family: 'ecc', raw: 'P-384' },
  { family: 'rsa', raw: 'RSA-4096' },
] as const
if (shipped.some(({ raw }) => isRequested(raw))) await measureShipped()
if (isRequested('P-256')) await measureBesidePeers()
sayLimits([
  ...limits,
  { what: `responses other than 200 of ${String(sent)}`, reached: notGood, max: 0 },
])

async function measureShipped(): Promise<void> {
  const service = await startBenchService()
  // The audit log is sequenced meanwhile, as in production.
  await service.start('jobs')
  try {
    for (const { family, raw } of shipped.filter((each) => isRequested(each.raw))) {
      const bodies = await writeRequests(path.join(service.data, 'requests'), requests)
      await registerClient(service, family)
      await send(service, { bodies, from: 0, count: warmUp })
      const shares: number[] = []
      for (let round = 0; round < Number(rounds); round += 1) {
        const before = await rawSigningRate(raw)
        const { words, rate } = await measured(cpuOf(service), () =>
          send(service, { bodies, from: warmUp + round * count, count }),
        )
        // A machine with other guests varies in speed from minute to minute.
        const bound = (before + (await rawSigningRate(raw))) / 2
        const share = (100 * rate) / bound
        shares.push(share)
        say(`${raw}: ${share.toFixed(0)} % of ${bound.toFixed(0)}/s raw on two cores: ${words}`)
      }
      limits.push({
        what: `${raw}, of raw signing on two cores`,
        ...{ reached: median(shares), min: 65, unit: '%' },
      })
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
    const bodies = await writeRequests(path.join(service.data, 'requests'), requests)
    const theirs = await writeRequests(path.join(service.data, 'peer'), requests, (request) => ({
      certificate_request: pemOf(request),
    }))
    // Both servers run on one core, and the load on the other.
    const requestOurs = (part: Rounds) => send(service, { ...part, bodies }, 1)
    const requestTheirs = (part: Rounds, { port, path: at }: IssuingPeer) =>
      load(service.data, { ...part, bodies: theirs, port, path: at, clients: Number(clients) }, 1)
    const ratios: number[] = []
    await registerClient(service, 'ecc')
    await requestOurs({ from: 0, count: warmUp })
    if (cfssl !== undefined) await requestTheirs({ from: 0, count: warmUp }, cfssl)
    for (let round = 0; round < Number(rounds); round += 1) {
      const part = { from: warmUp + round * count, count }
      const ours = await measured(cpuOf(service), () => requestOurs(part))
      say(`P-256 on one core, ours: ${ours.words}`)
      if (cfssl === undefined) continue
      const peer = await measured(
        () => [['cfssl', cpuMicroseconds(cfssl.pid)]],
        () => requestTheirs(part, cfssl),
      )
      say(`P-256 on one core, cfssl with SQLite: ${peer.words}`)
      ratios.push(ours.rate / peer.rate)
      say(`P-256: ours ${(ours.rate / peer.rate).toFixed(2)} × cfssl with SQLite`)
    }
    limits.push({
      what: 'P-256 on one core, of cfssl with SQLite',
      ...{ reached: median(ratios), min: 1, unit: '×' },
    })
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

/** Range of the requests. */
type Rounds = { readonly from: number; readonly count: number }

function send(
  service: BenchService,
  part: Rounds & { readonly bodies: string },
  core?: number,
): Promise<LoadResult> {
  return loadListener(service, { ...part, clients: Number(clients) }, core)
}
