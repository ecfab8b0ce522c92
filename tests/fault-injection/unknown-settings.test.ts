import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { processes } from '../../apps/server/src/entry/processes.ts'

const programs = [
  ...['all', ...processes].map((name) => [name, `server/src/entry/${name}.ts`]),
  ['signer', 'signer/src/start.ts'],
  ['cli', 'server/src/entry/cli.ts', 'jobs', 'dead'],
  ['cli ceremony', 'server/src/entry/cli.ts', 'ceremony', 'renew-checkpoint-key'],
  ['reader', 'reader/src/start.ts'],
  ['station', 'station/src/start.ts'],
  ['sandbox', 'sandbox/src/start.ts'],
] as const

describe('an unknown setting', { concurrency: 2 }, () => {
  let data = ''
  before(async () => {
    data = await mkdtemp(path.join(tmpdir(), 'unknown-settings-'))
  })
  after(async () => {
    await rm(data, { recursive: true })
  })

  for (const [name = '', file = '', ...words] of programs)
    it(`stops ${name} before it has written anything`, async () => {
      const { code, said } = await run(path.resolve('apps', file), words)
      assert.equal(code, 1, said)
      assert.match(
        said,
        /unknown setting SOTEVARMENNE_DATABASE_URI; did you mean SOTEVARMENNE_DATABASE_URL\?/,
      )
      assert.deepEqual(await readdir(data), [])
    })

  const run = (file: string, words: readonly string[]) =>
    new Promise<{ readonly code: unknown; readonly said: string }>((resolve) => {
      execFile(
        process.execPath,
        [file, ...words],
        {
          env: {
            ...process.env,
            SOTEVARMENNE_DATA: data,
            SOTEVARMENNE_DATABASE_URI: 'postgresql://localhost',
          },
          timeout: 60_000,
        },
        (fault, _, said) => {
          resolve({ code: fault?.code ?? 0, said })
        },
      )
    })
})
