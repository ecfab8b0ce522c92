import { readFile, rename, writeFile } from 'node:fs/promises'
import type { SeenCrl } from './check-crl.ts'

/** What the watcher remembers from round to round, and over its restarts. */
export type State = {
  readonly crls: { readonly [address: string]: SeenCrl }
  /** By CA: since when a serial number is on the full CRL and on no shard, or the other way round. */
  readonly differing: { readonly [ca: string]: { readonly [serial: string]: number } }
}

export const nothingSeen: State = { crls: {}, differing: {} }

/** Returns undefined for a file that is no state: its memory is lost then, which is a finding. */
export async function readState(file: string): Promise<State | undefined> {
  let text
  try {
    text = await readFile(file, 'utf8')
  } catch {
    return nothingSeen
  }
  try {
    const { crls, differing } = JSON.parse(text) as Partial<State>
    return crls === undefined || differing === undefined ? undefined : { crls, differing }
  } catch {
    return undefined
  }
}

/** Whole or not at all, whenever the machine stops. */
export async function writeState(file: string, state: State): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(state), { flush: true })
  await rename(`${file}.new`, file)
}
