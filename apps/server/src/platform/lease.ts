import { AsyncLocalStorage } from 'node:async_hooks'
import { second, type Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { DatabaseUnavailable } from './database-unavailable.ts'

/**
 * How long the work of a process that says nothing is left to it. Another process polls every half second, so that
 * it has taken the work over within 15 seconds.
 */
export const leaseMilliseconds = 12 * second

/** When a lease taken or renewed now ends, by the database's clock. */
export const leaseEnd = (milliseconds = leaseMilliseconds) =>
  sql<Instant>`clock_timestamp() + ${milliseconds} * interval '1 millisecond'`

/** The lease of this work is over or another process has it. */
export class LeaseLost extends DatabaseUnavailable {
  constructor() {
    super('the lease of this work is lost')
  }
}

/**
 * Does work that one process at a time does, under a lease that is renewed while the work runs. `takenAt` is before
 * it was taken, by `performance.now()`: the lease is never thought to last longer than the database says.
 * When it can't be renewed, every further transaction and call of another system that the work begins is refused, and
 * what it has open is rolled back. `renew` returns whether the lease is still this process' own.
 */
export async function whileLeased<Value>(
  {
    takenAt,
    renew,
    milliseconds = leaseMilliseconds,
  }: {
    readonly takenAt: number
    readonly renew: () => Promise<boolean>
    readonly milliseconds?: number
  },
  action: () => Promise<Value>,
): Promise<Value> {
  let heldUntil = takenAt + milliseconds
  let isLost = false
  let isOver = false
  const outer = current.getStore()
  let isRenewing = false
  const renewOnce = async (): Promise<void> => {
    if (isRenewing || isLost) return
    isRenewing = true
    const beganAt = performance.now()
    try {
      if (await current.exit(renew)) heldUntil = beganAt + milliseconds
      else isLost = true
    } catch {
      // Tried again until it is over.
    } finally {
      isRenewing = false
    }
  }
  const timer = setInterval(() => void renewOnce(), milliseconds / 5)
  const isHeld = (): boolean => {
    // What the work started, and did not wait for, is not part of it.
    if (isOver) return outer?.() !== false
    isLost ||= performance.now() > heldUntil
    return !isLost && outer?.() !== false
  }
  try {
    return await current.run(isHeld, action)
  } finally {
    isOver = true
    clearInterval(timer)
  }
}

/** Throws in work whose lease is lost; elsewhere it does nothing. */
export function assertLeaseHeld(): void {
  if (current.getStore()?.() === false) throw new LeaseLost()
}

const current = new AsyncLocalStorage<() => boolean>()
