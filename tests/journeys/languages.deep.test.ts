import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { noBrowser } from '../support/browser.ts'

const folder = import.meta.dirname
const sweeps = readdirSync(folder).filter(
  (file) =>
    file.endsWith('.test.ts') &&
    file !== 'languages.deep.test.ts' &&
    readFileSync(join(folder, file), 'utf8').includes('sweptLanguages'),
)

/** The same sweeps as with every test, which look at the pages in Finnish. */
describe('every page in Swedish and English', { skip: noBrowser() }, () => {
  for (const file of sweeps)
    it(`has no fault in ${file}`, async () => {
      const { NODE_TEST_CONTEXT: _, ...environment } = process.env
      const run = spawn(
        process.execPath,
        [
          '--test',
          '--test-reporter=spec',
          '--test-name-pattern=\\bin (sv|en)\\b',
          join(folder, file),
        ],
        {
          env: { ...environment, PAGES_IN: 'sv,en' },
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      )
      const [report] = await Promise.all([text(run.stdout), once(run, 'exit')])
      assert.equal(run.exitCode, 0, report)
      const passed = Number(/pass (\d+)/.exec(report)?.[1])
      assert.ok(passed >= 2, 'it looked at pages')
    })
})
