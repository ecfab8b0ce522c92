import { open, readFile, rename } from 'node:fs/promises'
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

/** One JSON file a card, private keys inside: a test card, and it says so. */
export const fileStore = (file: string): CardStore => ({
  load: async () => {
    try {
      return parseState(await readFile(file, 'utf8'))
    } catch (fault) {
      if (isMissing(fault)) return undefined
      throw new Error(`cannot read the virtual card ${file}`, { cause: fault })
    }
  },
  save: async (state) => {
    const written = `${file}.${String(process.pid)}.new`
    const handle = await open(written, 'w', 0o600)
    try {
      await handle.writeFile(`${JSON.stringify(state, undefined, 1)}\n`)
      await handle.datasync()
    } finally {
      await handle.close()
    }
    await rename(written, file)
  },
})

const isMissing = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && fault.code === 'ENOENT'
