import type { OrderView } from '@sotevarmenne/api/orders'
import { addDays, addYears, localDate } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import { typedAddress } from '../forms/address.tsx'
import { errorText } from '../forms/error-text.ts'
import { emptyIdentification, typedIdentification } from '../forms/identification.ts'
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
  letterAddress: typedAddress.optional(),
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
  ...typedOfEveryOrder.shape,
})

export type TypedOrder = z.input<typeof typedOrder>
export type ReadOrder = z.output<typeof typedOrder>

/**
 * Filled in with what is known beforehand: the only right in force, or that of the order that is corrected,
 * and the register data of every order.
 */
export function orderFilledFor(visitor: Visitor, corrects?: OrderView) {
  const inForce = visitor.rights.filter((right) => right.inForce)
  const before = inForce.find(({ rightId }) => rightId === corrects?.right?.rightId)
  const only = inForce.length === 1 ? inForce[0] : before
  return { rightId: only?.rightId ?? '', ...everyOrderFilledFor(visitor, corrects) }
}

/** The visitor's language, and the address in the register. */
export const everyOrderFilledFor = (
  { language, nonDisclosure, address }: Visitor,
  corrects?: OrderView,
) => ({
  identification: emptyIdentification,
  language: corrects?.language ?? language,
  noticeEmail: corrects?.noticeEmail ?? '',
  ...(nonDisclosure
    ? {}
    : {
        letterAddress: {
          street: address?.street ?? '',
          postalCode: address?.postalCode ?? '',
          postOffice: address?.postOffice ?? '',
        },
      }),
})

/**
 * The expected last day of the card, for the picture only: five years less a day, or the right's end if it
 * comes sooner.
 */
export function expectedValidTo(rightEnds: string | undefined, today: string): string {
  const max = addDays(addYears(localDate(today), 5), -1)
  return rightEnds !== undefined && rightEnds < max ? rightEnds : max
}
