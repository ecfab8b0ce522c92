import type { Tx } from '#platform/db.ts'
import type { RejectedBecause } from './contract.ts'
import type { BlanksDeps } from './deps.ts'
import { countBlanks, moveBlanks, receiveBlanks, rejectBlank } from './keep-stock.ts'
import {
  allBatches,
  batchesById,
  batchOfChip,
  findBlank,
  lockBlank,
  placesInStock,
  putIntoStock,
  setRejected,
  setState,
} from './store.ts'
import { stockByPlace, viewStock } from './view-stock.ts'

export type Blanks = ReturnType<typeof createBlanks>

export const createBlanks = (deps: BlanksDeps) => ({
  receiveBlanks: receiveBlanks(deps),
  moveBlanks: moveBlanks(deps),
  countBlanks: countBlanks(deps),
  rejectBlank: rejectBlank(deps),
  viewStock: viewStock(deps),
  stockByPlace: stockByPlace(deps),
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
  /** The delivery that the chip came with; undefined of one that the book does not know. */
  batchOf: batchOfChip,
  placesInStock,
  batchesBy: batchesById,
  /** Where it is and how it stands, which nobody else changes until the transaction ends. */
  lock: lockBlank,
  /**
   * The blank, or the card that was made of it, becomes nobody's card any more, in the transaction that records so. One that the book
   * does not know changes nothing.
   */
  giveUp: (tx: Tx, chipSerial: string, because: RejectedBecause): Promise<void> =>
    setRejected(tx, chipSerial, { because, since: deps.clock.now() }),
  /** The card that was made of it is lost or stolen, in the transaction that records so: it is missing until it comes back. */
  lose: (tx: Tx, chipSerial: string): Promise<void> =>
    setState(tx, chipSerial, 'missing', deps.clock.now()),
  /**
   * It has proved to be empty in a reader at the place, and lies in stock there from now on, in the transaction that records so.
   * Answers whether: one that was rejected, or that the book does not know, never does.
   */
  takeBack: async (
    tx: Tx,
    { chipSerial, place }: { readonly chipSerial: string; readonly place: string },
  ): Promise<boolean> => {
    const blank = await lockBlank(tx, chipSerial)
    if (!blank || blank.state === 'rejected') return false
    await putIntoStock(tx, { chipSerial, place, since: deps.clock.now() })
    return true
  },
})
