/**
 * Loaded before each test file (`--import`). A file with all its tests done ends within seconds: anything
 * that still keeps it open (a set-up that failed half-way does not close what it had started) is named and
 * ended, and the file counts as failed.
 */
import { readFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
import './resolve-once.mjs'
import './test-context.mjs'
import { noteTime } from './slowest-files.mjs'
import { descendantsOf, end } from './time-limit.mjs'

// Once its context is set: an import above would load it first.
const { after } = await import('node:test')

const graceMilliseconds = 5000
const busyMilliseconds = 10_000

// Programs and threads that a test starts inherit the option, and are no test files.
const isTestFile = isMainThread && /\.test\.(ts|tsx|mjs)$/.test(process.argv[1] ?? '')

/** The pipes to the runner, which look like any others. An import of node:process opens all three. */
const ofRunner = isTestFile ? resourcesWith(process.stdin, process.stdout, process.stderr) : []

if (isTestFile)
  // Of the whole file: it runs once every test and hook is done, even with resources still open.
  after(() => {
    noteTime(process.argv[1], { seconds: process.uptime(), ofProcessor: processorSeconds() })
    setTimeout(endOrWait, graceMilliseconds).unref()
  })

/** Files of a shared process (`run-in-turn.mjs`) at whose end more was open than at their beginning. */
const leftOpen = []

/** Notes what a file of a shared process leaves open: named only where this process does not end. */
export function noteOpen(file, atItsBeginning) {
  const left = resourcesLeft()
  for (const kind of atItsBeginning) if (left.includes(kind)) left.splice(left.indexOf(kind), 1)
  if (left.length > 0) leftOpen.push(`${file} (${left.join(', ')})`)
}

/** Only timers are left, such as a time limit of finished work: nothing to report. */
function endOrWait() {
  if (openNow().open.length === 0) process.exit()
  // On a busy machine a connection that was closed ends late.
  setTimeout(() => {
    const { open, programs } = openNow()
    if (open.length === 0) process.exit()
    process.stderr.write(
      `\nAll tests are done, and ${process.argv[1]} does not end: close in a hook what keeps it open (${open.join(', ')})\n` +
        leftOpen.map((line) => `Open at the end of ${line}\n`).join(''),
    )
    for (const { pid } of programs) end(pid)
    process.exit(1)
  }, busyMilliseconds).unref()
}

function openNow() {
  const programs = descendantsOf(process.pid).map((pid) => ({ pid, command: commandOf(pid) }))
  return { programs, open: [...resourcesLeft(), ...programs.map(({ command }) => command)] }
}

/** Naming the streams as arguments opens them. */
function resourcesWith(..._streams) {
  return process.getActiveResourcesInfo()
}

/** Of this process and of the programs that it started and has seen end: fields 14 to 17 of proc(5) stat, in hundredths. */
export function processorSeconds() {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1).split(' ')
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100
}

export function resourcesLeft() {
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
