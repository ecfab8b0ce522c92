import { setTimeout as sleep } from 'node:timers/promises'
import { loadavg } from 'node:os'
import { median, sayLimits } from './limits.ts'
import { untilItRests } from './ocsp-load.ts'
import { openRevoker, timesOfRevoking } from './revoker.ts'
import { startBenchService } from './service.ts'
import { measureStart, ocspNodeOf } from './ocsp-node.ts'
import { everyTenthRevoked, goodOnes, importStatuses, issuer } from './statuses.ts'

/**
 * A revocation among this number of certificates, loaded by the import command, every tenth revoked: its
 * cost, and the time until relying parties see it, in OCSP and in the CRL. The OCSP process is the
 * installed one.
 * `node tests/bench/revocation.ts [certificates] [revocations timed] [CRLs]`
 */
const [, , certificates = '1000000', timed = '200', crls = '3'] = process.argv
const say = (words: string): void => {
  process.stdout.write(`${words}\n`)
}

const service = await startBenchService()
try {
  const statuses = everyTenthRevoked(Number(certificates))
  const { seconds } = await importStatuses(service, statuses)
  say(`${certificates} certificates, every tenth revoked, imported in ${seconds.toFixed(1)} s`)
  await service.start('jobs')
  const node = await ocspNodeOf(service)
  await measureStart(service, node, statuses)
  await untilItRests(node.pid())

  const revoker = await openRevoker(service)
  const good = [...goodOnes(statuses, Number(timed) + Number(crls) + 50)]
  const next = (): Buffer => {
    const serial = good.pop()
    if (serial === undefined) throw new Error('no certificate left to revoke')
    return serial
  }
  // Code is compiled, connections are open.
  await timesOfRevoking(revoker, Array.from({ length: 20 }, next))
  await revoker.release()
  const times = await timesOfRevoking(revoker, Array.from({ length: Number(timed) }, next))
  const p99 = times[Math.floor(times.length * 0.99)]
  say(`one revocation: ${median(times)?.toFixed(1) ?? ''} ms, p99 ${p99?.toFixed(1) ?? ''} ms`)

  const inOcsp: number[] = []
  while (inOcsp.length < 20) {
    const serial = next()
    const begun = performance.now()
    await revoker.revoke(serial)
    while ((await node.statusOf(serial)) !== 'revoked') await sleep(5)
    inOcsp.push((performance.now() - begun) / 1000)
  }
  say(`seen in OCSP after ${inOcsp.map((each) => each.toFixed(2)).join(', ')} s`)

  // Each right after the previous CRL: the longest possible wait.
  await untilListed(next())
  const inCrl: number[] = []
  while (inCrl.length < Number(crls)) inCrl.push(await untilListed(next()))
  say(`seen on the CRL after ${inCrl.map((each) => each.toFixed(1)).join(', ')} s`)
  await revoker.close()
  say(`load ${loadavg()[0]?.toFixed(1) ?? ''}`)
  sayLimits([
    { what: 'one revocation, median', reached: median(times), max: 10, unit: 'ms' },
    { what: 'seen in OCSP, slowest', reached: Math.max(...inOcsp), max: 1, unit: 's' },
    { what: 'seen on the CRL, slowest', reached: Math.max(...inCrl), max: 60, unit: 's' },
  ])

  /** Seconds from the start of a revocation until it is on the CRL. */
  async function untilListed(serial: Buffer): Promise<number> {
    const begun = performance.now()
    await revoker.revoke(serial)
    let known = ''
    for (;;) {
      const response = await fetch(
        `http://127.0.0.1:${String(service.ocspPort)}/crl/${issuer}.crl`,
        { headers: { 'accept-encoding': 'identity', 'if-none-match': known } },
      )
      const crl = Buffer.from(await response.arrayBuffer())
      if (response.ok) known = response.headers.get('etag') ?? ''
      const seconds = (performance.now() - begun) / 1000
      if (crl.includes(serial)) return seconds
      if (seconds > 180) throw new Error('revocation is on no CRL')
      await sleep(100)
    }
  }
} finally {
  await service.stop()
}
