/**
 * Runs suites in this process, again and again: `run.mjs` sends a suite to measure, or a mutant to try. Each mutant
 * loads the changed module and everything that imports it again, under URLs of its own; all other modules stay.
 */
import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { Session } from 'node:inspector/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { firstFailure } from './test-functions.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const testFunctions = new URL('test-functions.mjs', import.meta.url).href
/** Such suites need a process of their own. */
const needsProcess = /\/tests\/support\/(database|browser)\//
const imports = []
const stripped = new Map()
let mutant = { id: 0, url: undefined, source: undefined, affected: new Set() }

const withoutQuery = (url = '') => url.replace(/\?.*$/, '')
const isOurs = (url) =>
  url.startsWith('file:') && url.endsWith('.ts') && !url.includes('/node_modules/')

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'node:test') return { url: testFunctions, shortCircuit: true }
    const found = next(specifier, context)
    if (!isOurs(found.url)) return found
    if (needsProcess.test(found.url)) throw new Error('it needs a process of its own')
    imports.push([withoutQuery(context.parentURL), found.url])
    return mutant.affected.has(found.url)
      ? { ...found, url: `${found.url}?mutant=${String(mutant.id)}` }
      : found
  },
  load(url, context, next) {
    const file = withoutQuery(url)
    if (!isOurs(file)) return next(url, context)
    const source = url !== file && file === mutant.url ? strip(mutant.source) : sourceOf(file)
    return { format: 'module', source, shortCircuit: true }
  },
})

const strip = (text) => stripTypeScriptTypes(text)

function sourceOf(file) {
  const known = stripped.get(file) ?? strip(readFileSync(fileURLToPath(file), 'utf8'))
  stripped.set(file, known)
  return known
}

const urlOf = (suite) => {
  const url = pathToFileURL(path.join(root, suite)).href
  return mutant.affected.has(url) ? `${url}?mutant=${String(mutant.id)}` : url
}

/** Whether a suite passes as it stands, in how long, what it imports and which parts of the files it runs. */
async function measure({ suite, files }) {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  const began = performance.now()
  const failure = await firstFailure(() => import(urlOf(suite)))
  const seconds = (performance.now() - began) / 1000
  const { result } = await session.post('Profiler.takePreciseCoverage')
  const covered = files.flatMap((url) => {
    const functions = result.find((script) => script.url === url)?.functions
    return functions === undefined ? [] : [[url, functions.flatMap(({ ranges }) => ranges)]]
  })
  return {
    failure: failure && `${failure.name}: ${String(failure.error)}`,
    seconds,
    imports,
    covered,
  }
}

async function tryMutant({ url, source, affected, suites }) {
  mutant = { id: mutant.id + 1, url, source, affected: new Set(affected) }
  for (const suite of suites) {
    const failure = await firstFailure(() => import(urlOf(suite)))
    if (failure !== undefined) return { noticedBy: `${suite}: ${failure.name}` }
  }
  return {}
}

process.on('message', (job) => {
  void (job.kind === 'measure' ? measure(job) : tryMutant(job)).then((response) =>
    process.send(response),
  )
})
