import { day, hour, minute, plus, second, type Instant } from '@sotevarmenne/kernel/instant'

/**
 * After the first attempt and each further one (Standard Webhooks, “Retry schedule”, its example): ten attempts within
 * three days and some hours.
 */
const delays = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
]

/** Of the delay, added at random: after an outage not all come at once. */
const maxJitter = 0.1

/** What is older is not tried again (R522). */
export const maxAge = 4 * day

/** When a delivery is tried again after so many attempts; undefined: it is given up. `jitter`: 0 to 1. */
export function nextAttempt({
  attempts,
  createdAt,
  now,
  jitter,
}: {
  readonly attempts: number
  readonly createdAt: Instant
  readonly now: Instant
  readonly jitter: number
}): Instant | undefined {
  const delay = delays[attempts - 1]
  if (delay === undefined || plus(createdAt, maxAge) <= now) return undefined
  return plus(now, Math.round(delay * (1 + maxJitter * jitter)))
}

const pauses = [5 * second, minute, 5 * minute, 15 * minute, 30 * minute, hour]

/** Until when an endpoint with so many failed rounds is left alone: its other deliveries wait for it (R523). */
export const pauseAfter = (failures: number, now: Instant): Instant =>
  plus(now, pauses[Math.min(failures, pauses.length) - 1] ?? 0)

/** An endpoint at which everything has failed for so long is disabled (R524). */
export const maxFailing = 4 * day
