import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { it } from 'node:test'
import { limitTimeOfFiles } from './time-limit.mjs'

const standing = `import { spawn } from 'node:child_process'
spawn('sleep', ['3600'], { stdio: 'inherit' })
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)`

const setUp = `import { spawn } from 'node:child_process'
let server
export const globalSetup = () => { server = spawn('sleep', ['3600']) }
export const globalTeardown = () => { process.exitCode = server.signalCode === null ? 0 : 3; server.kill() }`

const short = `import { setTimeout } from 'node:timers/promises'
await setTimeout(1000)`

it('a file with a blocked main thread is ended with everything it started, and named', async () => {
  const { code, said, folder } = await limited({ 'standing.test.mjs': standing })
  assert.equal(code, 1)
  assert.deepEqual(said, [
    `\nStands still, ended after 2 s: ${path.join(folder, 'standing.test.mjs')}`,
  ])
})

it('the server of a whole run is not ended, however long the run takes', async () => {
  const { code, said } = await limited(
    { 'a.test.mjs': short, 'b.test.mjs': short, 'c.test.mjs': short, 'd.test.mjs': short },
    setUp,
  )
  assert.deepEqual(said, [])
  assert.equal(code, 0)
})

/** A run of the files, one after another, each limited to two seconds. */
async function limited(files, globalSetup) {
  const folder = await mkdtemp(path.join(tmpdir(), 'time-limit-'))
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text)
  const setUpFile = path.join(folder, 'set-up.mjs')
  if (globalSetup !== undefined) await writeFile(setUpFile, globalSetup)
  const { NODE_TEST_CONTEXT: _ofThisRun, ...environment } = process.env
  const run = spawn(
    process.execPath,
    [
      ...[
        '--test',
        `--test-timeout=${globalSetup === undefined ? 1000 : 1000000}`,
        '--test-concurrency=1',
      ],
      ...(globalSetup === undefined ? [] : [`--test-global-setup=${setUpFile}`]),
      ...Object.keys(files).map((name) => path.join(folder, name)),
    ],
    { env: environment, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const said = []
  const stopWatching = limitTimeOfFiles(run.pid, { seconds: 2, say: (words) => said.push(words) })
  try {
    run.stdout.resume()
    // Also waits for the end of the output of the file's own program.
    const [code] = await once(run, 'close')
    return { code, said, folder }
  } finally {
    stopWatching()
    run.kill('SIGKILL')
    await rm(folder, { recursive: true })
  }
}
