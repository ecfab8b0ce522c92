import { setTimeout as sleep } from 'node:timers/promises'
import type { ContextInterface, ReaderState } from 'smartcard'

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
  let isRunning = false
  let readers: readonly WatchedReader[] = []

  const see = (running: boolean, seen: readonly WatchedReader[]) => {
    const isSame = running === isRunning && JSON.stringify(seen) === JSON.stringify(readers)
    isRunning = running
    readers = seen
    if (!isSame) changed()
  }

  const watch = async (): Promise<void> => {
    let context: ContextInterface | undefined
    try {
      const { Context, SCARD_STATE_CHANGED, SCARD_STATE_PRESENT } = await import('smartcard')
      context = new Context()
      let known: readonly ReaderState[] = []
      while (!isStopped()) {
        const requested = context
          .listReaders()
          .map(({ name }) => known.find((each) => each.name === name) ?? unknownState(name))
        const changes =
          requested.length === 0
            ? await sleep(maxWait, [])
            : ((await context.waitForChange([...requested], maxWait)) ?? [])
        known = requested.map((before) => {
          const now = changes.find(({ name }) => name === before.name) ?? before
          return { ...now, state: now.state & ~SCARD_STATE_CHANGED }
        })
        see(
          true,
          known.map(({ name, state }) => ({ name, hasCard: (state & SCARD_STATE_PRESENT) !== 0 })),
        )
      }
    } catch {
      // PC/SC does not run, or stopped: try again.
      see(false, [])
      await sleep(maxWait, undefined, { ref: false })
    } finally {
      context?.close()
    }
  }

  const ended = (async () => {
    while (!isStopped()) await watch()
  })()
  return {
    isRunning: () => isRunning,
    readers: () => readers,
    stop: () => {
      ending.abort()
      return ended
    },
  }
}

/** The query for a reader in unknown state: PC/SC returns at once. */
const unknownState = (name: string): ReaderState => ({ name, state: 0, changed: false, atr: null })
