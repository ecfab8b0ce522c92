import { orderLabels, readLines, readOrderStatement, type OrderRead } from './order-statement.ts'

/** Like an order of a professional card, with the card that is renewed. */
export const renewalLabels = {
  ...orderLabels,
  renews: 'Uusittava kortti / Kort som förnyas / Card to renew',
} as const

/** What the statement of a renewal says. The holder signs it, or identifies for it. */
export type RenewalRead = Extract<OrderRead, { readonly product: 'professional-card' }>

/** Reads a statement; undefined when it is no order of a professional card, or does not say what it renews. */
export function readRenewalStatement(statement: string): RenewalRead | undefined {
  const order = readOrderStatement(statement)
  const renews = readLines(statement)?.get(renewalLabels.renews) ?? ''
  return order?.product === 'professional-card' && renews !== '' ? order : undefined
}
