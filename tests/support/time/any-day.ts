import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, it } from 'node:test'

const root = path.resolve(import.meta.dirname, '../../..')

/** Moments with a high risk of wrong day counts; all differ from the machine's clock. */
const moments = {
  'on Christmas Eve': '2026-12-24T10:00:00Z',
  'at 23:59 on New Year’s Eve': '2026-12-31T21:59:00Z',
  'at 00:01 on New Year’s Day': '2026-12-31T22:01:00Z',
  'a minute before summer time begins': '2027-03-28T00:59:00Z',
  'in the hour that comes twice as summer time ends': '2027-10-31T00:30:00Z',
  'at 00:01 on 29 February': '2028-02-28T22:01:00Z',
  'at 23:59 on 29 February': '2028-02-29T21:59:00Z',
  'on Midsummer Eve': '2028-06-22T12:00:00Z',
  'on Easter Sunday': '2029-04-01T06:00:00Z',
  'in Christmas week': '2030-12-27T14:00:00Z',
  'a minute after summer time has ended': '2031-10-26T01:01:00Z',
  'six years on, late in the evening of 29 February': '2032-02-29T20:30:00Z',
} as const

/** Where days and hours change most, for the deep form. */
export const fourMoments = [
  'at 00:01 on New Year’s Day',
  'a minute before summer time begins',
  'in the hour that comes twice as summer time ends',
  'at 23:59 on 29 February',
] as const satisfies readonly (keyof typeof moments)[]

/** Run at each moment: these suites count days from now themselves. */
const suitesAtRisk = [
  'apps/server/src/pki/issuance/enrolment.test.ts',
  'apps/server/src/support/idp-lookup/look-up-person.test.ts',
]

/** Signs that a file reads the machine's clock: directly, in programs of ours, or in a browser. */
const clockReading =
  /\bDate\.now\b|new Date\(\)|\b(system|real)Clock\b|open(Browser|PageViewer)\(|chromium\.launch|tools\/set-up\/start\.mjs/

const sources = globSync('{apps,libs,tests,tools}/**/*.{ts,tsx,mjs}', {
  cwd: root,
  exclude: (name) => name === 'node_modules' || name === 'dist',
}).sort()
const isTest = (file: string): boolean => /\.test\.(ts|tsx|mjs)$/.test(file)
/** Test files only: the code under test gets its clock from them. */
const isOfTests = (file: string): boolean =>
  isTest(file) || /^tests\/|\/testing\.ts$|\/testing\//.test(file)

/** Not the deep and long tests, which take too long for each moment; except those of pages. */
const suites = sources.filter(
  (file) =>
    isTest(file) &&
    (!/\.(deep|long)\.test\./.test(file) || file.endsWith('-pages.deep.test.ts')) &&
    readsClock(file, new Set()),
)

/** Runs the suites that read a clock, those that are wanted, each at one of the moments; those most at risk at each. */
export function testAtMoments(
  title: string,
  isWanted: (file: string) => boolean,
  at: readonly (keyof typeof moments)[] = Object.keys(moments) as (keyof typeof moments)[],
): void {
  const wanted = suites.filter(isWanted)
  describe(title, { skip: noFakeTime() }, () => {
    it('includes the suites most at risk', () => {
      for (const suite of suitesAtRisk) assert.ok(wanted.includes(suite), suite)
      // At least one at each moment, or a moment would pass with nothing run.
      assert.ok(wanted.length >= at.length, `${String(wanted.length)} wanted suites read a clock`)
    })

    for (const [place, when] of at.entries()) {
      const inTurn = wanted.filter((_, index) => index % at.length === place)
      const part = `${String(place + 1)} of ${String(at.length)} parts`
      it(`passes ${when} (${moments[when]}), ${part}`, { timeout: 30 * 60_000 }, async () => {
        const files = [...new Set([...suitesAtRisk, ...inTurn])]
        const { code, said } = await runAt(moments[when], files)
        assert.equal(code, 0, said)
      })
    }
  })
}

/**
 * In a separate run, with the moment as the current time of all its programs, browsers and PostgreSQL
 * included.
 */
async function runAt(at: string, files: readonly string[]) {
  const ahead = Math.round((Date.parse(at) - Date.now()) / 1000)
  const { NODE_TEST_CONTEXT: _ofThisRun, ...inherited } = process.env
  const run = spawn(
    process.execPath,
    [
      ...['--test', '--test-concurrency=2', '--test-reporter=dot', '--test-timeout=600000'],
      '--test-global-setup=tests/support/database/server-of-run.ts',
      '--import=./tools/set-up/end-of-file.mjs',
      '--disable-warning=ExperimentalWarning',
      // Accessibility of a page does not depend on the day.
      '--test-skip-pattern=/ has nothing wrong in /',
      // A Go program reads the time from the kernel directly: lego would renew nothing that ends years after its
      // today.
      '--test-skip-pattern=/ with certbot and lego, renewed /',
      ...files,
    ],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...inherited,
        LD_PRELOAD: library(),
        // The monotonic clock moves by as much: if it alone were unchanged, Chromium's threads would wait in vain.
        FAKETIME: `${ahead < 0 ? '' : '+'}${String(ahead)}`,
      },
    },
  )
  const [out, faults] = await Promise.all([text(run.stdout), text(run.stderr), once(run, 'exit')])
  return { code: run.exitCode, said: `${out}\n${faults}` }
}

function library(): string | undefined {
  return globSync('/usr/lib/*/faketime/libfaketimeMT.so.1')[0]
}

function noFakeTime(): string | false {
  return library() !== undefined || process.env['CI'] === 'true'
    ? false
    : 'libfaketime is not installed'
}

function readsClock(file: string, seen: Set<string>): boolean {
  if (seen.has(file)) return false
  seen.add(file)
  const source = readFileSync(path.join(root, file), 'utf8')
  if (clockReading.test(source)) return true
  return [...source.matchAll(/from '([.#][^']+|@sotevarmenne\/tests\/[^']+)'/g)]
    .map(([, imported = '']) => {
      if (imported.startsWith('#')) return path.join('apps/server/src', imported.slice(1))
      return imported.startsWith('.')
        ? path.join(path.dirname(file), imported)
        : `${imported.replace('@sotevarmenne/tests', 'tests/support')}.ts`
    })
    .some(
      (imported) =>
        isOfTests(imported) && existsSync(path.join(root, imported)) && readsClock(imported, seen),
    )
}
