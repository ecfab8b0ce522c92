import { readFileSync, statSync } from 'node:fs'
import { instant, type Instant } from '@sotevarmenne/kernel/instant'

/** What time it is. The real one, or that of the example world, which people can move forward. */
export type Clock = { readonly now: () => Instant }

export const systemClock: Clock = { now: () => instant(Date.now()) }

/**
 * The example world's clock: real time, ahead by what the file says (`{ "aheadMilliseconds": n }`); not ahead while
 * there is none. It looks at the file's time and size with each question and reads only a changed one.
 */
export function worldClock(file: string, real: Clock = systemClock): Clock {
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
  const world = JSON.parse(readFileSync(file, 'utf8')) as { readonly aheadMilliseconds?: unknown }
  if (typeof world.aheadMilliseconds !== 'number')
    throw new Error(`${file} does not say aheadMilliseconds`)
  return world.aheadMilliseconds
}
