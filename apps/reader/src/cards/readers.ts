import type { CardReader } from './card-reader.ts'

/** The readers of this machine, as they are plugged in and out. */
export type Readers = {
  readonly now: () => readonly CardReader[]
  /** False while the machine's smart card service (PC/SC) does not run. */
  readonly isServiceRunning: () => boolean
  /** Calls the listener when a reader or a card in one appeared or disappeared. */
  readonly onChange: (listener: () => void) => void
  readonly close: () => Promise<void>
}

/** These readers, without change. */
export const theseReaders = (readers: readonly CardReader[]): Readers => ({
  now: () => readers,
  isServiceRunning: () => true,
  onChange: (listener) => {
    for (const reader of readers) reader.onChange(listener)
  },
  close: async () => {
    await Promise.all(readers.map((reader) => reader.close()))
  },
})
