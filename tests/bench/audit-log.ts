import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { anAuditLog, anAudit, checkpointKey } from '../../apps/server/src/audit/testing.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import { damageFile, lineAt, verifyFile } from '@sotevarmenne/tests/audit-log/file'
import { sayLimits, type Limit } from './limits.ts'

/**
 * How long the verification of an audit log export takes: whole, and with one entry altered, removed or two
 * swapped.
 * `node tests/bench/audit-log.ts [entries]`
 */
const [, , requested = '1000000'] = process.argv
const entries = Number(requested)
const [place, other] = [Math.floor(entries * 0.65), Math.floor(entries * 0.12)]
const folder = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-audit-log-'))
const [key, whole, damaged] = ['checkpoint.spki', 'audit-log.ndjson', 'damaged.ndjson'].map(
  (name) => path.join(folder, name),
) as [string, string, string]
const limits: Limit[] = []
const say = (words: string): void => {
  process.stdout.write(`${words}\n`)
}

try {
  await writeFile(key, checkpointKey)
  await exportAuditLog()
  await verify('whole', whole, 0)
  const [here, there] = [await lineAt(whole, place), await lineAt(whole, other)]
  const damages = {
    'one altered': new Map([[place, here.replace('"reason":"', '"reason":"not ')]]),
    'one removed': new Map([[place, '']]),
    'two swapped': new Map([
      [place, there],
      [other, here],
    ]),
  }
  for (const [what, changes] of Object.entries(damages)) {
    await damageFile(whole, damaged, changes)
    await verify(what, damaged, 1)
  }
  say(`load ${loadavg()[0]?.toFixed(1) ?? ''}`)
  sayLimits(limits)
} finally {
  await rm(folder, { recursive: true })
}

async function exportAuditLog(): Promise<void> {
  const { db, close } = await openTestDatabase('PostgreSQL')
  try {
    const audit = anAudit(db)
    await anAuditLog(db, audit, { entries, perCheckpoint: 2000 })
    const begun = performance.now()
    const exported = await audit.exportAuditLog(aPermit('audit.exportAuditLog'), { after: 0 })
    if (!exported.ok) throw new Error('audit log export failed')
    await pipeline(Readable.from(exported.value), createWriteStream(whole))
    say(`${requested} entries exported in ${seconds(begun)}`)
  } finally {
    await close()
  }
}

/** Prints how long the command took and its result: 0 when all is valid, 1 when not. */
async function verify(what: string, exported: string, expected: 0 | 1): Promise<void> {
  const begun = performance.now()
  const { code, said } = await verifyFile(exported, key)
  const took = (performance.now() - begun) / 1000
  limits.push({
    what: `the result of verifying ${requested} entries, ${what}`,
    reached: took,
    max: 60,
    unit: 's',
  })
  say(`${what}: ${seconds(begun)}; ${said.trim().replaceAll('\n', '; ')}`)
  if (code !== expected) throw new Error(`${what}: exit code ${String(code)}`)
}

function seconds(begun: number): string {
  return `${((performance.now() - begun) / 1000).toFixed(1)} s`
}
