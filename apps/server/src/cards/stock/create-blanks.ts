import type { RejectedBecause } from '@sotevarmenne/api/stock'
import type { Tx } from '#platform/db.ts'
import { bindOperations } from '#platform/operation.ts'
import {
  listBlankOrders,
  orderBlanks,
  receiveOrderedBlanks,
  refuseBlankOrder,
  sendOrderedBlanks,
  viewBlankOrder,
  withdrawBlankOrder,
} from './blank-orders.ts'
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
import { waitingBlankOrders } from './stores/waiting.ts'
import { stockByPlace, viewStock } from './view-stock.ts'

export type Blanks = ReturnType<typeof createBlanks>

export const createBlanks = (deps: BlanksDeps) => ({
  ...bindOperations(deps, {
    viewStock,
    receiveBlanks,
    moveBlanks,
    countBlanks,
    rejectBlank,
    orderBlanks,
    listBlankOrders,
    viewBlankOrder,
    sendOrderedBlanks,
    refuseBlankOrder,
    withdrawBlankOrder,
    receiveOrderedBlanks,
  }),
  waiting: [waitingBlankOrders],
  stockByPlace: stockByPlace(deps),
  /** Whether any delivery was ever entered. */
  hasAny: async (tx: Tx): Promise<boolean> => (await allBatches(tx)).length > 0,
  /** Whether the chip is in stock at the place: only such a blank card may be used. */
  isInStock: async (
    tx: Tx,
    { chipSerial, place }: { readonly chipSerial: string; readonly place: string },
  ): Promise<boolean> => {
    const blank = await findBlank(tx, chipSerial)
    return blank?.state === 'in-stock' && blank.place === place
  },
  /** Uses the blank card for a card, in the caller's transaction. Returns whether it was in stock. */
  use: async (tx: Tx, chipSerial: string): Promise<boolean> => {
    const blank = await lockBlank(tx, chipSerial)
    if (blank?.state !== 'in-stock') return false
    await setState(tx, chipSerial, 'used', deps.clock.now())
    return true
  },
  /** The delivery that the chip came with; undefined for an unknown chip. */
  batchOf: batchOfChip,
  placesInStock,
  batchesBy: batchesById,
  /** Its place and state, locked until the transaction ends. */
  lock: lockBlank,
  /**
   * Rejects the blank card, or the card produced on it, in the caller's transaction. An unknown chip changes
   * nothing.
   */
  reject: (tx: Tx, chipSerial: string, because: RejectedBecause): Promise<void> =>
    setRejected(tx, chipSerial, { because, since: deps.clock.now() }),
  /** The card produced on it is lost or stolen, in the caller's transaction: it is missing until it returns. */
  lose: (tx: Tx, chipSerial: string): Promise<void> =>
    setState(tx, chipSerial, 'missing', deps.clock.now()),
  /**
   * A reader at the place verified that it is empty: it is in stock there from now on, in the caller's
   * transaction. Returns whether it is; a rejected or unknown chip never is.
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
