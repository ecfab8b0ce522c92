import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { request } from 'node:http'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { encodeOcspRequest } from '@sotevarmenne/x509/ocsp'
import { certIdFor } from '@sotevarmenne/x509/ocsp-check'
import type { FloodKind, FloodPlan, FloodResult } from '../fault-injection/flood-process.ts'
import { memoryOf } from './ocsp-load.ts'
import { decoded } from './ocsp-node.ts'
import type { BenchService } from './service.ts'
import { issuer } from './statuses.ts'

/** How many connections or requests of each kind, and how long they are held, in seconds. */
export type FloodSizes = Readonly<Record<FloodKind, number>> & { readonly seconds: number }

/** As of the issue; an attacker has one address or a hundred. */
export const fullSizes: FloodSizes = {
  ...{ 'connect-and-close': 25_000, idle: 15_000, 'slow-bodies': 200, 'wrong-passwords': 500 },
  seconds: 15,
}
export const shortSizes: FloodSizes = {
  ...{ 'connect-and-close': 3000, idle: 2000, 'slow-bodies': 200, 'wrong-passwords': 300 },
  seconds: 3,
}

export type Flood = { readonly name: string } & Pick<FloodPlan, 'kind' | 'addresses'> & {
    readonly listener: keyof ReturnType<typeof listenersOf>
  }

const listenersOf = ({ portalPort, ocspPort, machinesPort, tlsSignInPort }: BenchService) => ({
  portal: { port: portalPort, isTls: false },
  OCSP: { port: ocspPort, isTls: false },
  'enrolment API': { port: machinesPort, isTls: true },
  'client-certificate sign-in': { port: tlsSignInPort, isTls: true },
})

const listeners = ['portal', 'OCSP', 'enrolment API', 'client-certificate sign-in'] as const
const kinds = ['connect-and-close', 'idle', 'slow-bodies'] as const

/** Every kind at every listener, from one address and from a hundred. */
export const floods: readonly Flood[] = [
  ...listeners.flatMap((listener) =>
    kinds.flatMap((kind) => [floodOf(kind, listener, 1), floodOf(kind, listener, 100)]),
  ),
  floodOf('wrong-passwords', 'portal', 1),
  floodOf('wrong-passwords', 'portal', 100),
]

function floodOf(kind: FloodKind, listener: Flood['listener'], addresses: number): Flood {
  const from = addresses === 1 ? 'one address' : `${String(addresses)} addresses`
  return { name: `${kind} at ${listener} from ${from}`, kind, listener, addresses }
}

export type Probed = {
  readonly count: number
  /** Refused, broken or without a response in ten seconds. */
  readonly failed: number
  /** Milliseconds. */
  readonly p99: number
  readonly max: number
}

export type MeasuredFlood = {
  readonly result: FloodResult
  readonly portal: Probed
  readonly ocsp: Probed
  /** Seconds from the end of the flood until open files are where they were. */
  readonly recovery: number | undefined
}

export type FloodedService = {
  readonly measure: (flood: Flood, sizes: FloodSizes) => Promise<MeasuredFlood>
  /** Of web, OCSP and client-certificate sign-in: megabytes in memory. */
  readonly memory: () => Readonly<Record<string, number>>
}

/** Starts what is flooded besides web, and warms it up. */
export async function prepareFloods(service: BenchService): Promise<FloodedService> {
  await service.start('ocsp')
  await service.start('tls-sign-in')
  const probes = {
    portal: () => probe(service.portalPort, '/health/ready'),
    ocsp: await ocspProbe(service),
  }
  for (let count = 0; count < 20; count += 1) for (const send of Object.values(probes)) await send()
  const flooded = ['web', 'ocsp', 'tls-sign-in'] as const
  const openFiles = (): number =>
    flooded.reduce(
      (sum, name) => sum + readdirSync(`/proc/${String(service.pids()[name])}/fd`).length,
      0,
    )
  const usual = openFiles()

  return {
    measure: async (flood, sizes) => {
      const probing = { isOver: false }
      const probed = Promise.all([
        probeUntil(probing, probes.portal),
        probeUntil(probing, probes.ocsp),
      ])
      const plan: FloodPlan = {
        ...{ ...flood, ...listenersOf(service)[flood.listener] },
        ...{ count: sizes[flood.kind], seconds: sizes.seconds },
      }
      const { stdout } = await run('nice', [
        ...['-n', '19', process.execPath],
        ...[floodProcess, JSON.stringify(plan)],
      ])
      const ended = performance.now()
      const isBack = (): boolean => openFiles() <= usual + roomForOwnConnections
      while (!isBack() && performance.now() - ended < 90_000) await sleep(50)
      const recovery = isBack() ? (performance.now() - ended) / 1000 : undefined
      probing.isOver = true
      const [portal, ocsp] = await probed
      return { result: JSON.parse(stdout) as FloodResult, portal, ocsp, recovery }
    },
    memory: () =>
      Object.fromEntries(flooded.map((name) => [name, memoryOf(service.pids()[name] ?? 0).now])),
  }
}

/** Connections to the database and the signer come and go. */
const roomForOwnConnections = 30
/** An attacker has a machine of its own: the flood yields this one's cores to the service. */
const floodProcess = path.join(import.meta.dirname, '../fault-injection/flood-process.ts')
const run = promisify(execFile)

/** Milliseconds until the whole response is there, on a connection of its own; undefined without one. */
type Probe = () => Promise<number | undefined>

async function probeUntil(probing: { readonly isOver: boolean }, send: Probe): Promise<Probed> {
  const times: number[] = []
  let failed = 0
  do {
    const time = await send()
    if (time === undefined) failed += 1
    else times.push(time)
    await sleep(20)
  } while (!probing.isOver)
  times.sort((one, other) => one - other)
  return {
    ...{ count: times.length + failed, failed },
    p99: times[Math.floor(times.length * 0.99)] ?? Number.POSITIVE_INFINITY,
    max: times.at(-1) ?? Number.POSITIVE_INFINITY,
  }
}

async function ocspProbe({ data, ocspPort }: BenchService): Promise<Probe> {
  const ca = decoded(await readFile(path.join(data, 'ca', `${issuer}.crt`)))
  const serial = new Uint8Array([1])
  const certId = certIdFor({ hashAlgorithm: 'sha1', issuer: ca, serial })
  const body = encodeOcspRequest([certId], undefined)
  return () => probe(ocspPort, `/ocsp/${issuer}`, body)
}

function probe(port: number, target: string, body?: Uint8Array): Promise<number | undefined> {
  const begun = performance.now()
  return new Promise((resolve) => {
    const sent = request(
      {
        ...{ port, host: '127.0.0.1', path: target, agent: false, timeout: 10_000 },
        ...(body && { method: 'POST', headers: { 'content-type': 'application/ocsp-request' } }),
      },
      (response) => {
        response.resume()
        response.once('end', () => {
          resolve(response.statusCode === 200 ? performance.now() - begun : undefined)
        })
      },
    )
    sent.on('timeout', () => sent.destroy(new Error('no response')))
    sent.on('error', () => {
      resolve(undefined)
    })
    sent.end(body)
  })
}
