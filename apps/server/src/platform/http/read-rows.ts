import { setTimeout as wait } from 'node:timers/promises'
import type { RowLimits } from '@sotevarmenne/api/endpoint'
import type { StreamedBody } from '@sotevarmenne/http1/connection'

/** A line of the body that is not empty. */
export type RawRow = {
  /** From 1, over the whole body. */
  readonly row: number
  /** Undefined when it has more bytes than a row may have. */
  readonly line: string | undefined
}

export type RawGroup = {
  readonly rows: readonly RawRow[]
  /** Nothing comes after it. */
  readonly end?: 'complete' | 'cut' | 'too-many-rows'
}

/** Of the rows that are worked on together. */
export const groupLimits = {
  maxRows: 200,
  maxBytes: 512 * 1024,
  /** How long a row waits for others, in milliseconds. */
  linger: 10,
}

/**
 * The rows of a body, in groups: as many as there are, up to the limits of a group. A row that has arrived waits
 * hardly for those that have not; one that was cut is none. The last group says how the body ended, and may be empty.
 */
export async function* readRows(body: StreamedBody, limits: RowLimits): AsyncGenerator<RawGroup> {
  const reader = lineReader(limits.maxBytes)
  const pieces = body.pieces()[Symbol.asyncIterator]()
  let next: Promise<IteratorResult<Buffer>> | undefined
  let rows: RawRow[] = []
  let bytes = 0
  let count = 0
  const take = (): RawGroup => {
    const taken = { rows }
    rows = []
    bytes = 0
    return taken
  }
  const add = ({ line, length }: Line): void => {
    count += 1
    rows.push({ row: count, line })
    bytes += length
  }

  for (;;) {
    next ??= pieces.next()
    const piece = await (rows.length === 0
      ? next
      : Promise.race([next, wait(groupLimits.linger, undefined)]))
    if (piece === undefined) {
      yield take()
      continue
    }
    next = undefined
    if (piece.done === true) break
    for (const line of reader.read(piece.value)) {
      if (count === limits.maxRows) {
        yield { ...take(), end: 'too-many-rows' }
        return
      }
      add(line)
      if (rows.length === groupLimits.maxRows || bytes >= groupLimits.maxBytes) yield take()
    }
  }
  if (!body.isWhole()) {
    yield { ...take(), end: 'cut' }
    return
  }
  // The last line may have no line feed.
  const last = reader.end()
  if (last !== undefined && count === limits.maxRows) {
    yield { ...take(), end: 'too-many-rows' }
    return
  }
  if (last !== undefined) add(last)
  yield { ...take(), end: 'complete' }
}

/** `length`: bytes that it holds. */
type Line = { readonly line: string | undefined; readonly length: number }

/** Cuts bytes at line feeds. Of a line that is too long nothing is stored. */
function lineReader(maxBytes: number): {
  readonly read: (piece: Buffer) => Generator<Line>
  /** What came after the last line feed. */
  readonly end: () => Line | undefined
} {
  let held: Buffer[] = []
  let length = 0
  const hold = (part: Buffer): void => {
    length += part.length
    if (length > maxBytes) held = []
    else if (part.length > 0) held.push(part)
  }
  const end = (): Line | undefined => {
    const isTooLong = length > maxBytes
    const line = Buffer.concat(held).toString('utf8').trim()
    held = []
    length = 0
    if (isTooLong) return { line: undefined, length: 0 }
    return line === '' ? undefined : { line, length: line.length }
  }
  return {
    read: function* (piece) {
      let at = 0
      for (let feed = piece.indexOf(lineFeed); feed >= 0; feed = piece.indexOf(lineFeed, at)) {
        hold(piece.subarray(at, feed))
        at = feed + 1
        const line = end()
        if (line !== undefined) yield line
      }
      hold(piece.subarray(at))
    },
    end,
  }
}

const lineFeed = 0x0a
