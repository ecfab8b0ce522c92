import type { searchAuditLog } from '@sotevarmenne/api/audit'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { addDays, localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import { errorText } from '../forms/error-texts.ts'
import { readDay } from '../texts/dates.ts'

/** The search criteria for the audit log. */
export type Sought = Omit<InputOf<typeof searchAuditLog>, 'cursor' | 'limit'>

export const identifierKinds = ['personId', 'cardId', 'orderId', 'actor'] as const

const typedDay = z
  .string()
  .refine((typed) => typed.trim() === '' || readDay(typed) !== undefined, {
    error: errorText('day'),
  })
  .transform(readDay)

/**
 * The search as the auditor types it; an empty field matches everything. The last day is included. It is
 * stored in the browser's history, never in an address: it may name a person.
 */
export const typedSearch = z
  .object({
    kind: z.enum(identifierKinds),
    identifier: z.string().trim(),
    operation: z.string(),
    from: typedDay,
    to: typedDay,
  })
  .refine(({ kind, identifier }) => identifier === '' || isIdentifier(kind, identifier), {
    path: ['identifier'],
    error: errorText('identifier'),
  })
  .transform(({ kind, identifier, operation, from, to }): Sought => ({
    ...(identifier === '' ? {} : { [kind]: identifier }),
    ...(operation === '' ? {} : { operation }),
    ...(from === undefined ? {} : { from: formatInstant(startOfDay(localDate(from))) }),
    ...(to === undefined ? {} : { to: formatInstant(startOfDay(addDays(localDate(to), 1))) }),
  }))

export type TypedSearch = z.input<typeof typedSearch>

export const emptySearch: TypedSearch = {
  kind: 'personId',
  identifier: '',
  operation: '',
  from: '',
  to: '',
}

/** Processes of the service are identified by name, all other actors by a UUID. */
const isIdentifier = (kind: (typeof identifierKinds)[number], text: string): boolean =>
  kind === 'actor' || z.uuid().safeParse(text).success
