import { readFileSync } from 'node:fs'
import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import { z } from 'zod'

export type Clock = { readonly now: () => Instant }

export const realClock: Clock = { now: () => instant(Date.now()) }

/** The real time, or, where the file exists, that of the demo environment: the real time plus an offset. */
export const demoClock = (file: string, realNow: () => number = Date.now): Clock => ({
  now: () => instant(realNow() + aheadMilliseconds(file)),
})

const clockFile = z.object({ aheadMilliseconds: z.number().nonnegative() })

function aheadMilliseconds(file: string): number {
  try {
    return clockFile.parse(JSON.parse(readFileSync(file, 'utf8'))).aheadMilliseconds
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return 0
    throw fault
  }
}
