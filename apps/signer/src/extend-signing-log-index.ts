import { createHash } from 'node:crypto'
import { open, rename, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parseSigningLogLine } from '@sotevarmenne/issuing/signing-log-line'
import { unlessMissing } from '@sotevarmenne/runtime/unless-missing'
import {
  formatFacts,
  indexOf,
  openIndex,
  recordBytes,
  writeRecord,
  type IndexFacts,
} from './signing-log-index.ts'

/** Lines that are sorted at a time: with their records about 16 MB. */
const defaultMaxLines = 1_000_000

/** What is known of a log after some of its lines. */
export type LogFacts = {
  readonly lastCrls: ReadonlyMap<string, bigint>
  readonly issuers: ReadonlySet<string>
  readonly note: (use: string) => void
}

export function factsOfLog(from?: Pick<IndexFacts, 'lastCrls' | 'issuers'>): LogFacts {
  const lastCrls = new Map(from?.lastCrls.map(([issuer, number]) => [issuer, BigInt(number)]))
  const issuers = new Set(from?.issuers)
  return {
    ...{ lastCrls, issuers },
    note: (use) => {
      const [issuer = '', kind, number = ''] = use.split(' ')
      if (kind === 'serial') issuers.add(issuer)
      const isRisen = kind === 'crl' && BigInt(number) > (lastCrls.get(issuer) ?? -1n)
      if (isRisen || kind === 'last-crl') lastCrls.set(issuer, BigInt(number))
    },
  }
}

/** The whole lines from a byte on, with the byte at which each begins. Throws at a damaged line. */
export async function* linesOfLog(
  file: FileHandle,
  from: number,
): AsyncGenerator<{ readonly use: string; readonly at: number; readonly end: number }> {
  let at = from
  let rest = ''
  for await (const chunk of bytesOf(file, from)) {
    const lines = (rest + chunk.toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const use = parseSigningLogLine(line)?.use
      if (use === undefined) throw new Error(`the signing log is damaged at byte ${String(at)}`)
      const end = at + line.length + 1
      yield { use, at, end }
      at = end
    }
  }
}

/** In chunks; the next one replaces the bytes. A stream would close the file when it is not read to its end. */
async function* bytesOf(
  file: FileHandle,
  from: number,
  end = Number.POSITIVE_INFINITY,
): AsyncGenerator<Buffer> {
  const chunk = Buffer.alloc(1 << 20)
  for (let at = from; at < end;) {
    const { bytesRead } = await file.read(chunk, 0, Math.min(chunk.length, end - at), at)
    if (bytesRead === 0) return
    yield chunk.subarray(0, bytesRead)
    at += bytesRead
  }
}

/**
 * Extends the index of a log by all its whole lines, or writes the first one. After a crash the index is the
 * old one or the new one.
 */
export async function extendIndex(log: string, maxLines = defaultMaxLines): Promise<void> {
  const file = await open(log, 'r')
  try {
    while (await extendOnce(file, log, maxLines));
  } finally {
    await file.close()
  }
}

/** Returns whether there may be more lines. */
async function extendOnce(file: FileHandle, log: string, maxLines: number): Promise<boolean> {
  const path = indexOf(log)
  const before = await openIndex(path)
  const old = before?.facts
  await before?.close()
  const facts = factsOfLog(old)
  const from = old?.end ?? 0
  const records = Buffer.alloc(maxLines * recordBytes)
  let [added, end] = [0, from]
  for await (const line of linesOfLog(file, from)) {
    writeRecord(records, added * recordBytes, line.use, line.at)
    facts.note(line.use)
    added += 1
    end = line.end
    if (added === maxLines) break
  }
  if (added === 0) return false

  const beside = `${path}.new`
  const into = await open(beside, 'w', 0o600)
  try {
    const digest = createHash('sha256')
    const write = async (bytes: Uint8Array): Promise<void> => {
      digest.update(bytes)
      await into.writeFile(bytes)
    }
    await merge(path, old, sorted(records.subarray(0, added * recordBytes)), write)
    const written = {
      end,
      lines: (old?.lines ?? 0) + added,
      lastCrls: [...facts.lastCrls].map(([issuer, number]) => [issuer, String(number)] as const),
      issuers: [...facts.issuers],
      pieces: [...(old?.pieces ?? []), { end, digest: await digestOfPiece(file, from, end) }],
      records: digest.digest('hex'),
    }
    await into.writeFile(formatFacts(written))
    await into.sync()
  } finally {
    await into.close()
  }
  await rename(beside, path)
  const folder = await open(dirname(path), 'r')
  await folder.sync().finally(() => folder.close())
  return added === maxLines
}

/** By digest, and by position where digests are equal: in buckets of the first two bytes, each sorted by itself. */
function sorted(records: Buffer): Buffer {
  const count = records.length / recordBytes
  const starts = new Uint32Array(65_537)
  const bucketOf = (record: number): number => records.readUInt16BE(record * recordBytes)
  for (let record = 0; record < count; record += 1) {
    const bucket = bucketOf(record) + 1
    starts[bucket] = (starts[bucket] ?? 0) + 1
  }
  for (let bucket = 1; bucket < starts.length; bucket += 1)
    starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0)
  const order = new Uint32Array(count)
  const next = starts.slice()
  for (let record = 0; record < count; record += 1) {
    const bucket = bucketOf(record)
    order[next[bucket] ?? 0] = record
    next[bucket] = (next[bucket] ?? 0) + 1
  }
  const compare = (one: number, other: number): number =>
    records.compare(
      records,
      other * recordBytes,
      (other + 1) * recordBytes,
      one * recordBytes,
      (one + 1) * recordBytes,
    )
  const result = Buffer.alloc(records.length)
  let at = 0
  for (let bucket = 0; bucket + 1 < starts.length; bucket += 1)
    for (const record of order.subarray(starts[bucket], starts[bucket + 1]).sort(compare)) {
      records.copy(result, at, record * recordBytes, (record + 1) * recordBytes)
      at += recordBytes
    }
  return result
}

/** Writes the records of the old index and the added ones, in order. */
async function merge(
  path: string,
  old: IndexFacts | undefined,
  added: Buffer,
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  let next = 0
  const file = old && (await unlessMissing(open(path, 'r')))
  if (file !== undefined && old !== undefined)
    try {
      const piece = 65_536 * recordBytes
      const end = old.lines * recordBytes
      for (let at = 0; at < end; at += piece) {
        const length = Math.min(piece, end - at)
        const { buffer } = await file.read(Buffer.alloc(length), 0, length, at)
        const merged = Buffer.alloc(length + added.length - next)
        let filled = 0
        for (let from = 0; from < length; from += recordBytes) {
          while (
            next < added.length &&
            added.compare(buffer, from, from + recordBytes, next, next + recordBytes) < 0
          ) {
            added.copy(merged, filled, next, next + recordBytes)
            next += recordBytes
            filled += recordBytes
          }
          buffer.copy(merged, filled, from, from + recordBytes)
          filled += recordBytes
        }
        await write(merged.subarray(0, filled))
      }
    } finally {
      await file.close()
    }
  await write(added.subarray(next))
}

/** SHA-256 of the bytes of the log between two positions. */
async function digestOfPiece(file: FileHandle, from: number, end: number): Promise<string> {
  const digest = createHash('sha256')
  for await (const chunk of bytesOf(file, from, end)) digest.update(chunk)
  return digest.digest('hex')
}

/** Whether each byte of the log that the index covers is the one that was indexed. Returns where it differs. */
export async function changedSinceIndexed(
  log: string,
  { pieces }: Pick<IndexFacts, 'pieces'>,
): Promise<number | undefined> {
  const file = await open(log, 'r')
  try {
    let from = 0
    for (const { end, digest } of pieces) {
      if ((await digestOfPiece(file, from, end)) !== digest) return from
      from = end
    }
    return undefined
  } finally {
    await file.close()
  }
}
