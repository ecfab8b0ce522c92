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

it('a file with a blocked main thread is ended with everything it started, and named', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'time-limit-'))
  const file = path.join(folder, 'standing.test.mjs')
  await writeFile(file, standing)
  const { NODE_TEST_CONTEXT: _ofThisRun, ...environment } = process.env
  const run = spawn(process.execPath, ['--test', '--test-timeout=1000', file], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = []
  const stopWatching = limitTimeOfFiles(run.pid, { seconds: 2, say: (words) => said.push(words) })
  try {
    run.stdout.resume()
    // Also waits for the end of the output of the file's own program.
    const [code] = await once(run, 'close')
    assert.equal(code, 1)
    assert.deepEqual(said, [`\nStands still, ended after 2 s: ${file}`])
  } finally {
    stopWatching()
    run.kill('SIGKILL')
    await rm(folder, { recursive: true })
  }
})
