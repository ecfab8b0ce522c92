import { formatInstant, parseExactInstant } from '@sotevarmenne/kernel/instant'
import { joinParts, splitParts } from './frames.ts'
import type { EntryReceipt, OpenReceipt, PlacedEntries } from './messages.ts'

/* Receipts of audit entries are lines, so that a person can read them; proofs are parts. */

export const formatReceipts = (receipts: readonly EntryReceipt[]): string =>
  receipts.map(({ entryId, digest }) => `${entryId} ${hexOf(digest)}\n`).join('')

/** Undefined when any of the lines is malformed. */
export const parseReceipts = (text: string): readonly EntryReceipt[] | undefined =>
  parseLines(text, (line) => {
    const [, entryId, digest] = /^([0-9a-f-]{36}) ([0-9a-f]{64})$/.exec(line) ?? []
    return entryId === undefined || digest === undefined
      ? undefined
      : { entryId, digest: bytesOf(digest) }
  })

/** Number, time, entry and digest. */
export const formatOpenReceipts = (receipts: readonly OpenReceipt[]): string =>
  receipts
    .map(
      ({ nr, at, ...receipt }) => `${String(nr)} ${formatInstant(at)} ${formatReceipts([receipt])}`,
    )
    .join('')

export const parseOpenReceipts = (text: string): readonly OpenReceipt[] | undefined =>
  parseLines(text, (line) => {
    const [, nr, time = '', rest = ''] = /^(\d{1,15}) (\S+) (.+)$/.exec(line) ?? []
    const at = parseExactInstant(time)
    const [receipt] = parseReceipts(`${rest}\n`) ?? []
    return nr === undefined || at === undefined || receipt === undefined
      ? undefined
      : { nr: Number(nr), at, ...receipt }
  })

export const joinPlacedEntries = ({
  from,
  size,
  digests,
  left,
  right,
}: PlacedEntries): Uint8Array =>
  joinParts([
    Buffer.from(`${String(from)} ${String(size)}`),
    ...[digests, left, right].map((hashes) => Buffer.concat(hashes)),
  ])

export function splitPlacedEntries(body: Uint8Array): PlacedEntries | undefined {
  const [place, ...lists] = splitParts(body) ?? []
  const [, from, size] =
    /^(\d{1,15}) (\d{1,15})$/.exec(Buffer.from(place ?? []).toString('latin1')) ?? []
  const [digests, left, right, ...more] = lists.map(hashesOf)
  if (from === undefined || !digests || !left || !right || more.length > 0) return undefined
  return { from: Number(from), size: Number(size), digests, left, right }
}

function parseLines<Value>(
  text: string,
  parse: (line: string) => Value | undefined,
): readonly Value[] | undefined {
  const lines = text.split('\n')
  if (lines.pop() !== '') return undefined
  const values = lines.flatMap((line) => parse(line) ?? [])
  return values.length === lines.length ? values : undefined
}

const hashBytes = 32

function hashesOf(joined: Uint8Array): readonly Uint8Array[] | undefined {
  if (joined.length % hashBytes !== 0) return undefined
  return Array.from({ length: joined.length / hashBytes }, (_, at) =>
    joined.slice(at * hashBytes, (at + 1) * hashBytes),
  )
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'))
