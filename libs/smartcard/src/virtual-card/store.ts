import type { CardState } from './state.ts'

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
export function fileStore(_file: string): CardStore {
  throw new Error('not written yet')
}
