import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import {
  createSignerClient,
  readAuthorities,
  readIssuers,
} from '../../apps/server/src/authority/index.ts'
import type { SerialNumber } from '../../apps/server/src/certificates/contract.ts'
import { createPostgresDb } from '../../apps/server/src/platform/db.ts'
import { createRevocations } from '../../apps/server/src/revocation/index.ts'
import { appendRevocations } from '../../apps/server/src/revocation/store.ts'
import { createLists } from '../../apps/server/src/status/lists/create-lists.ts'
import { aPermit } from '../support/permit.ts'
import { memoryOf, processorSeconds } from './ocsp-load.ts'
import { startBenchService } from './service.ts'

/**
 * A full list, from the rows of PostgreSQL through the signer (a process of its own, P-384) to the file, beside what one
 * more revocation costs then. Figures are those of a status node that does nothing else.
 * `node --expose-gc tests/bench/lists.ts [entries] [rounds]`
 */
const [, , entries = '1000000', rounds = '3'] = process.argv
const say = (words: string): void => {
  process.stdout.write(`${words}\n`)
}

const service = await startBenchService()
const db = createPostgresDb({ url: service.databaseUrl })
const folder = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-bench-lists-'))
const signer = createSignerClient({ socketFolder: path.join(service.data, 'run') })
try {
  const statusUrl = `http://localhost:${String(service.statusPort)}`
  const issuers = await readIssuers(
    path.join(service.data, 'authority'),
    readAuthorities({ statusUrl }),
  )
  const issuer = issuers.current('professional', 'ecc')
  const clock = { now: () => instant(Date.now()) }
  const record = () => Promise.resolve()
  const revocations = createRevocations({
    certificates: { findCertificate: () => Promise.resolve(undefined) },
    record,
    clock,
  })

  const filled = performance.now()
  for (let done = 0; done < Number(entries); done += 10_000) await revoke(10_000)
  say(`${entries} rows in ${seconds(filled)} s`)

  // The signer takes no list from the future; each has to be half a minute after the one before.
  let forward = -3_600_000
  const faults: unknown[] = []
  const lists = createLists({
    ...{ db, record, revocations, signer, folder: path.join(folder, 'lists') },
    clock: { now: () => plus(clock.now(), forward) },
    issuers: { all: [issuer], find: () => issuer },
    permit: () => aPermit('status.publishList'),
    countIssued: () => Promise.resolve(Number(entries)),
    limits: () => ({ number: Infinity, share: Infinity, windowMinutes: 60 }),
    onFault: (fault) => faults.push(fault),
  })
  global.gc?.()
  const idle = process.memoryUsage().rss
  // Forgets the signer's highest memory so far: opening keys takes more than lists do.
  await writeFile(`/proc/${String(service.pids()['signer'])}/clear_refs`, '5')
  const signerIdle = memoryOf(service.pids()['signer'] ?? 0).now
  for (let round = 0; round < Number(rounds); round += 1) {
    forward += 31_000
    await revoke(1)
    let peak = 0
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss)
    }, 5)
    const pid = service.pids()['signer'] ?? 0
    const [own, theirs] = [process.cpuUsage(), processorSeconds([pid])]
    const begun = performance.now()
    await lists.refresh()
    const took = seconds(begun)
    const { user, system } = process.cpuUsage(own)
    const busy = `processor ${((user + system) / 1e6).toFixed(2)} s here, ${(processorSeconds([pid]) - theirs).toFixed(2)} s signer`
    clearInterval(watch)
    if (faults.length > 0) throw faults[0]
    const file = lists.find(issuer.id, undefined)
    // Its compressed forms are made behind it: they are not to stand in the way of the next one.
    while (lists.find(issuer.id, undefined)?.br === undefined) await sleep(100)
    say(
      `list ${String(file?.number)} of ${String(file?.entries)} entries, ${String(file?.plain.length)} octets: ${took} s; ${busy}; ` +
        `memory ${megabytes(idle)} + ${megabytes(peak - idle)} MB; signer ${String(signerIdle)} + ` +
        `${String(memoryOf(service.pids()['signer'] ?? 0).most - signerIdle)} MB; load ${loadavg()[0]?.toFixed(1) ?? ''}`,
    )
  }

  const times: number[] = []
  for (let count = 0; count < 200; count += 1) {
    const begun = performance.now()
    await revoke(1)
    times.push(performance.now() - begun)
  }
  times.sort((one, other) => one - other)
  say(
    `one more revocation: ${String(times[100]?.toFixed(1))} ms, p99 ${String(times[197]?.toFixed(1))} ms`,
  )
  await lists.close()

  async function revoke(count: number): Promise<void> {
    const now = clock.now()
    // Before every list, however far its clock is behind, and before what the brake counts together.
    const longAgo = plus(now, -2 * 3_600_000)
    const added = Array.from({ length: count }, () => ({
      ...({
        issuer: issuer.id,
        reason: 'keyCompromise',
        cause: 'card-lost',
        shard: undefined,
      } as const),
      serial: `40${randomBytes(16).toString('hex')}` as SerialNumber,
      revokedAt: longAgo,
      notAfter: plus(now, 365 * day),
    }))
    await db.write(async (tx) => ok(await appendRevocations(tx, added, longAgo)), {
      isolation: 'read committed',
    })
  }
} finally {
  signer.close()
  await db.close()
  await service.stop()
  await rm(folder, { recursive: true, force: true })
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(2)
}

function megabytes(octets: number): string {
  return (octets / 1e6).toFixed(0)
}
