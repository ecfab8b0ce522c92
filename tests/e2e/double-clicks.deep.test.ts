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
    /\bcheckPages\(/.test(readFileSync(join(import.meta.dirname, file), 'utf8')),
)

/** The pages that every test looks at: each of their buttons is double-clicked once. */
describe('a double click on each button of every page', { skip: noBrowser() }, () => {
  for (const file of sweeps)
    it(`does one thing in ${file}`, async (t) => {
      const { NODE_TEST_CONTEXT: _, ...inherited } = process.env
      const run = spawn(
        process.execPath,
        [
          '--test',
          '--test-reporter=spec',
          '--test-name-pattern=a double click on each button does one thing',
          join(import.meta.dirname, file),
        ],
        { env: { ...inherited, DOUBLE_CLICKS: '1' }, stdio: ['ignore', 'pipe', 'inherit'] },
      )
      const [report] = await Promise.all([text(run.stdout), once(run, 'exit')])
      assert.equal(run.exitCode, 0, report)
      const pressed = [...report.matchAll(/(\d+) buttons, (\d+) gone, opened/g)]
      const count = (group: number) => pressed.reduce((sum, found) => sum + Number(found[group]), 0)
      t.diagnostic(`${String(pressed.length)} pages, ${String(count(1))} buttons`)
      const closed = [...report.matchAll(/gone, closed/g)].length
      assert.ok(count(1) > count(2) && pressed.length > closed, 'most buttons could be pressed')
    })
})
