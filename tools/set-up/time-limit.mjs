import { readdirSync, readFileSync } from 'node:fs'

/**
 * Ends each file of a run of `node --test` that is not done within these seconds, with all that it has
 * started, and says which; the run then counts it as failed and continues. `--test-timeout` alone does not:
 * it is a timer of the file's own main thread, which never fires while that waits in a native call. Reads
 * processes from Linux; elsewhere it ends nothing. The server that all files share is none of them: it lives
 * as long as the run. Returns a function that stops watching.
 */
export function limitTimeOfFiles(run, { seconds, say }) {
  let firstSeen = new Map()
  const watch = setInterval(
    () => {
      const now = performance.now()
      const files = childrenOf(run).filter((pid) => isTest.test(fileOf(pid)))
      firstSeen = new Map(files.map((pid) => [pid, firstSeen.get(pid) ?? now]))
      for (const [pid, since] of firstSeen)
        if (now - since > seconds * 1000) {
          say(`\nStands still, ended after ${seconds} s: ${fileOf(pid)}`)
          for (const each of [pid, ...descendantsOf(pid)]) end(each)
          firstSeen.set(pid, Infinity)
        }
    },
    Math.min(5000, seconds * 500),
  )
  return () => clearInterval(watch)
}

const isTest = /\.test\.(ts|tsx|mjs)$/

/** The parent before its children, so that it starts no new ones while they are ended in turn. */
export const descendantsOf = (pid) =>
  childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)])

function childrenOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`)
      .flatMap((thread) =>
        readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').trim().split(' '),
      )
      .filter((child) => child !== '')
      .map(Number)
  } catch {
    return []
  }
}

/** The runner names the file last. */
function fileOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').at(-2) ?? ''
  } catch {
    return `process ${pid}`
  }
}

export function end(pid) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
