import type { Running } from './start-web.ts'

/**
 * Runs the parts of a process until it receives a stop signal, then stops them in order; the last is the one
 * that the others use.
 */
export function runUntilStopped(parts: readonly Running[]): void {
  let isStopping = false
  const stop = (): void => {
    if (isStopping) return
    isStopping = true
    void stopInOrder(parts).then(
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

async function stopInOrder(parts: readonly Running[]): Promise<void> {
  for (const part of parts) await part.stop()
}
