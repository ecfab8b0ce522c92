import { createReadStream, createWriteStream } from 'node:fs'
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Frame } from '@sotevarmenne/x509/crl-frame'
import { headerLength } from '@sotevarmenne/x509/der'
import type { PublishedCrl } from './store.ts'

/** A CRL as this node serves it. */
export type CrlFile = Omit<PublishedCrl, 'signature'> & {
  readonly plain: StoredFile
  /** The same, compressed in advance; undefined until then, or if it would not be shorter. */
  readonly gzip: StoredFile | undefined
  readonly br: StoredFile | undefined
}

export type StoredFile = { readonly path: string; readonly length: number }

/** A file that is written before the bytes around its content are known. */
export type UnfinishedFile = {
  readonly add: (bytes: Uint8Array) => Promise<void>
  /** Renames it once it is complete: readers never see a partial file. */
  readonly finish: (frame: Frame) => Promise<StoredFile>
  readonly discard: () => Promise<void>
}

/**
 * Begins a file under a temporary name; `room`: expected number of bytes before the added ones. Nothing is
 * flushed to the disk: after a crash the CRLs are created again at the next start.
 */
export async function beginFile(path: string, room: number): Promise<UnfinishedFile> {
  const unfinished = `${path}.part`
  const file = await open(unfinished, 'w', 0o644)
  await file.writeFile(new Uint8Array(room))
  return {
    add: (bytes) => file.writeFile(bytes),
    finish: async ({ before, after }) => {
      try {
        await file.writeFile(after)
        if (before.length === room) await file.write(before, 0, room, 0)
        else await replaceStart(unfinished, room, before)
        await rename(unfinished, path)
        return { path, length: (await file.stat()).size }
      } finally {
        await file.close()
      }
    },
    discard: async () => {
      await file.close()
      await rm(unfinished, { force: true })
    },
  }
}

/** The same for a CRL with so many bytes to be signed. */
export const beginCrlFile = (
  folder: string,
  {
    issuer,
    shard,
    number,
    tbsLength,
  }: Pick<CrlFile, 'issuer' | 'shard' | 'number'> & { readonly tbsLength: number },
): Promise<UnfinishedFile> => {
  const scope = shard === undefined ? issuer : `${issuer}-${String(shard)}`
  return beginFile(join(folder, `${scope}-${String(number)}.crl`), headerLength(tbsLength))
}

/** Runs the work on an unfinished file; without success the file is deleted. */
export async function orDiscarded<Value, Refusal>(
  file: UnfinishedFile,
  action: () => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> {
  try {
    const result = await action()
    if (!result.ok) await file.discard()
    return result
  } catch (fault) {
    await file.discard()
    throw fault
  }
}

/** Replaces the first `length` bytes by another beginning. */
async function replaceStart(path: string, length: number, start: Uint8Array): Promise<void> {
  const bytes = await readFile(path)
  await writeFile(path, Buffer.concat([start, bytes.subarray(length)]))
}

/** The bytes of a file, in pieces. */
export const readPieces = (path: string): AsyncIterable<Uint8Array> =>
  createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>

/** Both compressed forms of a CRL, if they are shorter. Serials are random: a CRL shrinks to a half. */
export async function compress(plain: StoredFile): Promise<Pick<CrlFile, 'gzip' | 'br'>> {
  const gzip = await compressWith(plain, `${plain.path}.gz`, createGzip({ level: 6 }))
  const br = await compressWith(
    plain,
    `${plain.path}.br`,
    createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  )
  return { gzip, br }
}

async function compressWith(
  plain: StoredFile,
  path: string,
  through: NodeJS.ReadWriteStream,
): Promise<StoredFile | undefined> {
  await pipeline(createReadStream(plain.path), through, createWriteStream(path))
  const { size: length } = await stat(path)
  if (length < plain.length) return { path, length }
  await rm(path)
  return undefined
}

export async function removeCrl({ plain, gzip, br }: CrlFile): Promise<void> {
  for (const file of [plain, gzip, br]) if (file !== undefined) await rm(file.path, { force: true })
}
