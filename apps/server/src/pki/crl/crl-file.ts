import { createReadStream, createWriteStream } from 'node:fs'
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Frame } from '@sotevarmenne/x509/crl-frame'
import { headerLength } from '@sotevarmenne/x509/der'
import type { PublishedList } from './store.ts'

/** A list as this node serves it. */
export type ListFile = Omit<PublishedList, 'signature'> & {
  readonly plain: StoredFile
  /** The same, compressed ahead; undefined as long as it isn't, or would not be shorter. */
  readonly gzip: StoredFile | undefined
  readonly br: StoredFile | undefined
}

export type StoredFile = { readonly path: string; readonly length: number }

/** A file whose octets come before it is known what stands around them. */
export type UnfinishedFile = {
  readonly add: (octets: Uint8Array) => Promise<void>
  /** Gives it its name once it is whole: whoever opens it has all. */
  readonly finish: (frame: Frame) => Promise<StoredFile>
  readonly discard: () => Promise<void>
}

/**
 * Begins a file under another name; `room` is how many octets will probably stand before those that are added. Nothing is
 * flushed to the disk: what a crash leaves of lists is made anew at the next start.
 */
export async function beginFile(path: string, room: number): Promise<UnfinishedFile> {
  const unfinished = `${path}.part`
  const file = await open(unfinished, 'w', 0o644)
  await file.writeFile(new Uint8Array(room))
  return {
    add: (octets) => file.writeFile(octets),
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

/** The same for a list that has so many octets to be signed. */
export const beginListFile = (
  folder: string,
  {
    issuer,
    shard,
    number,
    tbsLength,
  }: Pick<ListFile, 'issuer' | 'shard' | 'number'> & { readonly tbsLength: number },
): Promise<UnfinishedFile> => {
  const scope = shard === undefined ? issuer : `${issuer}-${String(shard)}`
  return beginFile(join(folder, `${scope}-${String(number)}.crl`), headerLength(tbsLength))
}

/** What is done with a file that is begun; without success nothing is left of it. */
export async function orDiscarded<Value, Refusal>(
  file: UnfinishedFile,
  act: () => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> {
  try {
    const result = await act()
    if (!result.ok) await file.discard()
    return result
  } catch (fault) {
    await file.discard()
    throw fault
  }
}

/** Puts another beginning in the place of so many octets. */
async function replaceStart(path: string, length: number, start: Uint8Array): Promise<void> {
  const octets = await readFile(path)
  await writeFile(path, Buffer.concat([start, octets.subarray(length)]))
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
