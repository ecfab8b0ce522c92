import { createHash, hash } from 'node:crypto'
import { readSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { unlessMissing } from '@sotevarmenne/runtime/unless-missing'

/**
 * Where each use stands in the signing log, on the disk: records sorted by the digest of the use, then what else is
 * known of the log, then the digest of both. It is derived from the log alone; without it the log is read whole.
 */
export type SigningLogIndex = {
  readonly facts: IndexFacts
  /** Where lines of this use may begin, the newest first: the reader compares them. */
  readonly positionsOf: (use: string) => readonly number[]
  readonly close: () => Promise<void>
}

export type IndexFacts = {
  /** The index covers the log up to this byte. */
  readonly end: number
  readonly lines: number
  readonly lastCrls: readonly (readonly [issuer: string, number: string])[]
  /** Those under one of whose serials anything was signed or voided. */
  readonly issuers: readonly string[]
  /** The bytes of the log as they were indexed, piece by piece. */
  readonly pieces: readonly { readonly end: number; readonly digest: string }[]
  /** SHA-256 of the records. */
  readonly records: string
}

/** Ten bytes of the digest of a use, and six of the position of its line. */
export const recordBytes = 16
const digestBytes = 10
/** Records that are read at once: the first of each block is in memory. */
const blockRecords = 256
const blockBytes = blockRecords * recordBytes
/** After the facts: their SHA-256, and their length. */
const trailerBytes = 36

export const indexOf = (log: string): string => `${log}.index`

export function writeRecord(into: Buffer, at: number, use: string, position: number): void {
  hash('sha256', use, 'buffer').copy(into, at, 0, digestBytes)
  into.writeUIntBE(position, at + digestBytes, recordBytes - digestBytes)
}

/** What follows the records. */
export function formatFacts(facts: IndexFacts): Buffer {
  const text = Buffer.from(JSON.stringify(facts))
  const trailer = Buffer.alloc(trailerBytes)
  hash('sha256', text, 'buffer').copy(trailer)
  trailer.writeUInt32BE(text.length, 32)
  return Buffer.concat([text, trailer])
}

/** Opens the index, and checks every byte of it; undefined when there is none, or when it is damaged. */
export async function openIndex(path: string): Promise<SigningLogIndex | undefined> {
  const file = await unlessMissing(open(path, 'r'))
  if (file === undefined) return undefined
  const opened = await readWhole(file)
  if (opened === undefined) {
    await file.close()
    return undefined
  }
  const { facts, firsts, count } = opened
  const block = Buffer.alloc(blockBytes)
  const wanted = Buffer.alloc(recordBytes)
  return {
    facts,
    positionsOf: (use) => {
      writeRecord(wanted, 0, use, 0)
      const positions: number[] = []
      // Equal digests may begin in the block before the first that begins with them.
      for (let nr = blockBefore(firsts, firstOf(wanted, 0)); nr < firsts.length; nr += 1) {
        const records = Math.min(blockRecords, count - nr * blockRecords)
        readSync(file.fd, block, 0, records * recordBytes, nr * blockBytes)
        for (let record = 0; record < records; record += 1) {
          const at = record * recordBytes
          const order = block.compare(wanted, 0, digestBytes, at, at + digestBytes)
          if (order > 0) return positions.reverse()
          if (order === 0)
            positions.push(block.readUIntBE(at + digestBytes, recordBytes - digestBytes))
        }
      }
      return positions.reverse()
    },
    close: () => file.close(),
  }
}

/** The first six bytes of a record, which a number holds exactly. */
const firstOf = (records: Buffer, at: number): number => records.readUIntBE(at, 6)

/** The last block whose first record is before the value. */
function blockBefore(firsts: Float64Array, value: number): number {
  let [low, high] = [0, firsts.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((firsts[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return Math.max(0, low - 1)
}

async function readWhole(file: FileHandle) {
  const { size } = await file.stat()
  if (size < trailerBytes) return undefined
  const trailer = await readExactly(file, size - trailerBytes, trailerBytes)
  const length = trailer.readUInt32BE(32)
  if (length > size - trailerBytes) return undefined
  const recordsEnd = size - trailerBytes - length
  const text = await readExactly(file, recordsEnd, length)
  if (!hash('sha256', text, 'buffer').equals(trailer.subarray(0, 32))) return undefined
  const facts = JSON.parse(text.toString('utf8')) as IndexFacts

  const count = recordsEnd / recordBytes
  const firsts = new Float64Array(Math.ceil(count / blockRecords))
  const digest = createHash('sha256')
  let at = 0
  for await (const chunk of recordsOf(file, recordsEnd)) {
    digest.update(chunk)
    for (let offset = 0; offset < chunk.length; offset += blockBytes)
      firsts[(at + offset) / blockBytes] = firstOf(chunk, offset)
    at += chunk.length
  }
  if (digest.digest('hex') !== facts.records) return undefined
  return { facts, firsts, count }
}

/** The records in pieces of whole blocks. */
async function* recordsOf(file: FileHandle, end: number): AsyncGenerator<Buffer> {
  const piece = 256 * blockBytes
  for (let at = 0; at < end; at += piece)
    yield await readExactly(file, at, Math.min(piece, end - at))
}

async function readExactly(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}
