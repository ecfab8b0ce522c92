import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { cardRemoved } from '../card-channel.ts'
import { parseState, type CardState } from './state.ts'

/** The storage of a virtual card's state. `save` succeeds entirely or changes nothing. */
export type CardStore = {
  load(): Promise<CardState | undefined>
  save(state: CardState): Promise<void>
}

export function memoryStore(): CardStore {
  let stored: CardState | undefined
  return {
    load: () => Promise.resolve(stored),
    save: (state) => {
      stored = state
      return Promise.resolve()
    },
  }
}

/**
 * One JSON file per card, private keys inside: a test card, and it says so. A real card can be in one reader
 * only: when another program changed the file since this store read or wrote it, the card is gone from here,
 * and saving throws `cardRemoved`. Of programs that save at the same moment exactly one succeeds.
 */
export function fileStore(file: string): CardStore {
  /** The text as last read or written by this store; undefined when it has done neither. */
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
    save: (state) =>
      alone(file, async () => {
        if (known !== undefined && known !== ((await readIfThere(file)) ?? ''))
          throw cardRemoved(new Error(`virtual card file was changed by another program: ${file}`))
        const text = `${JSON.stringify(state, undefined, 1)}\n`
        await replaceFile(file, text)
        known = text
      }),
  }
}

/**
 * Runs the operation while no other runs one on the same file, in this program or another. The lock is a name
 * that one socket of the machine can have at a time (an abstract Unix socket, Linux): it ends with its
 * program, however that ends.
 */
async function alone<Value>(file: string, operation: () => Promise<Value>): Promise<Value> {
  const name = createHash('sha256').update(path.resolve(file)).digest('hex')
  const lock = createServer()
  while (!(await isListening(lock, `\0virtual-card-${name}`))) await wait(retryMilliseconds)
  try {
    return await operation()
  } finally {
    lock.close()
    await once(lock, 'close')
  }
}

/** A save takes some milliseconds. */
const retryMilliseconds = 2

const isListening = async (lock: Server, name: string): Promise<boolean> => {
  try {
    await once(lock.listen(name), 'listening')
    return true
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'EADDRINUSE') return false
    throw fault
  }
}

/**
 * Replaces the file's text, entirely or not at all, and flushes it to disk. Only one at a time does so: a
 * temporary file left by a killed program is overwritten by the next.
 */
async function replaceFile(file: string, text: string): Promise<void> {
  const aside = `${file}.new`
  try {
    const handle = await open(aside, 'w', 0o600)
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

/** The new name is on the disk only once its directory is flushed. */
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
