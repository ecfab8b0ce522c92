import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { isProfile, type ProfileId } from '@sotevarmenne/issuing/domain/profiles'
import type { DailyCount, SignerRefusal } from '@sotevarmenne/issuing/socket/messages'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { unlessMissing } from '@sotevarmenne/runtime/unless-missing'
import { writeDurably } from '@sotevarmenne/runtime/write-durably'
import { z } from 'zod'

/**
 * How many certificates of each profile were signed on each of the last days. On no day more are signed than the
 * limit that is set, or five times what is usual, unless two persons allow more. What is usual is the median, so
 * that days of misuse do not raise it.
 */
export type DailyCounts = {
  /** Counts one more, or says why there may be none. */
  readonly take: (profile: ProfileId, at: Instant) => SignerRefusal | undefined
  /** The certificate that was counted was not signed after all. */
  readonly giveBack: (profile: ProfileId, at: Instant) => void
  /** Resolves when the disk has a count that is not lower; tries again what could not be written. */
  readonly written: () => Promise<void>
  readonly allow: (allowed: DayAllowed) => Promise<void>
  /** Of the day, for each profile with a certificate. */
  readonly today: (at: Instant) => readonly DailyCount[]
}

/** At most this many of the profile on that day, by a decision of two persons. */
export type DayAllowed = {
  readonly profile: ProfileId
  readonly day: LocalDate
  readonly certificates: number
}

/** On the disk is a count that is reached later: a crash loses none, and few are written. */
const writtenAhead = 100
const daysRemembered = 30
/** Times the median of the days with any, once there is a week of them. */
const unusual = 5
const fewestDays = 7

const byDay = z.record(z.string(), z.record(z.string(), z.int().nonnegative()))
type ByDay = z.output<typeof byDay>
const contents = z.strictObject({ signed: byDay, allowed: byDay })

/** `perDay`: how many of one profile may be signed on any day. */
export async function openDailyCounts(folder: string, perDay: number): Promise<DailyCounts> {
  const file = path.join(folder, 'daily-counts.json')
  const before = await unlessMissing(readFile(file, 'utf8'))
  let { signed, allowed } =
    before === undefined ? { signed: {}, allowed: {} } : contents.parse(JSON.parse(before))
  /** What the disk says of each profile, by the day. */
  let onDisk = structuredClone(signed)

  let writing: Promise<void> = Promise.resolve()
  /** Whether the last write did not succeed. */
  let failed = false
  const write = (): Promise<void> => {
    const text = JSON.stringify({ signed: onDisk, allowed })
    const written = writing.catch(() => undefined).then(() => writeDurably(file, text))
    writing = written
    failed = false
    written.catch(() => {
      if (writing === written) failed = true
    })
    return written
  }
  const limitOf = (profile: ProfileId, day: LocalDate): number => {
    const days = Object.entries(signed)
      .flatMap(([of, each]) => (of < day && each[profile] ? [each[profile]] : []))
      .sort((one, other) => one - other)
    const usual = days.length < fewestDays ? 0 : (days[Math.floor(days.length / 2)] ?? 0)
    return Math.max(perDay, unusual * usual, allowed[day]?.[profile] ?? 0)
  }

  return {
    take: (profile, at) => {
      const day = dateInHelsinki(at)
      const today = (signed[day] ??= {})
      const count = (today[profile] ?? 0) + 1
      const limit = limitOf(profile, day)
      if (count > limit) return { kind: 'daily-limit-reached', limit }
      today[profile] = count
      const written = (onDisk[day] ??= {})
      if (count > (written[profile] ?? 0)) {
        written[profile] = count + writtenAhead
        signed = remembered(signed, day)
        onDisk = remembered(onDisk, day)
        allowed = remembered(allowed, day)
        void write()
      }
      return undefined
    },
    written: () => (failed ? write() : writing),
    giveBack: (profile, at) => {
      const today = signed[dateInHelsinki(at)]
      if (today?.[profile] !== undefined) today[profile] -= 1
    },
    allow: async ({ profile, day, certificates }) => {
      ;(allowed[day] ??= {})[profile] = certificates
      await write()
    },
    today: (at) => {
      const day = dateInHelsinki(at)
      return Object.entries(signed[day] ?? {}).flatMap(([profile, count]) =>
        isProfile(profile) ? [{ profile, signed: count, limit: limitOf(profile, day) }] : [],
      )
    },
  }
}

const remembered = (all: ByDay, today: LocalDate): ByDay => {
  const first = addDays(today, -daysRemembered)
  return Object.fromEntries(Object.entries(all).filter(([day]) => day >= first))
}
