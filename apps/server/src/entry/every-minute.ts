import { minute } from '@sotevarmenne/kernel/instant'
import type { Running } from './start-web.ts'

/**
 * Does something at once and then every minute, but never twice at the same time. A fault is told, and the next minute
 * comes all the same.
 */
export function everyMinute(
  act: () => Promise<void>,
  onFault: (fault: unknown) => void,
): Running & {
  /** When the first time is over, however it ended. */
  readonly first: Promise<void>
} {
  let underWay: Promise<void> | undefined
  const begin = (): Promise<void> => {
    underWay ??= act()
      .catch(onFault)
      .finally(() => (underWay = undefined))
    return underWay
  }
  const first = begin()
  const timer = setInterval(() => void begin(), minute)
  return {
    first,
    stop: async () => {
      clearInterval(timer)
      await underWay
    },
  }
}
