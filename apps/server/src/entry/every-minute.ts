import { minute } from '@sotevarmenne/kernel/instant'

/**
 * Runs a task at once and then every minute, but never twice at the same time. An error is reported, and the
 * task still runs the next minute.
 */
export function everyMinute(
  action: () => Promise<void>,
  onFault: (fault: unknown) => void,
): {
  readonly stop: () => Promise<void>
  /** Settles when the first run has ended, successfully or not. */
  readonly first: Promise<void>
} {
  let underWay: Promise<void> | undefined
  const begin = (): Promise<void> => {
    underWay ??= action()
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
