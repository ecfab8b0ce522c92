/**
 * `npm run mutate -- cards/products`: changes the rules of a module one place at a time, and runs its tests against each
 * change. A change that neither a test nor the type checker notices is printed: the test is missing, or the rule is.
 * Words: a module of the server (its `domain/`), or a path of a file or folder. `--all`: every source of the module.
 * `--sample 300 --seed 1`: so many mutants drawn by the seed, with the interval. `--minutes 20`: no new mutant after.
 * `--tests <pattern>`: those suites instead of the module's. `--pure`: only suites that need no process of their own.
 * `--within definePermission`: only changes in calls of that function.
 */
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { noServer, serverOfRun, startServer } from '../../tests/support/database/postgres.ts'
import { seeded } from '../../tests/support/seeded.ts'
import { importersOf, isCovered } from './coverage.mjs'
import { isQuick, sourcesOf, suitesOf } from './files-of-module.mjs'
import { startWorker } from './in-process.mjs'
import { interval } from './interval.mjs'
import { mutantsOf, mutate } from './mutants-of-source.mjs'
import { measureSuite, runSuite } from './own-process.mjs'
import { typeChecker } from './type-check.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const { values, positionals } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    pure: { type: 'boolean', default: false },
    sample: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '20' },
    tests: { type: 'string', multiple: true, default: [] },
    within: { type: 'string' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
  allowPositionals: true,
})
const say = (text) => process.stdout.write(`${text}\n`)
const typeErrorOf = typeChecker(root)
const urlOf = (file) => pathToFileURL(path.join(root, file)).href
const textOf = (file) => readFileSync(path.join(root, file), 'utf8')

const sources = positionals.flatMap((word) => sourcesOf(root, word, values.all))
if (sources.length === 0) {
  say('No such module or file. For example: npm run mutate -- cards/products')
  process.exit(2)
}

const folder = mkdtempSync(path.join(tmpdir(), 'mutation-'))
const began = performance.now()
let server
try {
  const suites = await measureAll()
  const all = sources.flatMap((file) =>
    mutantsOf(textOf(file), values.within).map((mutant) => ({ file, ...mutant })),
  )
  const drawn = drawnOf(all)
  say(`${String(drawn.length)} of ${String(all.length)} mutants in ${String(sources.length)} files`)
  report(await tryAll(drawn, suites), all.length)
} finally {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
}

function drawnOf(all) {
  const random = seeded(Number(values.seed))
  return all
    .map((mutant) => ({ mutant, order: random() }))
    .toSorted((one, other) => one.order - other.order)
    .slice(0, Number(values.sample))
    .map(({ mutant }) => mutant)
}

/** Every suite without a mutant, the quickest first: what it runs of the sources, and whether it needs its own process. */
async function measureAll() {
  const paths =
    values.tests.length === 0
      ? sources.flatMap((file) => suitesOf(root, file))
      : values.tests.flatMap((pattern) => globSync(pattern, { cwd: root })).filter(isQuick)
  const files = sources.map(urlOf)
  const measured = []
  for (const suite of new Set(paths)) {
    const one = await measureInWorker(suite, files)
    const other = one ?? (values.pure ? undefined : await measureInProcess(suite, files))
    if (other !== undefined && other.covered.length > 0) measured.push(other)
  }
  for (const { suite, seconds, isPure } of measured)
    say(`${suite}: ${seconds.toFixed(1)} s${isPure ? '' : ', in a process of its own'}`)
  return measured.toSorted(
    (one, other) => Number(other.isPure) - Number(one.isPure) || one.seconds - other.seconds,
  )
}

async function measureInWorker(suite, files) {
  const worker = startWorker()
  // A suite of one second of work may take minutes on a busy machine.
  const response = await worker.run({ kind: 'measure', suite, files }, 600)
  worker.stop()
  if (response.hasEnded || response.failure !== undefined) return undefined
  return { suite, isPure: true, ...response }
}

async function measureInProcess(suite, files) {
  const env = await environment()
  const { passed, ...measured } = await measureSuite(root, suite, { files, env })
  if (!passed) throw new Error(`${suite} fails without a mutant`)
  return { suite, isPure: false, ...measured }
}

/** For suites with a database. */
async function environment() {
  if (server === undefined && noServer() === undefined) server = await startServer()
  return server === undefined ? {} : { [serverOfRun]: server.socketDirectory }
}

async function tryAll(mutants, suites) {
  const deadline = began + Number(values.minutes) * 60_000
  const results = []
  const waiting = [...mutants]
  const work = async (number) => {
    const worker = startWorker()
    const file = path.join(folder, `${String(number)}.ts`)
    let tried = 0
    for (let next = waiting.shift(); next && performance.now() < deadline; next = waiting.shift()) {
      if (tried % 100 === 0) await checkControl(worker, next, suites)
      tried += 1
      const noticedBy = await noticing(next, { worker, suites, file })
      const isRefused =
        noticedBy === undefined &&
        typeErrorOf(next.file, mutate(textOf(next.file), next)) !== undefined
      results.push({ ...next, noticedBy, isRefused })
      if (noticedBy === undefined && !isRefused) say(`  ${lineOf(next)}`)
      if (results.length % 100 === 0) say(`${String(results.length)} tried`)
    }
    worker.stop()
  }
  await Promise.all(Array.from({ length: Number(values.workers) }, (_, number) => work(number)))
  return results
}

/** What noticed the mutant: first the suites in the worker, then those that need processes of their own. */
async function noticing(mutant, { worker, suites, file }) {
  const source = mutate(textOf(mutant.file), mutant)
  const touching = suites.filter(({ covered }) =>
    covered.some(([url, ranges]) => url === urlOf(mutant.file) && isCovered(ranges, mutant.ranAt)),
  )
  const noticed = await tryInWorker(mutant.file, { worker, source, suites: touching })
  if (noticed !== undefined) return noticed
  writeFileSync(file, source)
  const env = { MUTATED_MODULE: urlOf(mutant.file), MUTATED_SOURCE: file }
  for (const { suite, isPure } of touching)
    if (!isPure && !(await runSuite(root, suite, { ...env, ...(await environment()) })))
      return suite
  return undefined
}

async function tryInWorker(file, { worker, source, suites }) {
  const pure = suites.filter(({ isPure }) => isPure)
  if (pure.length === 0) return undefined
  const url = urlOf(file)
  const affected = importersOf(
    url,
    pure.flatMap(({ imports }) => imports),
  )
  const seconds = pure.reduce((sum, suite) => sum + suite.seconds, 0)
  const job = { kind: 'try', url, source, affected: [...affected] }
  // What never ends has noticed something.
  const response = await worker.run(
    { ...job, suites: pure.map(({ suite }) => suite) },
    30 + 20 * seconds,
  )
  return response.hasEnded ? 'the process ended' : response.noticedBy
}

/** The source as it stands must pass in the worker too, however many mutants it has run. */
async function checkControl(worker, { file }, suites) {
  const touching = suites.filter(({ covered }) => covered.some(([url]) => url === urlOf(file)))
  const noticed = await tryInWorker(file, { worker, source: textOf(file), suites: touching })
  if (noticed !== undefined) throw new Error(`${noticed} fails without a mutant of ${file}`)
}

function lineOf({ file, line, from, to }) {
  return `${file}:${String(line)}  ${from.replaceAll(/\s+/g, ' ').slice(0, 60)} → ${to}`
}

function report(results, of) {
  if (results.length === 0) return say('No mutant was tried.')
  const isNoticed = ({ noticedBy, isRefused }) => noticedBy !== undefined || isRefused
  const noticed = results.filter(isNoticed).length
  const byTypes = results.filter(({ isRefused }) => isRefused).length
  const byFile = Map.groupBy(results, ({ file }) => file)
  say('')
  for (const [file, ofFile] of [...byFile].toSorted())
    say(`${file}: ${String(ofFile.filter(isNoticed).length)} of ${String(ofFile.length)}`)
  const minutes = (performance.now() - began) / 60_000
  const [low, high] = interval(noticed, results.length)
  const percent = (part) => `${(100 * part).toFixed(1)} %`
  say(
    `\nNoticed: ${String(noticed)} of ${String(results.length)} = ${percent(noticed / results.length)}` +
      (results.length < of
        ? ` (of ${String(of)}; 95 % interval ${percent(low)} to ${percent(high)})`
        : '') +
      `, of them ${String(byTypes)} by the type checker alone` +
      `, ${minutes.toFixed(1)} minutes, seed ${values.seed}`,
  )
}
