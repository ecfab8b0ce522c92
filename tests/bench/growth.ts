import { randomInt } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeCertificate, type Certificate } from '@sotevarmenne/x509/certificate'
import { decodeOcspResponse, encodeOcspRequest } from '@sotevarmenne/x509/ocsp'
import { certIdFor } from '@sotevarmenne/x509/ocsp-check'
import { plotOfGrowth, type Growth } from './growth-plot.ts'
import { indexOfRevoked, isGood, measureLists, serialsFor } from './measure-lists.ts'
import { memoryOf, untilItRests } from './ocsp-load.ts'
import { startBenchService, type BenchService } from './service.ts'

/**
 * What grows with the number of certificates: lists, a revocation, the start of the status process and its memory. A
 * table, and a plot in a file. `node tests/bench/growth.ts [sizes] [lists] [file]`
 */
const [, , sizes = '10000,100000,1000000', rounds = '3', file = 'docs/pictures/growth.svg'] =
  process.argv
const issuer = 'professional-g1-ecc'
const say = (words: string): void => {
  process.stdout.write(`${words}\n`)
}

const measured: Growth[] = []
for (const size of sizes.split(',').map(Number)) {
  const growth = await measure(size)
  measured.push(growth)
  say(
    Object.entries(growth)
      .map(([name, value]) => `${name} ${String(value)}`)
      .join('; '),
  )
}
say(
  '\n| revoked certificates | first list | each later list | one revocation | first right OCSP answer | memory |',
)
for (const each of measured)
  say(
    `| ${each.revoked.toLocaleString('en')} | ${each.firstList.toFixed(2)} s | ${each.list.toFixed(2)} s | ` +
      `${each.revocation.toFixed(1)} ms | ${each.firstAnswer.toFixed(1)} s | ${String(each.memory)} MB |`,
  )
await writeFile(file, plotOfGrowth(measured))
say(`\nload ${loadavg()[0]?.toFixed(1) ?? ''}; the plot is in ${file}`)

async function measure(revoked: number): Promise<Growth> {
  const service = await startBenchService()
  try {
    const serials = serialsFor(revoked)
    const index = path.join(service.data, 'index.txt')
    await writeFile(index, indexOfRevoked(serials))
    await service.cli(['import', 'statuses', issuer, index])
    const { lists, revocation } = await measureLists(service, Number(rounds))
    const [first, ...later] = lists.map(({ seconds }) => seconds)
    return {
      revoked,
      firstList: first ?? 0,
      // What else the machine does only ever makes it longer.
      list: Math.min(...later),
      revocation: revocation.median,
      ...(await measureStart(service, serials)),
    }
  } finally {
    await service.stop()
  }
}

/** Seconds from the start of the status process to its first right answer; megabytes when all is read and signed ahead. */
async function measureStart(
  service: BenchService,
  serials: readonly Buffer[],
): Promise<Pick<Growth, 'firstAnswer' | 'memory'>> {
  const authority = decoded(await readFile(path.join(service.data, 'authority', `${issuer}.crt`)))
  const isRight = async (at: number): Promise<boolean> => {
    const certId = certIdFor({
      ...{ hashAlgorithm: 'sha1', issuer: authority },
      serial: serials[at] ?? Buffer.of(1),
    })
    const response = await fetch(`http://127.0.0.1:${String(service.statusPort)}/ocsp/${issuer}`, {
      method: 'POST',
      body: Buffer.from(encodeOcspRequest([certId], undefined)),
    })
    const answer = decodeOcspResponse(new Uint8Array(await response.arrayBuffer()))
    const kind =
      answer.ok && answer.value.kind === 'answer' && answer.value.responses[0]?.status.kind
    return kind === (isGood(at) ? 'good' : 'revoked')
  }
  const begun = performance.now()
  const ready = service.start('status')
  while (!(await isRight(0).catch(() => false))) await sleep(20)
  const firstAnswer = (performance.now() - begun) / 1000
  for (let asked = 0; asked < 1000; asked += 1) {
    const at = randomInt(serials.length)
    if (!(await isRight(at))) throw new Error(`a wrong answer about serial ${String(at)}`)
  }
  await ready
  const pid = service.pids()['status'] ?? 0
  await untilItRests(pid)
  return { firstAnswer, memory: memoryOf(pid).now }
}

function decoded(der: Uint8Array): Certificate {
  const certificate = decodeCertificate(der)
  if (!certificate.ok) throw new Error('no certificate of the authority')
  return certificate.value
}
