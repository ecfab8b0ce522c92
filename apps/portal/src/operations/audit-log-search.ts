import type { findAuditSubjects, searchAuditLog } from '@sotevarmenne/api/audit'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { addDays, localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import { errorText } from '../forms/error-texts.ts'
import { readDay } from '../texts/dates.ts'

/** The search criteria for the audit log. */
export type Sought = Omit<InputOf<typeof searchAuditLog>, 'cursor' | 'limit'>

export const identifierKinds = [
  'personId',
  'cardId',
  'orderId',
  'organisationId',
  'serial',
  'actor',
] as const

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
    showsViews: z.boolean(),
    from: typedDay,
    to: typedDay,
  })
  .refine(({ kind, identifier }) => identifier === '' || isIdentifier(kind, identifier), {
    path: ['identifier'],
    error: errorText('identifier'),
  })
  .transform(({ kind, identifier, operation, showsViews, from, to }): Sought => ({
    ...(identifier === '' ? {} : { [kind]: identifier }),
    // Who chooses an operation has chosen whether it is a view.
    ...(operation !== '' ? { operation } : showsViews ? {} : { withoutViews: 'yes' }),
    ...(from === undefined ? {} : { from: formatInstant(startOfDay(localDate(from))) }),
    ...(to === undefined ? {} : { to: formatInstant(startOfDay(addDays(localDate(to), 1))) }),
  }))

export type TypedSearch = z.input<typeof typedSearch>

export const emptySearch: TypedSearch = {
  kind: 'personId',
  identifier: '',
  operation: '',
  showsViews: false,
  from: '',
  to: '',
}

/** Processes of the service are identified by name, certificates by serial number, all others by a UUID. */
const isIdentifier = (kind: (typeof identifierKinds)[number], text: string): boolean =>
  kind === 'actor' ||
  (kind === 'serial' ? /^[\da-f]{2,64}$/.test(text) : z.uuid().safeParse(text).success)

/** What an auditor seeks people and things by; a day narrows it to those of whom something was done on it. */
export const typedSubject = z
  .object({ sought: z.string().trim().min(2, errorText('soughtTooShort')).max(100), on: typedDay })
  .transform(({ sought, on }): SubjectSought => ({ sought, ...(on !== undefined && { on }) }))

export type TypedSubject = z.input<typeof typedSubject>

export type SubjectSought = InputOf<typeof findAuditSubjects>

export const emptySubject: TypedSubject = { sought: '', on: '' }
