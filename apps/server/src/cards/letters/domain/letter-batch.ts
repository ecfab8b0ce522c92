import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'

/** Letters that go to the print house together: those that are due on one day, and what was left behind before. */
export type LetterBatch = {
  readonly batchId: string
  readonly day: LocalDate
  readonly formedAt: Instant
  /** How many letters are in it. */
  readonly letters: number
} & (
  | {
      readonly state: 'open'
      /** Why the last try of it did not end well. */
      readonly tried?: { readonly at: Instant; readonly trouble: BatchTrouble }
    }
  | {
      readonly state: 'accepted'
      readonly acceptedAt: Instant
      /** SHA-256 of the manifest that the print house has acknowledged. */
      readonly manifestDigest: Uint8Array
    }
)

/** The print house is away, or does not accept the manifest. */
export type BatchTrouble = 'print-house-unavailable' | 'print-house-refused'

/** Why one letter did not go with the others: without the register no address is sure, or it was not written or taken. */
export type LeftBehind = 'register-unavailable' | 'not-written' | 'refused-by-print-house'

/** More letters of a day make further batches: what is read back and erased at once stays small. */
export const lettersInBatchAtMost = 500

/** A letter as it was given to the print house. */
export type PrintedLetter = {
  readonly letterNumber: string
  /** SHA-256 of its PDF, in hexadecimal. */
  readonly digest: string
}

/**
 * What the print house is to print, one letter a line, as `sha256sum` writes it and `sha256sum --check` reads it. The
 * same letters give the same manifest, whatever order they were written in.
 */
export const manifestOf = (letters: readonly PrintedLetter[]): string =>
  letters
    .map(({ letterNumber, digest }) => `${digest}  ${letterNumber}.pdf\n`)
    .sort((one, other) => (one.slice(64) < other.slice(64) ? -1 : 1))
    .join('')

/** The letters of a manifest; undefined when a line of it is none. */
export function lettersInManifest(manifest: string): readonly PrintedLetter[] | undefined {
  if (!/^(?:[0-9a-f]{64} {2}\d{10}\.pdf\n)+$/.test(manifest)) return undefined
  return manifest
    .trimEnd()
    .split('\n')
    .map((line) => ({ digest: line.slice(0, 64), letterNumber: line.slice(66, 76) }))
}
