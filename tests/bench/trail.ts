import { spawn } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { aTrail, anAudit, checkpointKey } from '../../apps/server/src/audit/testing.ts'
import { aPermit } from '../support/permit.ts'
import { openTestDatabase } from '../support/postgres.ts'

/**
 * How long an auditor waits for the verdict on an export of the trail: whole, and with one entry altered, removed or two
 * swapped. `node tests/bench/trail.ts [entries]`
 */
const [, , asked = '1000000'] = process.argv
const entries = Number(asked)
const [place, other] = [Math.floor(entries * 0.65), Math.floor(entries * 0.12)]
const folder = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-trail-'))
const [key, whole, damaged] = ['checkpoint.spki', 'trail.ndjson', 'damaged.ndjson'].map((name) =>
  path.join(folder, name),
) as [string, string, string]
const say = (words: string): void => {
  process.stdout.write(`${words}\n`)
}

try {
  await writeFile(key, checkpointKey)
  await exportTrail()
  await verify('whole', whole, 0)
  const [here, there] = [await lineAt(place), await lineAt(other)]
  const damages = {
    'one altered': new Map([[place, here.replace('"reason":"', '"reason":"not ')]]),
    'one removed': new Map([[place, '']]),
    'two swapped': new Map([
      [place, there],
      [other, here],
    ]),
  }
  for (const [what, changes] of Object.entries(damages)) {
    await damage(changes)
    await verify(what, damaged, 1)
  }
  say(`load ${loadavg()[0]?.toFixed(1) ?? ''}`)
} finally {
  await rm(folder, { recursive: true })
}

async function exportTrail(): Promise<void> {
  const { db, close } = await openTestDatabase('PostgreSQL')
  try {
    const audit = anAudit(db)
    await aTrail(db, audit, { entries, perHead: 2000 })
    const begun = performance.now()
    const exported = await audit.exportTrail(aPermit('audit.exportTrail'), { after: 0 })
    if (!exported.ok) throw new Error('the trail was not exported')
    await pipeline(Readable.from(exported.value), createWriteStream(whole))
    say(`${asked} entries exported in ${seconds(begun)}`)
  } finally {
    await close()
  }
}

/** Runs the command as an auditor would, and says how long it took and what it found: 0 when all holds, 1 when not. */
async function verify(what: string, exported: string, expected: 0 | 1): Promise<void> {
  const begun = performance.now()
  const verifier = spawn(
    process.execPath,
    ['apps/verifier/src/verify-trail.ts', '--key', key, exported],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let said = ''
  verifier.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
  const code = await new Promise<unknown>((resolve) => verifier.once('close', resolve))
  say(`${what}: ${seconds(begun)}; ${said.trim().replaceAll('\n', '; ')}`)
  if (code !== expected) throw new Error(`${what}: exit code ${String(code)}`)
}

async function lineAt(position: number): Promise<string> {
  for await (const line of linesOf(whole)) if (positionOf(line) === position) return line
  throw new Error(`no entry ${String(position)}`)
}

/** Writes the export with some lines replaced; one that becomes empty is left out. */
async function damage(changes: ReadonlyMap<number, string>): Promise<void> {
  await pipeline(async function* () {
    for await (const line of linesOf(whole)) {
      const changed = changes.get(positionOf(line))
      if (changed === line) throw new Error(`entry ${String(positionOf(line))} stays as it was`)
      if (changed !== '') yield `${changed ?? line}\n`
    }
  }, createWriteStream(damaged))
}

function linesOf(file: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(file) })
}

function positionOf(line: string): number {
  return Number(/^\{"position":(\d+),/.exec(line)?.[1])
}

function seconds(begun: number): string {
  return `${((performance.now() - begun) / 1000).toFixed(1)} s`
}
