import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'

/** A package of the card reader software that the service offers for download. */
export type ReaderPackage = {
  readonly name: string
  readonly bytes: number
  /** Of its content, in hexadecimal. */
  readonly sha256: string
}

/** As `npm run package:reader` and `package:reader-windows` name them. */
const packageName = /^sotevarmenne-reader_\d+\.\d+\.\d+_[a-z0-9]+\.(?:deb|msi)$/

/** The packages in the folder, the newest version first; each is read once for its digest, until it is replaced. */
export function readerPackages(
  folder: string | undefined,
): () => Promise<readonly ReaderPackage[]> {
  const known = new Map<string, Promise<string>>()
  return async () => {
    if (folder === undefined) return []
    const names = await readdir(folder).catch((fault: unknown) => {
      if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw fault
    })
    const offered = names.filter((name) => packageName.test(name)).toSorted(newestFirst)
    return Promise.all(
      offered.map(async (name) => {
        const file = path.join(folder, name)
        const { size: bytes, mtimeMs } = await stat(file)
        const state = `${name} ${String(bytes)} ${String(mtimeMs)}`
        const digest = known.get(state) ?? sha256Of(file)
        known.set(state, digest)
        digest.catch(() => known.delete(state))
        return { name, bytes, sha256: await digest }
      }),
    )
  }
}

const newestFirst = (one: string, other: string): number =>
  other.localeCompare(one, 'en', { numeric: true })

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}
