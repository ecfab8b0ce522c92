import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import path from 'node:path'
import { loadListener, registerClient, warmUp, writeRequests } from './listener-load.ts'
import { figures, plotOfGrowth, tableOfGrowth, type Growth } from './growth-figures.ts'
import { median, sayLimits } from './limits.ts'
import { measureCrls } from './measure-crls.ts'
import { loadFully, memoryOf, untilItRests } from './ocsp-load.ts'
import { openRevoker, timesOfRevoking } from './revoker.ts'
import { startBenchService, type BenchService } from './service.ts'
import { measureStart, ocspNodeOf, writeOcspRequests } from './ocsp-node.ts'
import { goodOnes, importStatuses, maxRevoked, type Statuses } from './statuses.ts'

/**
 * What grows with the number of certificates, or must not: CRLs, a revocation, the start of the OCSP
 * process, its memory and its responses, issuing. Writes the table into performance.md and the plot beside
 * it.
 * `node tests/bench/growth.ts [sizes] [CRLs] [folder of performance.md]`
 */
const [, , sizes = '10000,100000,1000000', rounds = '4', folder = 'docs'] = process.argv
const say = (words: string): void => {
  process.stdout.write(`${words}\n`)
}

/** Measured certificates, after those of the warm-up. */
const issuedEach = 10_000

const measured: Growth[] = []
for (const size of sizes.split(',').map(Number)) {
  const growth = await measure(size)
  measured.push(growth)
  say(tableOfGrowth([growth]))
}
await writeFile(path.join(folder, 'pictures/growth.svg'), plotOfGrowth(measured))
const document = path.join(folder, 'performance.md')
const text = await readFile(document, 'utf8')
await writeFile(
  document,
  text.replace(/(?<=\(pictures\/growth\.svg\)\n\n)(\|.*\n)+/, `${tableOfGrowth(measured)}\n`),
)
execFileSync('prettier', ['--write', document], { stdio: 'ignore' })
say(`\nload ${loadavg()[0]?.toFixed(1) ?? ''}; the table is in ${document}, the plot beside it`)
/** An index that is rewritten for each certificate would show here. */
const [smallest, ...larger] = measured
sayLimits([
  ...larger.map(({ revoked, issued }) => ({
    what: `${revoked.toLocaleString('en')}: issuing, of that at the smallest`,
    ...{ reached: issued / (smallest?.issued ?? Number.NaN), unit: '×', min: 0.8 },
  })),
  ...figures.flatMap(({ title, unit, of, limit }) =>
    limit === undefined
      ? []
      : measured.map((each) => ({
          what: `${each.revoked.toLocaleString('en')}: ${title}`,
          ...{ reached: each[of], unit, ...limit },
        })),
  ),
])

async function measure(revoked: number): Promise<Growth> {
  const service = await startBenchService()
  try {
    const statuses = maxRevoked(revoked)
    await importStatuses(service, statuses)
    const [first, ...later] = await measureCrls(service, Number(rounds))
    const revoker = await openRevoker(service)
    const times = await timesOfRevoking(revoker, goodOnes(statuses, 200))
    await revoker.close()
    return {
      revoked,
      firstCrl: first?.seconds ?? Number.NaN,
      // Other load on the machine only ever increases the time.
      list: Math.min(...later.map(({ seconds }) => seconds)),
      revocation: median(times) ?? Number.NaN,
      ...(await measureStatus(service, statuses)),
      issued: await measureIssuing(service),
    }
  } finally {
    await service.stop()
  }
}

/** From its start; its responses on one core, with the load on the other. */
async function measureStatus(
  service: BenchService,
  statuses: Statuses,
): Promise<
  Pick<
    Growth,
    'firstResponse' | 'thousandMore' | 'memory' | 'peakMemory' | 'byGet' | 'byPost' | 'live'
  >
> {
  const node = await ocspNodeOf(service)
  // Certificates revoked just now are at the end, and are excluded from the sample.
  const others = { ...statuses, count: Math.floor(statuses.count * 0.7) }
  const { firstResponse, thousandMore } = await measureStart(service, node, others)
  node.pin()
  await untilItRests(node.pid())
  const { now: memory, max: peakMemory } = memoryOf(node.pid())
  const requested = { ca: node.ca, statuses: others }
  const ahead = await writeOcspRequests(service.data, { ...requested, name: 'ahead' })
  const nonces = await writeOcspRequests(service.data, {
    ...requested,
    name: 'nonces',
    withNonce: true,
  })
  const rate = async (method: 'GET' | 'POST', requests: string): Promise<number> => {
    await loadFully(node.requesting({ method, requests }), 1)
    const found = await loadFully(node.requesting({ method, requests }))
    if (found.failures > 0) throw new Error(`${String(found.failures)} responses failed`)
    return found.rate
  }
  return {
    ...{ firstResponse, thousandMore, memory, peakMemory },
    byGet: await rate('GET', ahead.paths),
    byPost: await rate('POST', ahead.bodies),
    live: await rate('POST', nonces.bodies),
  }
}

/** Certificates a second at the enrolment API, P-384, all processes on both cores. */
async function measureIssuing(service: BenchService): Promise<number> {
  await service.end('ocsp')
  await service.start('jobs')
  const bodies = await writeRequests(path.join(service.data, 'requests'), warmUp + issuedEach)
  await registerClient(service, 'ecc')
  const part = { bodies, clients: 32 }
  await loadListener(service, { ...part, from: 0, count: warmUp })
  const { good, seconds } = await loadListener(service, {
    ...part,
    from: warmUp,
    count: issuedEach,
  })
  if (good < issuedEach)
    throw new Error(`${String(issuedEach - good)} certificates were not issued`)
  return good / seconds
}
