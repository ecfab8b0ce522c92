/**
 * Runs test files in this process, each as a suite with the name of its path: hooks outside its suites are its own. A
 * file that leaves its process changed fails, since the files after it would run with the change.
 */
import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, describe } from 'node:test'
import { pathToFileURL } from 'node:url'
import { noteOpen, processorSeconds, resourcesLeft } from './end-of-file.mjs'
import { noteTime } from './slowest-files.mjs'

/** All are loaded before the first test runs: the runner waits for every suite. */
export function runInTurn(files, { root }) {
  let loaded = Promise.resolve()
  for (const file of files) {
    const previous = loaded.catch(() => undefined)
    void describe(file, () => (loaded = previous.then(() => load(file, root))))
  }
}

async function load(file, root) {
  const loading = startWatch()
  let running
  let open
  let state
  before(() => {
    running = startWatch()
    open = resourcesLeft()
    state = stateOfProcess()
  })
  await import(pathToFileURL(path.join(root, file)).href)
  const took = loading()
  // Registered last: it runs when the file's own hooks have.
  after(() => {
    const { seconds, ofProcessor } = running()
    noteTime(path.join(root, file), {
      seconds: took.seconds + seconds,
      ofProcessor: took.ofProcessor + ofProcessor,
    })
    noteOpen(file, open)
    assert.deepEqual(stateOfProcess(), state, `${file} leaves its process changed`)
  })
}

function startWatch() {
  const begun = { seconds: process.uptime(), ofProcessor: processorSeconds() }
  return () => ({
    seconds: process.uptime() - begun.seconds,
    ofProcessor: processorSeconds() - begun.ofProcessor,
  })
}

const stateOfProcess = () => ({
  environment: { ...process.env },
  folder: process.cwd(),
  globals: Object.getOwnPropertyNames(globalThis).sort(),
  replaceable: [Date, Date.now, fetch, setTimeout, setInterval, setImmediate, process.nextTick],
})
