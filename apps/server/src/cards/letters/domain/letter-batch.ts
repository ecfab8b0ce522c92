import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'

/** Letters that go to the bureau together: those due on one day, and those left behind earlier. */
export type LetterBatch = {
  readonly batchId: string
  readonly day: LocalDate
  readonly formedAt: Instant
  /** Number of letters in the batch. */
  readonly letters: number
} & (
  | {
      readonly state: 'open'
      /** Why the last attempt failed. */
      readonly tried?: { readonly at: Instant; readonly trouble: BatchTrouble }
    }
  | {
      readonly state: 'accepted'
      readonly acceptedAt: Instant
      /** SHA-256 of the manifest that the bureau has acknowledged. */
      readonly manifestDigest: Uint8Array
    }
)

/** The card and letter bureau is unavailable, or does not accept the manifest. */
export type BatchTrouble = 'bureau-unavailable' | 'bureau-refused'

/**
 * A day with more letters makes several batches, so that what is read back and erased at once stays small.
 */
export const maxLettersInBatch = 500

/** A letter as sent to the card and letter bureau. */
export type PrintedLetter = {
  readonly letterNumber: string
  /** SHA-256 of its PDF, in hexadecimal. */
  readonly digest: string
}

/**
 * What the bureau is to print, one letter a line, as `sha256sum` writes it and `sha256sum --check` reads it.
 * The same letters give the same manifest, in whatever order they were written.
 */
export const manifestOf = (letters: readonly PrintedLetter[]): string =>
  letters
    .map(({ letterNumber, digest }) => `${digest}  ${letterNumber}.pdf\n`)
    .sort((one, other) => (one.slice(64) < other.slice(64) ? -1 : 1))
    .join('')

/** The letters of a manifest; undefined when a line is not a letter. */
export function lettersInManifest(manifest: string): readonly PrintedLetter[] | undefined {
  if (!/^(?:[0-9a-f]{64} {2}\d{10}\.pdf\n)+$/.test(manifest)) return undefined
  return manifest
    .trimEnd()
    .split('\n')
    .map((line) => ({ digest: line.slice(0, 64), letterNumber: line.slice(66, 76) }))
}
