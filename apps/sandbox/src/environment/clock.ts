import { readFile } from 'node:fs/promises'
import { addWorkingDays } from '@sotevarmenne/kernel/working-days'
import { day, hour, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, startOfDay } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import { ifThere, writeInOneStep } from './files.ts'

export type Clock = { readonly now: () => Instant }

/**
 * The clock of the demo environment: the real time plus an offset. Every program of the environment reads
 * its file.
 */
export type DemoClock = Clock & {
  readonly aheadMilliseconds: () => number
  readonly moveDays: (days: number) => Promise<void>
  /**
   * Moves to noon of the fourth working day from now: a letter of a card produced today is posted by then.
   */
  readonly moveToNextLetter: () => Promise<void>
}

const workingDaysFromCardToLetter = 4

const clockFile = z.object({ aheadMilliseconds: z.number().int().nonnegative() })

/** Opens the clock stored in the file; a missing file means the real time. */
export async function openDemoClock(
  file: string,
  realNow: () => number = Date.now,
): Promise<DemoClock> {
  let ahead = await readAhead(file)
  const now = () => instant(realNow() + ahead)

  const moveTo = async (target: Instant) => {
    ahead = Math.max(ahead, target - realNow())
    await writeInOneStep(file, JSON.stringify({ aheadMilliseconds: Math.trunc(ahead) }), {
      mode: 0o644,
    })
  }

  return {
    now,
    aheadMilliseconds: () => ahead,
    moveDays: (days) => moveTo(plus(now(), days * day)),
    moveToNextLetter: () => moveTo(noonOfNextLetterDay(now())),
  }
}

/** Noon in Finland on the fourth working day from the instant. */
export const noonOfNextLetterDay = (now: Instant): Instant =>
  plus(startOfDay(addWorkingDays(dateInHelsinki(now), workingDaysFromCardToLetter)), 12 * hour)

async function readAhead(file: string): Promise<number> {
  const text = await ifThere(readFile(file, 'utf8'))
  return text === undefined ? 0 : clockFile.parse(JSON.parse(text)).aheadMilliseconds
}
