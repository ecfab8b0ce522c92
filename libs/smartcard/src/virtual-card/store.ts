import { randomUUID } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { cardRemoved } from '../card-channel.ts'
import { parseState, type CardState } from './state.ts'

/** Where a virtual card keeps its state. `save` has happened entirely or not at all. */
export type CardStore = {
  load(): Promise<CardState | undefined>
  save(state: CardState): Promise<void>
}

export function memoryStore(): CardStore {
  let kept: CardState | undefined
  return {
    load: () => Promise.resolve(kept),
    save: (state) => {
      kept = state
      return Promise.resolve()
    },
  }
}

/**
 * One JSON file a card, private keys inside: a test card, and it says so. Plastic can be in one reader only: when another
 * program changed the file since this store read or wrote it, the card is gone from here, and saving faults with
 * `cardRemoved`. Programs that save in the very same moment are not kept apart.
 */
export function fileStore(file: string): CardStore {
  /** The text as this store knows it; undefined when it has neither read nor written. */
  let known: string | undefined
  return {
    load: async () => {
      const text = await readIfThere(file)
      known = text ?? ''
      if (text === undefined) return undefined
      try {
        return parseState(text)
      } catch (fault) {
        throw new Error(`cannot read the virtual card ${file}`, { cause: fault })
      }
    },
    save: async (state) => {
      if (known !== undefined && known !== ((await readIfThere(file)) ?? ''))
        throw cardRemoved(new Error(`another program changed ${file}`))
      const text = `${JSON.stringify(state, undefined, 1)}\n`
      await replaceFile(file, text)
      known = text
    },
  }
}

/** Puts the text in the file's place, entirely or not at all, and on the disk. */
async function replaceFile(file: string, text: string): Promise<void> {
  const aside = `${file}.${randomUUID()}.new`
  try {
    const handle = await open(aside, 'wx', 0o600)
    try {
      await handle.writeFile(text)
      await handle.datasync()
    } finally {
      await handle.close()
    }
    await rename(aside, file)
  } catch (fault) {
    await rm(aside, { force: true })
    throw fault
  }
  await syncDirectory(path.dirname(file))
}

/** The new name is on the disk only with its directory. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (fault) {
    if (isMissing(fault)) return undefined
    throw new Error(`cannot read the virtual card ${file}`, { cause: fault })
  }
}

const isMissing = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && fault.code === 'ENOENT'
