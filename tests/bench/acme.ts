import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { noReceipts } from '../../apps/server/src/audit/testing.ts'
import { createAudit } from '../../apps/server/src/audit/index.ts'
import { ipAddressRule } from '@sotevarmenne/kernel/ip-address'
import { probeNames } from '../../apps/server/src/services/acme/index.ts'
import { aRequest, createAcmeEnvironment } from '../../apps/server/src/services/acme/testing.ts'
import { systemClock } from '../../apps/server/src/platform/clock.ts'
import { overNetwork } from '@sotevarmenne/tests/network/acme-client'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { median, sayLimits } from './limits.ts'

/**
 * ACME orders a second, from the order to the downloaded certificate: names that need no validation, a new
 * P-256 key and request each, over HTTP on loopback; web and jobs in this one process with the ACME clients,
 * PostgreSQL beside it, every audit entry written. Before that lego, from no account to the certificate,
 * without other load. It fails beyond the limits of docs/performance.md.
 * `node tests/bench/acme.ts [programs] [seconds] [PostgreSQL|PGlite]`
 */
const [, , programs = '32', seconds = '30', kind = 'PostgreSQL'] = process.argv
const say = (words: string): void => {
  process.stdout.write(`${words}\n`)
}

const database = await openTestDatabase(kind === 'PGlite' ? 'PGlite' : 'PostgreSQL')
const { db } = database
const clock = systemClock
const audit = createAudit({
  ...{ db, clock, planSubscribers: () => Promise.resolve(), planJob: () => Promise.resolve() },
  signCheckpoint: () => Promise.reject(new Error('no checkpoint signer in this benchmark')),
  ...{ checkpointKeys: new Map(), receipts: noReceipts },
  ...{ retentionYears: 15, erasePermit: () => aPermit('audit.eraseEntries') },
  onFault: () => undefined,
} as unknown as Parameters<typeof createAudit>[0])
const { acme: port } = await freePorts(['acme'])
const publicUrl = `http://127.0.0.1:${String(port)}`
const environment = await createAcmeEnvironment(db, {
  ...{ publicUrl, clock, record: audit.record },
  limits: { ordersAnHour: 1_000_000, failuresAnHour: 1000 },
  probe: probeNames({ mayConnect: ipAddressRule([]) }),
})
const service = await environment.serve(environment.acme, 10_000_000)
await service.listen({ port, host: '127.0.0.1' })
const running = [environment.outbox.run(), environment.validations.run()]

const hospital = await environment.aHospital()
const clients = await Promise.all(
  Array.from({ length: Number(programs) }, async () => {
    const name = environment.aServerName()
    const { approvalId } = await environment.anApproval(hospital, { names: [name] })
    const client = await environment.aClient(overNetwork)
    await client.open(await environment.aKey(hospital, approvalId))
    return { client, name }
  }),
)

const byLego = await timesOfLego(5)

const taken: number[] = []
let notGood = 0
const cpu = process.cpuUsage()
const begun = performance.now()
const end = begun + Number(seconds) * 1000
await Promise.all(
  clients.map(async ({ client, name }) => {
    while (performance.now() < end) {
      const from = performance.now()
      const order = await client.post(client.at('newOrder'), {
        identifiers: [{ type: 'dns', value: name }],
      })
      const { finalize } = JSON.parse(order.text) as { finalize: string }
      await client.post(finalize, { csr: aRequest([name]) })
      const certificate = await issued(order.headers['location'] ?? '', client)
      const chain = certificate === undefined ? undefined : await client.post(certificate)
      if (chain?.text.startsWith('-----BEGIN CERTIFICATE-----') === true)
        taken.push(performance.now() - from)
      else notGood += 1
    }
  }),
)
const took = (performance.now() - begun) / 1000
const { user, system } = process.cpuUsage(cpu)
const sorted = taken.toSorted((one, other) => one - other)
const at = (part: number): string => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(0)
say(
  `${kind}: ${(taken.length / took).toFixed(1)} orders/s over ${took.toFixed(0)} s; ${programs} programs, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms; ${((user + system) / 1000 / taken.length).toFixed(0)} ms of processor an order, the programs’ own with it; ${String(notGood)} not good`,
)

sayLimits([
  {
    what: 'lego, from no account to the certificate, median',
    ...{ reached: median(byLego), max: 2, unit: 's' },
  },
  { what: 'orders, sustained', reached: taken.length / took, min: 20, unit: '/s' },
  { what: 'orders that came to nothing', reached: notGood, max: 0 },
])

await Promise.all(running.map((each) => each.stop()))
await service.close()
await environment.close()
await database.close()

/** Seconds of each run; empty where lego is not installed, or fails. */
async function timesOfLego(times: number): Promise<readonly number[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-lego-'))
  try {
    const seconds: number[] = []
    for (let time = 0; time < times; time += 1) {
      const name = environment.aServerName()
      const { approvalId } = await environment.anApproval(hospital, { names: [name] })
      const { keyId, key } = await environment.aKey(hospital, approvalId)
      const from = performance.now()
      await promisify(execFile)(
        'lego',
        [
          ...['--server', `${publicUrl}/acme/directory`, '--accept-tos'],
          ...['--email', 'otto@vendor.example', '--path', path.join(folder, String(time))],
          ...['--eab', '--kid', keyId, '--hmac', key, '--domains', name],
          ...['--http', '--http.port', '127.0.0.1:0', 'run'],
        ],
        { cwd: folder },
      )
      seconds.push((performance.now() - from) / 1000)
    }
    return seconds
  } catch (fault) {
    say(`lego: ${String(fault)}`)
    return []
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function issued(
  url: string,
  client: (typeof clients)[number]['client'],
): Promise<string | undefined> {
  for (;;) {
    const order = JSON.parse((await client.post(url)).text) as {
      status: string
      certificate?: string
    }
    if (order.status !== 'processing') return order.certificate
    // The polling interval of lego.
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}
