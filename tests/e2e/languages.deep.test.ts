import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'

const sweeps = readdirSync(import.meta.dirname).filter(
  (file) =>
    /(?<!\.deep)\.test\.ts$/.test(file) &&
    /sweptLanguages|\bcheckPages\(/.test(readFileSync(join(import.meta.dirname, file), 'utf8')),
)

/**
 * The checks that every test makes in Finnish; in Swedish, with the longest words, they examine each page
 * closely.
 */
describe('every page in Swedish and English', { concurrency: 2, skip: noBrowser() }, () => {
  for (const file of sweeps)
    it(`has no fault in ${file}`, async () => {
      const { NODE_TEST_CONTEXT: _, ...inherited } = process.env
      const run = spawn(
        process.execPath,
        [
          '--test',
          '--test-reporter=spec',
          String.raw`--test-name-pattern=\bin (sv|en)\b`,
          join(import.meta.dirname, file),
        ],
        {
          env: { ...inherited, PAGES_IN: 'sv,en', PAGES_CLOSELY: 'sv' },
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      )
      const [report] = await Promise.all([text(run.stdout), once(run, 'exit')])
      assert.equal(run.exitCode, 0, report)
      const passed = Number(/pass (\d+)/.exec(report)?.[1])
      assert.ok(passed >= 2, 'it looked at pages')
    })
})
