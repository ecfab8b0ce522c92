import type { searchTrail } from '@sotevarmenne/api/audit'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { addDays, localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import { errorText } from '../forms/error-text.ts'
import { readDay } from '../texts/dates.ts'

/** What is sought in the trail. */
export type Sought = Omit<InputOf<typeof searchTrail>, 'cursor' | 'limit'>

export const identifierKinds = ['personId', 'cardId', 'orderId', 'actor'] as const

const typedDay = z
  .string()
  .refine((typed) => typed.trim() === '' || readDay(typed) !== undefined, {
    error: errorText('day'),
  })
  .transform(readDay)

/**
 * The search as the auditor types it; an empty field seeks everything. The last day is included. It is held by the
 * browser's history, never by an address: it may name a person.
 */
export const typedSearch = z
  .object({
    kind: z.enum(identifierKinds),
    identifier: z.string().trim(),
    deed: z.string(),
    from: typedDay,
    to: typedDay,
  })
  .refine(({ kind, identifier }) => identifier === '' || isIdentifier(kind, identifier), {
    path: ['identifier'],
    error: errorText('identifier'),
  })
  .transform(({ kind, identifier, deed, from, to }): Sought => ({
    ...(identifier === '' ? {} : { [kind]: identifier }),
    ...(deed === '' ? {} : { deed }),
    ...(from === undefined ? {} : { from: formatInstant(startOfDay(localDate(from))) }),
    ...(to === undefined ? {} : { to: formatInstant(startOfDay(addDays(localDate(to), 1))) }),
  }))

export type TypedSearch = z.input<typeof typedSearch>

export const emptySearch: TypedSearch = {
  kind: 'personId',
  identifier: '',
  deed: '',
  from: '',
  to: '',
}

/** Processes of the service act under their names, everything else under a UUID. */
const isIdentifier = (kind: (typeof identifierKinds)[number], text: string): boolean =>
  kind === 'actor' || z.uuid().safeParse(text).success
