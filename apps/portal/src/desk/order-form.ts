import { cardDelivery, type CardProduct } from '@sotevarmenne/api/cards'
import type { OrderView } from '@sotevarmenne/api/orders'
import { addDays, addYears, localDate } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import { emptyAddress, letterAddressFilledIn, typedLetterAddress } from '../forms/address.tsx'
import { errorText } from '../forms/error-texts.ts'
import { emptyIdentification, typedAgain, typedIdentification } from '../forms/identification.ts'
import { languages } from '../texts/text.ts'
import type { Visitor } from './visitor.ts'

/**
 * The fields of every order, as the registrar fills them in. Under non-disclosure there is no letter address.
 */
export const typedOfEveryOrder = z.object({
  identification: typedIdentification,
  photo: z.custom<string>((chosen) => typeof chosen === 'string' && chosen !== 'unfinished', {
    error: errorText('photo'),
  }),
  language: z.enum(languages, { error: errorText('language') }),
  letterAddress: typedLetterAddress.optional(),
  noticeEmail: z.union(
    [
      z.literal('').transform(() => undefined),
      z.email(errorText('emailAddress')).max(254, errorText('emailAddress')),
    ],
    { error: errorText('emailAddress') },
  ),
  termsAccepted: z.literal(true, { error: errorText('terms') }),
})
export type TypedOfEveryOrder = z.input<typeof typedOfEveryOrder>

/** The order of a professional card. */
export const typedOrder = z.object({
  rightId: z.string({ error: errorText('right') }).min(1, { error: errorText('right') }),
  delivery: cardDelivery,
  ...typedOfEveryOrder.shape,
})

/** A card is sent home only to the address of the population register. */
export const maySendHome = ({ nonDisclosure, address }: Visitor): boolean =>
  !nonDisclosure && address !== undefined

export type TypedOrder = z.input<typeof typedOrder>
export type ReadOrder = z.output<typeof typedOrder>

/**
 * The earlier order that a form is filled in from: one that is corrected, or a draft that is changed, with what
 * was typed for it.
 */
export type FilledFrom = OrderView | undefined

/** The order that the new one corrects: of a draft that is changed, the one that the draft corrected. */
export const correctedBy = (from: FilledFrom): string | undefined =>
  from?.typed === undefined ? from?.orderId : from.corrects

/**
 * Filled in with what is known beforehand: the only right in force, or that of the earlier order, and the
 * register data of every order.
 */
export function orderFilledFor(visitor: Visitor, from: FilledFrom) {
  const inForce = visitor.rights.filter((right) => right.inForce)
  const before = inForce.find(({ rightId }) => rightId === from?.right?.rightId)
  const only = inForce.length === 1 ? inForce[0] : before
  return {
    rightId: only?.rightId ?? '',
    delivery: maySendHome(visitor) && from?.typed ? from.delivery : 'registration-point',
    ...everyOrderFilledFor(visitor, from),
  }
}

/** What was typed before; otherwise the visitor's language, and the address in the register. */
export function everyOrderFilledFor(
  { language, nonDisclosure, address }: Visitor,
  from: FilledFrom,
) {
  const typed = from?.typed
  const letterAddress = letterAddressFilledIn(typed?.letterAddress ?? address ?? emptyAddress)
  return {
    identification: typed === undefined ? emptyIdentification : typedAgain(typed.identification),
    language: from?.language ?? language,
    noticeEmail: from?.noticeEmail ?? '',
    ...(nonDisclosure ? {} : { letterAddress }),
    ...(typed !== undefined && {
      photo: from?.photoId ?? 'none',
      termsAccepted: true as const,
    }),
  }
}

/**
 * The expected last day of the card, for the picture only: five years less a day, or the right's end if it
 * comes sooner.
 */
export function expectedValidTo(rightEnds: string | undefined, today: string): string {
  const max = addDays(addYears(localDate(today), 5), -1)
  return rightEnds !== undefined && rightEnds < max ? rightEnds : max
}

/** The page on which a card of this kind is ordered. */
export const orderPageOf = (product: CardProduct): string =>
  product === 'professional-card' ? 'desk/order' : `desk/order/${product}`
