import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from './config.ts'
import type { Running } from './start-web.ts'

/**
 * Runs the parts of a process until it receives a stop signal, then stops them in order; the last is the one
 * that the others use. Before that, those that serve say for a while that they are not ready and go on, so that
 * a balancer sends no more requests.
 */
export function runUntilStopped(
  { drainSeconds }: Pick<Config, 'drainSeconds'>,
  parts: readonly Running[],
): void {
  let isStopping = false
  const stop = (): void => {
    if (isStopping) return
    isStopping = true
    const drain = parts.some(({ retire }) => retire) ? drainSeconds * 1000 : 0
    setTimeout(() => {
      process.stderr.write('what runs did not end in time\n')
      process.exit(1)
    }, drain + maxStop)
    for (const part of parts) part.retire?.()
    void sleep(drain)
      .then(() => stopInOrder(parts))
      .then(
        () => process.exit(0),
        (fault: unknown) => {
          process.stderr.write(
            `${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`,
          )
          process.exit(1)
        },
      )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

/**
 * Milliseconds: a process ends within 20 seconds of the signal, whatever does not respond; a drain takes five of
 * them.
 */
const maxStop = 15_000

async function stopInOrder(parts: readonly Running[]): Promise<void> {
  for (const part of parts) await part.stop()
}
