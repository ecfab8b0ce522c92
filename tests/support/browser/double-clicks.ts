import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { noBrowser } from './chromium.ts'

const folder = join(import.meta.dirname, '../../e2e')

const sweeps = readdirSync(folder).filter(
  (file) =>
    file.endsWith('.test.ts') && /\bcheckPages\(/.test(readFileSync(join(folder, file), 'utf8')),
)

/** The pages that every test looks at, or those of some files: each of their buttons is double-clicked once. */
export const testDoubleClicks = (isWanted: (file: string) => boolean = () => true): void => {
  void describe('a double click on each button of every page', { skip: noBrowser() }, () => {
    for (const file of sweeps.filter(isWanted))
      it(`does one thing in ${file}`, async (t) => {
        const { NODE_TEST_CONTEXT: _, ...inherited } = process.env
        const run = spawn(
          process.execPath,
          [
            '--test',
            '--test-reporter=spec',
            '--test-name-pattern=a double click on each button does one thing',
            join(folder, file),
          ],
          { env: { ...inherited, DOUBLE_CLICKS: '1' }, stdio: ['ignore', 'pipe', 'inherit'] },
        )
        const [report] = await Promise.all([text(run.stdout), once(run, 'exit')])
        assert.equal(run.exitCode, 0, report)
        const pressed = [...report.matchAll(/(\d+) buttons, (\d+) gone, \d+ late, opened/g)]
        const count = (group: number) =>
          pressed.reduce((sum, found) => sum + Number(found[group]), 0)
        t.diagnostic(`${String(pressed.length)} pages, ${String(count(1))} buttons`)
        const closed = [...report.matchAll(/late, closed/g)].length
        assert.ok(count(1) > count(2) && pressed.length > closed, 'most buttons could be pressed')
      })
  })
}
