import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { it } from 'node:test'
import { minute } from '@sotevarmenne/kernel/instant'

const root = path.resolve(import.meta.dirname, '../..')

/** The promise of the README, without what the machine has cached of npm's packages counting as installed. */
it('a new machine needs less than five minutes from the clone to a log-in and a signature with a new card', async (test) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'from-nothing-'))
  test.after(() => rm(folder, { recursive: true, force: true }))
  const begin = performance.now()
  assert.equal(spawnSync('git', ['clone', '--quiet', root, folder]).status, 0)
  const run = spawn('npm', ['run', 'scenario'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 15 * minute,
  })
  const ended = once(run, 'exit')
  let signedAfter: number | undefined
  const lines: string[] = []
  for await (const line of createInterface({ input: run.stdout })) {
    lines.push(line)
    if (/signs a prescription .*\d s$/.test(line)) signedAfter = performance.now() - begin
  }
  const [code] = (await ended) as [number | null]
  assert.equal(code, 0, lines.slice(-20).join('\n'))
  assert.ok(signedAfter !== undefined, 'nobody signed')
  test.diagnostic(`${String(Math.round(signedAfter / 1000))} s`)
  assert.ok(signedAfter < 5 * minute, `${String(Math.round(signedAfter / 1000))} s`)
})
