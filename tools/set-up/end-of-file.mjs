/**
 * Loaded before each test file (`--import`). A file of which all tests are done ends within seconds: what still keeps it open
 * (a set-up that failed half-way closes nothing of what it had started) is named and ended, and the file counts as failed.
 */
import { readFileSync } from 'node:fs'
import { after } from 'node:test'
import { isMainThread } from 'node:worker_threads'
import { descendantsOf, end } from './time-limit.mjs'

const graceMilliseconds = 5000

/** The pipes to the runner, which look as others do. */
const ofRunner = resourcesWith(process.stdout, process.stderr)

// Programs and threads that a test starts inherit the option, and are no test files.
if (isMainThread && /\.test\.(ts|tsx|mjs)$/.test(process.argv[1] ?? ''))
  // Of the whole file: it runs once every test and hook is done, whatever is still open.
  after(() => {
    setTimeout(() => {
      const left = descendantsOf(process.pid).map((pid) => ({ pid, command: commandOf(pid) }))
      const open = [...resourcesLeft(), ...left.map(({ command }) => command)]
      // A wait for nothing but a time, such as the limit of what came long ago: nobody needs to hear of it.
      if (open.length === 0) process.exit()
      process.stderr.write(
        `\nAll tests are done, and ${process.argv[1]} does not end: close in a hook what keeps it open (${open.join(', ')})\n`,
      )
      for (const { pid } of left) end(pid)
      process.exit(1)
    }, graceMilliseconds).unref()
  })

/** The streams are opened when they are named first. */
function resourcesWith(..._streams) {
  return process.getActiveResourcesInfo()
}

function resourcesLeft() {
  const left = process.getActiveResourcesInfo().filter((kind) => kind !== 'Timeout')
  for (const kind of ofRunner) {
    const place = left.indexOf(kind)
    if (place >= 0) left.splice(place, 1)
  }
  return left
}

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim().slice(0, 200)
  } catch {
    return `process ${pid}`
  }
}
