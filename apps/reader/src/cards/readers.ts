import type { CardReader } from './card-reader.ts'

/** The readers of this machine, as they come and go. */
export type Readers = {
  readonly now: () => readonly CardReader[]
  /** False while the machine's service for readers does not run. */
  readonly isServiceRunning: () => boolean
  /** Calls the listener when a reader came or went, or a card in one. */
  readonly onChange: (listener: () => void) => void
  readonly close: () => Promise<void>
}

/** These, for good. */
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
