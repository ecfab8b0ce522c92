import { setTimeout as sleep } from 'node:timers/promises'
import { openPcscContext, readerState, type PcscContext, type ReaderState } from './pcsc-library.ts'

/** A reader of this machine, and whether it contains a card. */
export type WatchedReader = { readonly name: string; readonly hasCard: boolean }

export type PcscWatch = {
  /** False while PC/SC does not run. */
  readonly isRunning: () => boolean
  readonly readers: () => readonly WatchedReader[]
  readonly stop: () => Promise<void>
}

/** Milliseconds until the readers are listed again: plugging in or unplugging one causes no event. */
const maxWait = 1_000

/**
 * Watches all readers of PC/SC at once, in one waiting thread. Restarts when PC/SC itself stops and starts.
 */
export function watchPcsc(changed: () => void): PcscWatch {
  const ending = new AbortController()
  const isStopped = (): boolean => ending.signal.aborted
  let context: PcscContext | undefined
  let isRunning = false
  let readers: readonly WatchedReader[] = []

  const see = (running: boolean, seen: readonly WatchedReader[]) => {
    const isSame = running === isRunning && JSON.stringify(seen) === JSON.stringify(readers)
    isRunning = running
    readers = seen
    if (!isSame) changed()
  }
  const pause = (options?: { readonly ref: boolean }) =>
    sleep(maxWait, undefined, { ...options, signal: ending.signal }).catch(() => undefined)

  const watch = async (): Promise<void> => {
    try {
      context = await openPcscContext()
      let known: readonly ReaderState[] = []
      while (!isStopped()) {
        const requested: readonly ReaderState[] = (await context.listReaders()).map(
          (name) =>
            known.find((each) => each.name === name) ?? { name, state: readerState.unaware },
        )
        if (requested.length === 0) await pause()
        const changes =
          requested.length > 0 ? await context.waitForChange(requested, maxWait) : undefined
        known = (changes ?? requested).map(({ name, state }) => ({
          name,
          state: (state & ~readerState.changed) >>> 0,
        }))
        see(
          true,
          known.map(({ name, state }) => ({ name, hasCard: (state & readerState.present) !== 0 })),
        )
      }
    } catch {
      // PC/SC does not run, or stopped: try again.
      see(false, [])
      await pause({ ref: false })
    } finally {
      await context?.close()
      context = undefined
    }
  }

  const ended = (async () => {
    while (!isStopped()) await watch()
  })()
  return {
    isRunning: () => isRunning,
    readers: () => readers,
    stop: async () => {
      ending.abort()
      // PC/SC may have stopped meanwhile.
      await context?.cancel().catch(() => undefined)
      await ended
    },
  }
}
