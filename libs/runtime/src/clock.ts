import { readFileSync, statSync } from 'node:fs'
import { instant, type Instant } from '@sotevarmenne/kernel/instant'

/** The current time. The real one, or that of the demo environment, which users can move forward. */
export type Clock = { readonly now: () => Instant }

export const systemClock: Clock = { now: () => instant(Date.now()) }

/**
 * The demo environment's clock: real time, ahead by the value in the file (`{ "aheadMilliseconds": n }`); not
 * ahead without a file. Each call checks the file's time and size and reads it only when changed.
 */
export function demoClock(file: string, real: Clock = systemClock): Clock {
  let seen = ''
  let aheadMilliseconds = 0
  return {
    now: () => {
      const stat = statSync(file, { throwIfNoEntry: false, bigint: true })
      const version = stat === undefined ? '' : `${stat.mtimeNs}-${stat.size}-${stat.ino}`
      if (version !== seen) {
        aheadMilliseconds = stat === undefined ? 0 : readAhead(file)
        seen = version
      }
      return instant(real.now() + aheadMilliseconds)
    },
  }
}

function readAhead(file: string): number {
  const content = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly aheadMilliseconds?: unknown
  }
  if (typeof content.aheadMilliseconds !== 'number')
    throw new Error(`${file} has no aheadMilliseconds`)
  return content.aheadMilliseconds
}
