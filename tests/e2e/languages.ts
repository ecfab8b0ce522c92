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
    file.endsWith('.test.ts') &&
    /\blanguagesOf\(|\bcheckPages\(/.test(readFileSync(join(import.meta.dirname, file), 'utf8')),
)

/**
 * The checks that every test makes of each page in one language, of all pages in this one. `closely`: with forced
 * colours, keyboard and the second rule engine for every page, not for a few. One language at a time: a registrar may
 * look up thirty visitors an hour.
 */
export const checkPagesIn = (
  language: 'fi' | 'sv' | 'en',
  { how }: { how?: 'closely' } = {},
): void => {
  void describe(`pages in ${language}`, { concurrency: 2, skip: noBrowser() }, () => {
    it('are of several files', () => {
      assert.ok(sweeps.length >= 5, sweeps.join())
    })
    for (const file of sweeps)
      it(`has no fault in ${file}`, async () => {
        const { NODE_TEST_CONTEXT: _, ...inherited } = process.env
        const run = spawn(
          process.execPath,
          [
            '--test',
            '--test-reporter=spec',
            `--test-name-pattern=\\bin ${language}\\b`,
            join(import.meta.dirname, file),
          ],
          {
            env: {
              ...inherited,
              ...{ PAGES_IN: language, ...(how === 'closely' && { PAGES_CLOSELY: language }) },
            },
            stdio: ['ignore', 'pipe', 'inherit'],
          },
        )
        const [report] = await Promise.all([text(run.stdout), once(run, 'exit')])
        assert.equal(run.exitCode, 0, report)
        const passed = Number(/pass (\d+)/.exec(report)?.[1])
        assert.ok(passed >= 1, 'it looked at pages')
      })
  })
}
