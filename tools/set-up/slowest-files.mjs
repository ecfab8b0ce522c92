/**
 * Which test files took longest. Each file appends its seconds and seconds of processor time to the file that TEST_TIMES
 * names when its last test is done; the run shows the slowest ones when it ends.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Called by a test file at its end. Outside a run that collects times it does nothing. */
export function noteTime(file, { seconds, ofProcessor }, to = process.env.TEST_TIMES) {
  if (to !== undefined)
    appendFileSync(to, `${seconds.toFixed(1)} ${ofProcessor.toFixed(1)} ${file}\n`)
}

/** The lines to show: the slowest files of a run of many, and how to run one. None for a short run. */
export function slowestFiles(times, { root, count = 10 }) {
  if (!existsSync(times)) return []
  const files = readFileSync(times, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [seconds = '', ofProcessor = '', ...words] = line.split(' ')
      const file = path.relative(root, words.join(' '))
      return { seconds: Number(seconds), ofProcessor: Number(ofProcessor), file }
    })
    // Groups that share a process are outside; their files have lines of their own.
    .filter(({ file }) => !file.startsWith('..'))
    .toSorted((one, other) => other.seconds - one.seconds)
  if (files.length <= count) return []
  const slowest = files.slice(0, count)
  return [
    `The slowest files, in seconds and seconds of processor time (run one: ${commandFor(slowest[0]?.file ?? '')})`,
    ...slowest.map(
      ({ seconds, ofProcessor, file }) =>
        `${seconds.toFixed(1).padStart(7)} ${ofProcessor.toFixed(1).padStart(7)}  ${file}`,
    ),
  ]
}

/** Each tier has a command of its own, which finds no file of another. */
function commandFor(file) {
  const [, tier] = /\.(deep|long)\.test\./.exec(file) ?? []
  return `${tier === undefined ? 'npm test' : `npm run test:${tier}`} -- ${file}`
}
