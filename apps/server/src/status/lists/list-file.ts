import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import type { PublishedList } from '../store.ts'

/** A list as this node serves it. */
export type ListFile = Omit<PublishedList, 'signature'> & {
  readonly plain: StoredFile
  /** The same, compressed ahead; undefined as long as it isn't, or would not be shorter. */
  readonly gzip: StoredFile | undefined
  readonly br: StoredFile | undefined
}

export type StoredFile = { readonly path: string; readonly length: number }

/** Writes the octets under another name, flushes them, and only then gives the file its name: whoever opens it has all. */
export async function storeFile(
  path: string,
  octets: AsyncIterable<Uint8Array>,
): Promise<StoredFile> {
  const unfinished = `${path}.part`
  const file = await open(unfinished, 'w', 0o644)
  let length = 0
  try {
    for await (const piece of octets) {
      await file.writeFile(piece)
      length += piece.length
    }
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(unfinished, path)
  return { path, length }
}

/** The octets of a file, in pieces. */
export const readPieces = (path: string): AsyncIterable<Uint8Array> =>
  createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>

/** Both compressed forms of a list, where they are shorter. Serials are random: a list shrinks to a half. */
export async function compress(plain: StoredFile): Promise<Pick<ListFile, 'gzip' | 'br'>> {
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

export async function removeList({ plain, gzip, br }: ListFile): Promise<void> {
  for (const file of [plain, gzip, br]) if (file !== undefined) await rm(file.path, { force: true })
}
