import { z } from 'zod'
import { daysInOrder, deskList } from './desk-lists.ts'
import { defineEndpoint } from './endpoint.ts'
import { address, chipSerial, id, instantText, reasonText, writtenText } from './values.ts'
import { definePermission } from './permission.ts'

export const blankOrderState = z.enum(['ordered', 'sent', 'received', 'refused', 'withdrawn'])
export type BlankOrderState = z.infer<typeof blankOrderState>

/** Maximum number of blank cards in one order of a registration point. */
export const maxBlanksOrdered = 1000

const amount = z.number().int().min(1).max(maxBlanksOrdered)
const count = z.number().int().min(0)
const range = { firstSerial: chipSerial, lastSerial: chipSerial }
const note = writtenText({ max: 500 })

export const blankOrderView = z.object({
  orderId: id,
  point: z.object({ pointId: id, name: z.string() }),
  state: blankOrderState,
  amount,
  address,
  /** What the point wrote to the office. */
  note: z.string().optional(),
  orderedAt: instantText,
  /** Whole days for which it has waited for the office, or for its cards; absent once it is settled. */
  waitingDays: count.optional(),
  /** What the office sent: the series, and how many cards of it were in stock. */
  sent: z.object({ at: instantText, ...range, amount: count }).optional(),
  /** What the point received. */
  received: z
    .object({
      at: instantText,
      amount: count,
      /** Sent, and not in the delivery. */
      missing: count,
      /** In the delivery, and not sent: they are not in the stock of the point. */
      extra: count,
    })
    .optional(),
  /** Why it was refused. */
  because: z.string().optional(),
  /** What the caller may do now. */
  may: z.array(z.enum(['send', 'refuse', 'withdraw', 'receive'])),
})
export type BlankOrderView = z.infer<typeof blankOrderView>

export const orderBlanks = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/blank-orders',
  permission: definePermission('blanks.orderBlanks', {
    roles: ['registrar'],
    label: {
      fi: 'Korttiaihioiden tilaaminen',
      sv: 'Beställning av ämneskort',
      en: 'Ordering blank cards',
    },
  }),
  summary:
    'A registration point orders blank cards for its stock (registrar). The same `orderId` again returns the same order',
  input: z.object({ orderId: id, amount, address, note: note.optional() }),
  response: blankOrderView,
})

export const blankOrdersShown = z.enum(['open', 'differing', 'all'])
export type BlankOrdersShown = z.infer<typeof blankOrdersShown>

const viewPermission = definePermission('blanks.viewBlankOrders', {
  roles: ['registrar', 'caseOfficer', 'auditor'],
  label: {
    fi: 'Korttiaihiotilausten katselu',
    sv: 'Visning av beställningar av ämneskort',
    en: 'Viewing orders of blank cards',
  },
})

export const viewBlankOrder = defineEndpoint({
  method: 'GET',
  path: '/blank-orders/:orderId',
  permission: viewPermission,
  summary: 'One order of blank cards; for a registrar one of their point',
  input: z.object({ orderId: id }),
  response: blankOrderView,
})

export const listBlankOrders = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/blank-orders/search',
  permission: viewPermission,
  summary:
    'Orders of blank cards, for a registrar those of their point, for the office those of all points; found by the name of the point or by a chip serial of the series sent',
  input: deskList
    .extend({
      /** `differing`: received, but not what was sent. */
      show: blankOrdersShown.default('all'),
    })
    .refine(daysInOrder, { path: ['to'] }),
  response: z.object({ orders: z.array(blankOrderView), nextCursor: z.string().optional() }),
})

const decidePermission = definePermission('blanks.decideBlankOrder', {
  roles: ['caseOfficer'],
  label: {
    fi: 'Korttiaihiotilauksen käsittely',
    sv: 'Handläggning av en beställning av ämneskort',
    en: 'Handling an order of blank cards',
  },
})

export const sendOrderedBlanks = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/blank-orders/:orderId/sending',
  permission: decidePermission,
  summary:
    'Sends the blank cards of a series that are in stock at the production site: they are in transit to the point until it receives them',
  input: z.object({ orderId: id, ...range }),
  response: blankOrderView,
})

export const refuseBlankOrder = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/blank-orders/:orderId/refusal',
  permission: decidePermission,
  summary: 'Refuses an order of blank cards with a reason, which the point reads',
  input: z.object({ orderId: id, because: reasonText }),
  response: blankOrderView,
})

export const withdrawBlankOrder = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/blank-orders/:orderId/withdrawal',
  permission: definePermission('blanks.withdrawBlankOrder', {
    roles: ['registrar'],
    label: {
      fi: 'Korttiaihiotilauksen peruminen',
      sv: 'Återkallande av en beställning av ämneskort',
      en: 'Withdrawing an order of blank cards',
    },
  }),
  summary: 'The point withdraws its order before anything was sent',
  input: z.object({ orderId: id }),
  response: blankOrderView,
})

export const receiveOrderedBlanks = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/blank-orders/:orderId/reception',
  permission: definePermission('blanks.receiveOrderedBlanks', {
    roles: ['registrar'],
    label: {
      fi: 'Tilattujen korttiaihioiden vastaanotto',
      sv: 'Mottagning av beställda ämneskort',
      en: 'Receiving ordered blank cards',
    },
  }),
  summary:
    'Receives what was sent for an order: what arrived is in stock at the point, what did not is missing, and differences in number are recorded',
  input: z.object({
    orderId: id,
    /** The series that arrived; absent if nothing did. */
    arrived: z.object(range).optional(),
    /** Serials of that series that were not in the delivery. */
    absent: z.array(chipSerial).max(maxBlanksOrdered).default([]),
  }),
  response: blankOrderView,
})
