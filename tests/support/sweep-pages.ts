import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { noBrowser } from './browser.ts'

const folder = join(import.meta.dirname, '../journeys')

/** Looks at the pages of every journey file that sweeps over languages, in these, with settings of its own. */
export function sweepPages(
  name: string,
  {
    languages,
    environment = {},
  }: {
    readonly languages: readonly string[]
    readonly environment?: Readonly<Record<string, string>>
  },
): void {
  const sweeps = readdirSync(folder).filter(
    (file) =>
      /(?<!\.deep)\.test\.ts$/.test(file) &&
      readFileSync(join(folder, file), 'utf8').includes('sweptLanguages'),
  )
  describe(name, { skip: noBrowser() }, () => {
    for (const file of sweeps)
      it(`has no fault in ${file}`, async () => {
        const { NODE_TEST_CONTEXT: _, ...inherited } = process.env
        const run = spawn(
          process.execPath,
          [
            '--test',
            '--test-reporter=spec',
            `--test-name-pattern=\\bin (${languages.join('|')})\\b`,
            join(folder, file),
          ],
          {
            env: { ...inherited, ...environment, PAGES_IN: languages.join(',') },
            stdio: ['ignore', 'pipe', 'inherit'],
          },
        )
        const [report] = await Promise.all([text(run.stdout), once(run, 'exit')])
        assert.equal(run.exitCode, 0, report)
        const passed = Number(/pass (\d+)/.exec(report)?.[1])
        assert.ok(passed >= 2, 'it looked at pages')
      })
  })
}
