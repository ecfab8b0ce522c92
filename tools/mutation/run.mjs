/**
 * `npm run mutate -- cards/products`: changes the rules of a module one place at a time, and runs its tests against each
 * change. A change that no test notices is printed: the test is missing, or the rule is.
 * Words: a module of the server (its `domain/`), or a path of a file or folder. `--all`: every source of the module.
 * `--sample 300 --seed 1`: so many mutants drawn by the seed, with the interval. `--minutes 20`: no new mutant after.
 */
import { spawn } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { noServer, serverOfRun, startServer } from '../../tests/support/database/postgres.ts'
import { seeded } from '../../tests/support/seeded.ts'
import { mutantsOf, mutate } from './mutants-of-source.mjs'
import { interval } from './interval.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const { values, positionals } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    sample: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '20' },
  },
  allowPositionals: true,
})
const say = (text) => process.stdout.write(`${text}\n`)
if (positionals.length === 0) {
  say('Which module? For example: npm run mutate -- cards/products')
  process.exit(2)
}

const isTest = (file) => file.endsWith('.test.ts')
const sources = positionals.flatMap(sourcesOf)
const testsOf = new Map(sources.map((file) => [file, suitesOf(file)]))

const server = noServer() === undefined ? await startServer() : undefined
const folder = mkdtempSync(path.join(tmpdir(), 'mutation-'))
const began = performance.now()
const deadline = began + Number(values.minutes) * 60_000
try {
  await checkSuites()
  const all = sources.flatMap((file) =>
    mutantsOf(readFileSync(path.join(root, file), 'utf8')).map((mutant) => ({ file, ...mutant })),
  )
  const random = seeded(Number(values.seed))
  const drawn = all
    .map((mutant) => ({ mutant, order: random() }))
    .toSorted((one, other) => one.order - other.order)
    .slice(0, Number(values.sample))
    .map(({ mutant }) => mutant)
  say(`${String(drawn.length)} of ${String(all.length)} mutants in ${String(sources.length)} files`)
  report(await tryAll(drawn), all.length)
} finally {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
}

function sourcesOf(word) {
  const inServer = path.join('apps/server/src', word)
  const given = [word, inServer].find((one) =>
    statSync(path.join(root, one), { throwIfNoEntry: false }),
  )
  if (given === undefined) {
    say(`There is no ${word}.`)
    process.exit(2)
  }
  if (given.endsWith('.ts')) return [given]
  const isModule = given === inServer && !values.all
  return globSync(isModule ? `${given}/**/domain/**/*.ts` : `${given}/**/*.ts`, { cwd: root })
    .filter(
      (file) => !isTest(file) && !/(^|\/)(testing|migrations|texts|node_modules)(\/|\.)/.test(file),
    )
    .filter((file) => !/texts?\.ts$/.test(file))
    .sort()
}

/** The suites beside the file first; then those of its module, which take longer. */
function suitesOf(file) {
  const beside = path.dirname(file)
  const module = beside.includes('/domain') ? beside.slice(0, beside.indexOf('/domain')) : beside
  const near = globSync(`${beside}/*.test.ts`, { cwd: root })
  const farther = globSync(`${module}/**/*.test.ts`, { cwd: root })
  const wanted = (suite) => !/\.(deep|long)\.test\.ts$/.test(suite)
  return [near, farther.filter((suite) => !near.includes(suite))].map((suites) =>
    suites.filter(wanted).sort(),
  )
}

/** Every suite passes without a mutant, or nothing could be told. */
async function checkSuites() {
  const suites = [...new Set([...testsOf.values()].flat(2))]
  for (const suite of suites) {
    const { passed } = await runSuites([suite], {})
    if (!passed) throw new Error(`${suite} fails without a mutant`)
  }
}

async function tryAll(mutants) {
  const results = []
  const waiting = [...mutants]
  const work = async (worker) => {
    for (let next = waiting.shift(); next && performance.now() < deadline; next = waiting.shift()) {
      const source = path.join(folder, `${String(worker)}.ts`)
      writeFileSync(source, mutate(readFileSync(path.join(root, next.file), 'utf8'), next))
      const env = {
        MUTATED_MODULE: pathToFileURL(path.join(root, next.file)).href,
        MUTATED_SOURCE: source,
      }
      let isNoticed = false
      for (const suites of testsOf.get(next.file))
        if (!isNoticed && suites.length > 0) isNoticed = !(await runSuites(suites, env)).passed
      results.push({ ...next, isNoticed })
      if (!isNoticed) say(`  ${lineOf(next)}`)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, (_, worker) => work(worker)))
  return results
}

function lineOf({ file, line, from, to }) {
  return `${file}:${String(line)}  ${from.replaceAll(/\s+/g, ' ').slice(0, 60)} → ${to}`
}

/** A suite that never ends has noticed something. */
function runSuites(suites, env) {
  const child = spawn(
    process.execPath,
    [
      '--test',
      '--test-concurrency=1',
      '--test-timeout=120000',
      `--import=${path.join(root, 'tools/mutation/replace-source.mjs')}`,
      '--disable-warning=ExperimentalWarning',
      ...suites,
    ],
    {
      cwd: root,
      stdio: 'ignore',
      timeout: 300_000,
      env: { ...process.env, ...(server && { [serverOfRun]: server.socketDirectory }), ...env },
    },
  )
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => resolve({ passed: code === 0 }))
    child.on('error', reject)
  })
}

function report(results, of) {
  if (results.length === 0) return say('No mutant was tried.')
  const noticed = results.filter(({ isNoticed }) => isNoticed).length
  const byFile = Map.groupBy(results, ({ file }) => file)
  say('')
  for (const [file, ofFile] of [...byFile].toSorted()) {
    const count = ofFile.filter(({ isNoticed }) => isNoticed).length
    say(`${file}: ${String(count)} of ${String(ofFile.length)}`)
  }
  const minutes = (performance.now() - began) / 60_000
  const [low, high] = interval(noticed, results.length)
  const percent = (part) => `${(100 * part).toFixed(1)} %`
  say(
    `\nNoticed: ${String(noticed)} of ${String(results.length)} = ${percent(noticed / results.length)}` +
      (results.length < of
        ? ` (of ${String(of)}; 95 % interval ${percent(low)} to ${percent(high)})`
        : '') +
      `, ${minutes.toFixed(1)} minutes, seed ${values.seed}`,
  )
}
