import { loadavg } from 'node:os'
import { median, sayLimits } from './limits.ts'
import { measureCrls } from './measure-crls.ts'
import { openRevoker, timesOfRevoking } from './revoker.ts'
import { startBenchService } from './service.ts'
import { goodOnes, importStatuses, maxRevoked } from './statuses.ts'

/**
 * CRLs with this number of certificates, loaded by the import command, and the cost of one more revocation
 * then.
 * `node tests/bench/crls.ts [revoked certificates] [CRLs]`
 */
const [, , revoked = '1000000', rounds = '4'] = process.argv
const say = (words: string): void => {
  process.stdout.write(`${words}\n`)
}

const service = await startBenchService()
try {
  const statuses = maxRevoked(Number(revoked))
  const { seconds } = await importStatuses(service, statuses)
  say(`${revoked} revoked, imported in ${seconds.toFixed(1)} s`)
  const crls = await measureCrls(service, Number(rounds))
  for (const { entries, bytes, seconds, processor, memory } of crls)
    say(
      `CRL of ${String(entries)} entries, ${String(bytes)} bytes: ${seconds.toFixed(2)} s; processor ` +
        `${processor.node.toFixed(2)} s here, ${processor.signer.toFixed(2)} s signer, ${processor.postgres.toFixed(2)} s PostgreSQL; ` +
        `memory + ${String(memory.node)} MB here, + ${String(memory.signer)} MB signer`,
    )
  const revoker = await openRevoker(service)
  const times = await timesOfRevoking(revoker, goodOnes(statuses, 200))
  await revoker.close()
  const p99 = times[Math.floor(times.length * 0.99)] ?? 0
  say(`one more revocation: ${median(times)?.toFixed(1) ?? ''} ms, p99 ${p99.toFixed(1)} ms`)
  say(`load ${loadavg()[0]?.toFixed(1) ?? ''}`)
  // The first CRL builds the entry blocks of the import: the limits apply to those after it.
  const later = crls.slice(1)
  sayLimits([
    {
      what: 'a CRL, from the store to the file, median',
      ...{ reached: median(later.map(({ seconds }) => seconds)), max: 0.6, unit: 's' },
    },
    {
      what: 'memory for a CRL beyond idle, node and signer, median',
      reached: median(later.map(({ memory }) => memory.node + memory.signer)),
      ...{ max: 150, unit: 'MB' },
    },
    { what: 'one more revocation', reached: median(times), max: 10, unit: 'ms' },
  ])
} finally {
  await service.stop()
}
