import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The keys that have signed heads of the audit trail, one after another. SubjectPublicKeyInfo in DER (P-256, SHA-256). */
export type CheckpointKeys = {
  /** What the signer's key is called that signs today. */
  readonly name: string
  readonly current: Uint8Array
  /** Those before it, the oldest first. */
  readonly former: readonly Uint8Array[]
}

/** The first is `checkpoint`, later ones `checkpoint-2` and so on; its public half is the file of that name. */
export const checkpointKeyName = (generation: number): string =>
  generation === 1 ? 'checkpoint' : `checkpoint-${String(generation)}`

/** Reads the public halves that lie in the folder. Throws when there is none, or one in between is missing. */
export async function readCheckpointKeys(folder: string): Promise<CheckpointKeys> {
  const found = (await readdir(folder)).filter((name) => /^checkpoint(-\d+)?\.spki$/.test(name))
  const names = found.map((_, index) => checkpointKeyName(index + 1))
  const all = await Promise.all(
    names.map(async (name) => new Uint8Array(await readFile(join(folder, `${name}.spki`)))),
  )
  const [name, current] = [names.at(-1), all.at(-1)]
  if (name === undefined || current === undefined)
    throw new Error(`no checkpoint key in ${folder}: the key ceremony has to be held first`)
  return { name, current, former: all.slice(0, -1) }
}
