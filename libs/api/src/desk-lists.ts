import { z } from 'zod'
import { dateText, lineText, pageLimit, pageCursor } from './values.ts'

export const listOrder = z.enum(['newest', 'oldest'])
export type ListOrder = z.infer<typeof listOrder>

/** Part of a name, or the whole number that the list knows its entries by. */
export const listSearch = lineText({ min: 2, max: 100 })

/**
 * How every list of the desk is searched, narrowed to days and sorted; a page at a time. Sent in a body: a name must
 * not be in an address.
 */
export const deskList = z.object({
  search: listSearch.optional(),
  /** The first and the last day, both included. */
  from: dateText.optional(),
  to: dateText.optional(),
  /** The newest first, unless it says otherwise. */
  order: listOrder.optional(),
  cursor: pageCursor.optional(),
  limit: pageLimit,
})

/** The rule of the days: the last one is not before the first. */
export const daysInOrder = ({
  from,
  to,
}: {
  readonly from?: string | undefined
  readonly to?: string | undefined
}): boolean => from === undefined || to === undefined || from <= to
