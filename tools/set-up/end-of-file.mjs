/**
 * Loaded before each test file (`--import`). A file of which all tests are done ends within seconds: what still keeps it open
 * (a set-up that failed half-way closes nothing of what it had started) is named and ended, and the file counts as failed.
 */
import { readFileSync } from 'node:fs'
import { after } from 'node:test'
import { isMainThread } from 'node:worker_threads'
import { descendantsOf, end } from './time-limit.mjs'

const graceMilliseconds = 5000

// Programs and threads that a test starts inherit the option, and are no test files.
if (isMainThread && /\.test\.(ts|tsx|mjs)$/.test(process.argv[1] ?? ''))
  // Of the whole file: it runs once every test and hook is done, whatever is still open.
  after(() => {
    setTimeout(() => {
      const left = descendantsOf(process.pid).map((pid) => ({ pid, command: commandOf(pid) }))
      const open = [...process.getActiveResourcesInfo(), ...left.map(({ command }) => command)]
      process.stderr.write(
        `\nAll tests are done, and ${process.argv[1]} does not end: close in a hook what keeps it open (${open.join(', ')})\n`,
      )
      for (const { pid } of left) end(pid)
      process.exit(1)
    }, graceMilliseconds).unref()
  })

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim().slice(0, 200)
  } catch {
    return `process ${pid}`
  }
}
