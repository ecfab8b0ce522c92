import type { ImportState } from '@sotevarmenne/api/payments'
import { minute, type Instant } from '@sotevarmenne/kernel/instant'
import type { Import } from '../contract.ts'

/** A piece takes less than a second: after as long as this, something stands in the way. */
const interruptedAfter = 5 * minute

export function stateOf(
  { done, movedAt, readyAt }: Pick<Import, 'done' | 'movedAt' | 'readyAt'>,
  now: Instant,
): ImportState {
  if (readyAt !== undefined) return 'ready'
  if (now - movedAt > interruptedAfter) return 'interrupted'
  return done === 0 ? 'waiting' : 'running'
}

/** After some of its entries were dealt with. */
export function progressed(
  before: Import,
  dealtWith: { readonly entries: number; readonly known: number; readonly waiting: number },
  now: Instant,
): Import {
  const done = before.done + dealtWith.entries
  return {
    ...{ ...before, done, movedAt: now },
    known: before.known + dealtWith.known,
    waiting: before.waiting + dealtWith.waiting,
    ...(done === before.entries && { readyAt: now }),
  }
}
