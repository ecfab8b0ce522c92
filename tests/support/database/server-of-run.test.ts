import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, it } from 'node:test'
import { text } from 'node:stream/consumers'
import { noServer, serverOfRun, startServer } from './postgres.ts'

const urlOf = (relative: string): string => new URL(relative, import.meta.url).href

const requestsTwice = `
import { readFileSync } from 'node:fs'
import { it } from 'node:test'
import { forEachDatabase } from '${urlOf('postgres.ts')}'
forEachDatabase('a suite', ({ db }) => {
  const ask = () => db.read((tx) => tx.selectNoFrom((of) => of.val(1).as('one')).execute())
  it('asks', ask)
  it('asks again', async () => {
    const { KILLED: directory } = process.env
    if (directory !== undefined)
      process.kill(Number(readFileSync(directory + '/data/postmaster.pid', 'utf8').split('\\n')[0]), 'SIGQUIT')
    await ask()
    await new Promise((resolve) => setTimeout(resolve, 500))
    await ask()
  })
})`

describe(
  'a test file in a run that has lost its PostgreSQL server',
  { skip: noServer() ?? false },
  () => {
    it('starts a server of its own, and says so', async () => {
      const gone = await startServer()
      await gone.stop()
      const { code, said } = await runFile({ [serverOfRun]: gone.socketDirectory })
      assert.equal(code, 0, said)
      assert.match(said, /is gone: this file starts its own/)
      assert.match(said, /asks again/)
    })

    it('fails within ten seconds, and says why, when the server is lost half-way', async () => {
      const server = await startServer()
      try {
        const begun = performance.now()
        const { code, said } = await runFile({
          [serverOfRun]: server.socketDirectory,
          KILLED: server.socketDirectory,
        })
        assert.equal(code, 1)
        assert.match(said, /asks again[^]*(connection|ECONN|ENOENT)/)
        assert.ok(performance.now() - begun < 10_000, said)
      } finally {
        await server.stop()
      }
    })
  },
)

/** A file of two tests in a separate run. */
async function runFile(env: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(path.join(tmpdir(), 'lost-server-'))
  const file = path.join(folder, 'lost.test.mjs')
  await writeFile(file, requestsTwice)
  const { NODE_TEST_CONTEXT: _ofThisRun, ...inherited } = process.env
  const guard = urlOf('../../../tools/set-up/end-of-file.mjs')
  const run = spawn(process.execPath, ['--test', `--import=${guard}`, file], {
    ...{ env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'inherit'] },
    ...{ timeout: 120_000, killSignal: 'SIGKILL' },
  })
  try {
    const [said] = await Promise.all([text(run.stdout), once(run, 'exit')])
    return { said, code: run.exitCode }
  } finally {
    await rm(folder, { recursive: true })
  }
}
