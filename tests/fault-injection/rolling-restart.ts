// cspell:ignore httpchk maxconn pxname svname
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { Agent, request, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { encodeOcspRequest } from '@sotevarmenne/x509/ocsp'
import { certIdFor } from '@sotevarmenne/x509/ocsp-check'
import { startBenchService, type BenchService } from '../bench/service.ts'

const haproxyFile = '/usr/sbin/haproxy'
const nodes = ['web', 'web-2', 'ocsp', 'ocsp-2'] as const
type Node = (typeof nodes)[number]

/**
 * Two web and two OCSP nodes behind HAProxy, under load; each is stopped as an upgrade does and started again, in turn,
 * until that many requests were sent.
 */
export function testRollingRestarts({ requests }: { readonly requests: number }): void {
  const missing = existsSync(haproxyFile) ? undefined : 'Debian’s package haproxy is not installed'
  const skip = missing !== undefined && process.env['CI'] !== 'true' ? missing : false

  describe('a rolling restart behind a balancer', { skip }, () => {
    let service: BenchService
    let balancer: Balancer
    let start: (node: Node) => Promise<void>
    const closing: (() => Promise<unknown>)[] = []

    before(async () => {
      service = await startBenchService()
      closing.push(service.stop)
      const second = await freePorts(['PORTAL', 'METRICS', 'OCSP', 'OCSP_METRICS', 'ENROLMENT_API'])
      const settings = {
        // Longer than the balancer needs to see it.
        SOTEVARMENNE_DRAIN_SECONDS: '3',
        // Each request comes from another network: limits are not what is tested.
        SOTEVARMENNE_TRUSTED_PROXIES: 'loopback',
        // The same of all nodes.
        SOTEVARMENNE_PUBLIC_URL: `http://localhost:${String(service.portalPort)}`,
        SOTEVARMENNE_VALIDATION_URL: `http://localhost:${String(service.ocspPort)}`,
      }
      const ofSecond = Object.fromEntries(
        Object.entries(second).map(([name, port]) => [`SOTEVARMENNE_${name}_PORT`, String(port)]),
      )
      start = async (node) => {
        const isSecond = node.endsWith('-2')
        const name = node.startsWith('web') ? 'web' : 'ocsp'
        await service.start(name, { ...settings, ...(isSecond && ofSecond) }, node)
        await balancer.untilUp(node)
      }
      balancer = await startBalancer({
        web: service.portalPort,
        'web-2': second.PORTAL,
        ocsp: service.ocspPort,
        'ocsp-2': second.OCSP,
      })
      closing.push(balancer.close)
      await service.end('web')
      for (const node of nodes) await start(node)
    })
    after(async () => {
      for (const close of closing.reverse()) await close()
    })

    it(`loses none of ${String(requests)} requests`, async (test) => {
      const load = await startLoad(service, balancer)
      let restarts = 0
      while (load.sent() < requests)
        for (const node of nodes) {
          await service.end(node)
          await start(node)
          restarts += 1
        }
      const failures = await load.stop()
      test.diagnostic(`${String(load.sent())} requests, ${String(restarts)} restarts`)
      assert.deepEqual(failures, [])
    })
  })
}

type Balancer = {
  readonly portalPort: number
  readonly ocspPort: number
  readonly untilUp: (node: Node) => Promise<void>
  readonly close: () => Promise<void>
}

async function startBalancer(portOf: Readonly<Record<Node, number>>): Promise<Balancer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-balancer-'))
  const ports = await freePorts(['portal', 'ocsp', 'stats'])
  const servers = (...names: readonly Node[]) =>
    names.map((name) => `  server ${name} 127.0.0.1:${String(portOf[name])} check\n`).join('')
  const file = path.join(folder, 'haproxy.cfg')
  await writeFile(
    file,
    `
global
  maxconn 1000
defaults
  mode http
  timeout connect 4s
  timeout client 1m
  timeout server 1m
  timeout check 5s
  option redispatch
  option httpchk GET /health/ready
  default-server inter 500ms fall 2 rise 1
listen portal
  bind 127.0.0.1:${String(ports.portal)}
${servers('web', 'web-2')}
listen ocsp
  bind 127.0.0.1:${String(ports.ocsp)}
${servers('ocsp', 'ocsp-2')}
frontend stats
  bind 127.0.0.1:${String(ports.stats)}
  stats enable
  stats uri /
`,
  )
  const program: ChildProcess = spawn(haproxyFile, ['-db', '-q', '-f', file], { stdio: 'ignore' })
  /** Columns: pxname, svname, …, status (the eighteenth). */
  const isUp = async (node: Node): Promise<boolean> => {
    const table = await fetch(`http://127.0.0.1:${String(ports.stats)}/;csv`).then(
      (response) => response.text(),
      () => '',
    )
    return table.split('\n').some((line) => {
      const columns = line.split(',')
      return columns[1] === node && columns[17] === 'UP'
    })
  }
  return {
    portalPort: ports.portal,
    ocspPort: ports.ocsp,
    untilUp: async (node) => {
      const end = performance.now() + 120_000
      while (!(await isUp(node))) {
        assert.ok(performance.now() < end, `${node} is up within two minutes`)
        await sleep(100)
      }
    },
    close: async () => {
      const ended = once(program, 'exit')
      program.kill('SIGKILL')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

type Load = {
  readonly sent: () => number
  /** What became of the requests that had no good response. */
  readonly stop: () => Promise<readonly string[]>
}

/** Four clients on connections that stay open: pages, lists, what writes to the database, and certificate statuses. */
async function startLoad(service: BenchService, balancer: Balancer): Promise<Load> {
  const agent = new Agent({ keepAlive: true })
  const failures: string[] = []
  let sent = 0
  let isOver = false
  const ocspRequest = await anOcspRequest(service)
  const kinds: readonly Sent[] = [
    { port: balancer.portalPort, method: 'GET', path: '/en' },
    { port: balancer.portalPort, method: 'GET', path: '/api/v1/registration-points' },
    {
      port: balancer.portalPort,
      method: 'POST',
      path: '/api/v1/sign-in/challenge',
      body: Buffer.from('{}'),
      headers: {
        'content-type': 'application/json',
        origin: `http://localhost:${String(service.portalPort)}`,
      },
    },
    {
      port: balancer.ocspPort,
      method: 'POST',
      path: '/ocsp/service-g1-ecc',
      body: ocspRequest,
      headers: { 'content-type': 'application/ocsp-request' },
    },
  ]
  const running = Promise.all(
    kinds.map(async (kind) => {
      while (!isOver) {
        sent += 1
        const network = `10.${String((sent >> 8) % 256)}.${String(sent % 256)}.1`
        const status = await statusOf(agent, kind, network).catch(String)
        if (status !== 200) failures.push(`${kind.method} ${kind.path}: ${String(status)}`)
      }
    }),
  )
  return {
    sent: () => sent,
    stop: async () => {
      isOver = true
      await running
      agent.destroy()
      return failures
    },
  }
}

async function anOcspRequest({ data }: BenchService): Promise<Buffer> {
  const issuer = decodeCertificate(await readFile(path.join(data, 'ca/service-g1-ecc.crt')))
  assert.ok(issuer.ok)
  const { serial } = issuer.value
  const certId = certIdFor({ issuer: issuer.value, serial, hashAlgorithm: 'sha256' })
  return Buffer.from(encodeOcspRequest([certId], undefined))
}

type Sent = {
  readonly port: number
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: Buffer
  readonly headers?: Readonly<Record<string, string>>
}

async function statusOf(
  agent: Agent,
  { port, method, path, body, headers }: Sent,
  network: string,
): Promise<number> {
  const sending = request({
    ...{ agent, host: '127.0.0.1', port, method, path, signal: AbortSignal.timeout(60_000) },
    headers: { ...headers, 'x-forwarded-for': network },
  })
  sending.end(body)
  const [response] = (await once(sending, 'response')) as [IncomingMessage]
  response.resume()
  await once(response, 'end')
  return response.statusCode ?? 0
}
