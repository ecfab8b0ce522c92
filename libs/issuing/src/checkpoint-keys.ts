import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The keys that have signed the audit log's tree heads, in order. SubjectPublicKeyInfo in DER (P-256,
 * SHA-256).
 */
export type CheckpointKeys = {
  /** The name of the signer's current key. */
  readonly name: string
  readonly current: Uint8Array
  /** The former keys, oldest first. */
  readonly former: readonly Uint8Array[]
}

/**
 * The first is `checkpoint`, later ones `checkpoint-2` and so on; the file with the public key has the same
 * name.
 */
export const checkpointKeyName = (generation: number): string =>
  generation === 1 ? 'checkpoint' : `checkpoint-${String(generation)}`

/** Reads the public keys in the folder. Throws when there is none, or one in the sequence is missing. */
export async function readCheckpointKeys(folder: string): Promise<CheckpointKeys> {
  const found = (await readdir(folder)).filter((name) => /^checkpoint(-\d+)?\.spki$/.test(name))
  const names = found.map((_, index) => checkpointKeyName(index + 1))
  const all = await Promise.all(
    names.map(async (name) => new Uint8Array(await readFile(join(folder, `${name}.spki`)))),
  )
  const [name, current] = [names.at(-1), all.at(-1)]
  if (name === undefined || current === undefined)
    throw new Error(`no checkpoint key in ${folder}: hold the key ceremony first`)
  return { name, current, former: all.slice(0, -1) }
}
