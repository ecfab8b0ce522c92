import type { Order as OrderShown, Right as RightShown } from '@sotevarmenne/api/orders'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { isInForce } from '#products/index.ts'
import type { Order, OrderedRight } from './domain/order.ts'

/** The order as the HTTP contract says it. A draft carries the text to be signed. */
export function showOrder({ content, statement, ...order }: Order, today: LocalDate): OrderShown {
  const placement = order.state === 'draft' ? undefined : order.placement
  return {
    orderId: content.orderId,
    state: order.state,
    person: {
      personId: content.personId,
      givenNames: content.givenNames,
      surname: content.surname,
    },
    right: showRight(content.right, today),
    ...(content.photo && { photoId: content.photo.photoId }),
    language: content.language,
    validTo: content.validTo,
    draftedAt: formatInstant(content.draftedAt),
    ...(placement && {
      orderedAt: formatInstant(placement.orderedAt),
      cardId: placement.cardId,
    }),
    ...(order.state === 'draft' && { statement: Buffer.from(statement).toString('base64') }),
  }
}

export const showRight = (right: OrderedRight, today: LocalDate): RightShown => ({
  rightId: right.rightId,
  register: right.register,
  code: right.code,
  title: right.title,
  validFrom: right.validFrom,
  ...(right.validTo !== undefined && { validTo: right.validTo }),
  inForce: isInForce(right, today),
  ...(right.limits !== undefined && { limits: right.limits }),
})
