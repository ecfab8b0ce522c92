import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { text } from 'node:stream/consumers'
import { groupFiles } from './shared-process.mjs'

describe('test files', () => {
  let root
  before(() => {
    root = mkdtempSync(path.join(tmpdir(), 'shared-process-'))
    for (const folder of ['apps/portal', 'apps/signer', 'libs', 'tests'])
      mkdirSync(path.join(root, folder), { recursive: true })
  })
  after(() => rmSync(root, { recursive: true }))

  it('share processes, but for those that change their process or measure it', () => {
    write('apps/portal/rule.test.mjs', `it('holds', () => undefined)`)
    write('apps/signer/key.test.mjs', `import '@sotevarmenne/tests/ca/soft-hsm'`)
    write('apps/signer/rule.test.mjs', '')
    write('apps/portal/timers.test.mjs', `test.mock.timers.enable()`)
    write('libs/variable.test.mjs', `process.env.TZ = 'UTC'`)
    write('libs/skipped.test.mjs', `const skip = process.env['CI'] !== 'true'`)
    write('tests/browser.test.mjs', `openBrowser()`)
    const files = [
      'apps/portal/rule',
      'apps/portal/timers',
      'apps/signer/key',
      'apps/signer/rule',
      'libs/skipped',
      'libs/variable',
      'tests/browser',
    ]
    const run = group(files)
    const isGroup = (_, place) => [0, 2, 4].includes(place)
    assert.deepEqual(
      run.filter((...one) => !isGroup(...one)),
      [
        'apps/portal/timers.test.mjs',
        'apps/signer/key.test.mjs',
        'libs/variable.test.mjs',
        'tests/browser.test.mjs',
      ],
    )
    assert.deepEqual(run.filter(isGroup).map(filesIn), [
      ['apps/portal/rule.test.mjs'],
      ['apps/signer/rule.test.mjs'],
      ['libs/skipped.test.mjs'],
    ])
  })

  it('are in groups of at most sixty, in which a file with a database counts as four', () => {
    const names = Array.from({ length: 400 }, (_, place) => `libs/${String(place)}`)
    for (const [place, name] of names.entries())
      write(`${name}.test.mjs`, place < 100 ? `forEachDatabase('x')` : '')
    assert.deepEqual(
      group(names).map((written) => filesIn(written).length),
      [...Array.from({ length: 6 }, () => 15), 30, 60, 60, 60, 60, 40],
    )
  })

  it('run one after the other, each with its own hooks, and a fault of one is no fault of the next', async () => {
    const test = `import { beforeEach, it } from 'node:test'`
    write(
      'libs/a.test.mjs',
      `${test}\nbeforeEach(() => console.log('hook of a'))\nit('is a', () => undefined)`,
    )
    write(
      'libs/b.test.mjs',
      `${test}\nit('is b', () => { globalThis.process.env.LEFT_BEHIND = '1' })`,
    )
    write('libs/c.test.mjs', `${test}\nthrow new Error('c cannot be loaded')`)
    write(
      'libs/d.test.mjs',
      `import { createServer } from 'node:net'\n${test}\nit('is d', () => createServer().listen(0))`,
    )
    write('libs/e.test.mjs', `${test}\nit('is e', () => undefined)`)
    const file = path.join(root, 'group.test.mjs')
    const inTurn = new URL('run-in-turn.mjs', import.meta.url).href
    const files = ['a', 'b', 'c', 'd', 'e'].map((name) => `libs/${name}.test.mjs`)
    writeFileSync(
      file,
      `import { runInTurn } from '${inTurn}'\nrunInTurn(${JSON.stringify(files)}, ${JSON.stringify({ root })})`,
    )
    const { said, code } = await run(file)
    assert.equal(code, 1, said)
    const [outcomes = ''] = said.split('failing tests:')
    assert.deepEqual(
      outcomes.match(/(?<=^[✔✖] )libs\/\w/gm),
      files.map((name) => name.slice(0, 6)),
    )
    assert.deepEqual(outcomes.match(/(?<=^✖ )libs\/\w/gm), ['libs/b', 'libs/c'])
    assert.equal(said.match(/hook of a/g)?.length, 1, said)
    assert.match(said, /libs\/b\.test\.mjs leaves its process changed[^]*LEFT_BEHIND/)
    assert.match(said, /c cannot be loaded/)
    assert.match(said, /✔ is e/)
    assert.match(
      said,
      /does not end: .*\nOpen at the end of libs\/d\.test\.mjs \(TCPServerWrap\)\n/,
    )
  })

  const write = (file, source) => writeFileSync(path.join(root, file), source)
  const group = (names) =>
    groupFiles(
      names.map((name) => `${name}.test.mjs`),
      { root, folder: root },
    )
  const filesIn = (written) => readFileSync(written, 'utf8').match(/[\w/]+\.test\.mjs(?=")/g) ?? []
})

async function run(file) {
  const { NODE_TEST_CONTEXT: _ofThisRun, TEST_TIMES: _times, ...env } = process.env
  const guard = new URL('end-of-file.mjs', import.meta.url).href
  const child = spawn(
    process.execPath,
    ['--test', '--test-reporter=spec', `--import=${guard}`, file],
    { env, stdio: ['ignore', 'pipe', 'inherit'], timeout: 60_000, killSignal: 'SIGKILL' },
  )
  const [said] = await Promise.all([
    text(child.stdout),
    new Promise((resolve) => child.on('exit', resolve)),
  ])
  return { said, code: child.exitCode }
}
