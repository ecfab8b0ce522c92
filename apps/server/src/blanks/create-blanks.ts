import type { Tx } from '#platform/db.ts'
import type { BlanksDeps } from './deps.ts'
import { countBlanks, moveBlanks, receiveBlanks, rejectBlank } from './keep-stock.ts'
import { allBatches, findBlank, lockBlank, setState } from './store.ts'
import { viewStock } from './view-stock.ts'

export type Blanks = ReturnType<typeof createBlanks>

export const createBlanks = (deps: BlanksDeps) => ({
  receiveBlanks: receiveBlanks(deps),
  moveBlanks: moveBlanks(deps),
  countBlanks: countBlanks(deps),
  rejectBlank: rejectBlank(deps),
  viewStock: viewStock(deps),
  /** Whether any delivery was ever entered. */
  hasAny: async (tx: Tx): Promise<boolean> => (await allBatches(tx)).length > 0,
  /** Whether the chip lies in stock at the place: only such a blank becomes a card. */
  isInStock: async (
    tx: Tx,
    { chipSerial, place }: { readonly chipSerial: string; readonly place: string },
  ): Promise<boolean> => {
    const blank = await findBlank(tx, chipSerial)
    return blank?.state === 'in-stock' && blank.place === place
  },
  /** The blank is becoming a card, in the transaction that records so. Answers whether it was in stock. */
  use: async (tx: Tx, chipSerial: string): Promise<boolean> => {
    const blank = await lockBlank(tx, chipSerial)
    if (blank?.state !== 'in-stock') return false
    await setState(tx, chipSerial, 'used', deps.clock.now())
    return true
  },
  /** The blank was given up, in the transaction that records so. One that the book does not know changes nothing. */
  giveUp: (tx: Tx, chipSerial: string): Promise<void> =>
    setState(tx, chipSerial, 'rejected', deps.clock.now()),
  /** A card came back, proved empty: its blank lies in stock again, in the transaction that records so. */
  takeBack: (tx: Tx, chipSerial: string): Promise<void> =>
    setState(tx, chipSerial, 'in-stock', deps.clock.now()),
})
