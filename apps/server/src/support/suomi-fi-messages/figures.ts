import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import type { Tx } from '#platform/db.ts'
import { countWithoutState, readingOf } from './store.ts'

/** When states were last read, events that could not be parsed, and messages that no event mentions after a day. */
export const figuresOfMessages = async (
  tx: Tx,
  now: Instant,
): Promise<{
  readonly answeredAt: Instant | undefined
  readonly unreadable: number
  readonly withoutState: number
}> => {
  const { answeredAt, unreadable } = await readingOf(tx)
  return { answeredAt, unreadable, withoutState: await countWithoutState(tx, plus(now, -day)) }
}
