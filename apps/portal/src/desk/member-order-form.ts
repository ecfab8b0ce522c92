import { declaration, draftMemberOrder, type OrderView } from '@sotevarmenne/api/orders'
import { z } from 'zod'
import { errorText } from '../forms/error-texts.ts'
import { typed } from '../forms/typed.ts'
import { formatTypedDay, readDay } from '../texts/dates.ts'
import { everyOrderFilledFor, typedOfEveryOrder, type FilledFrom } from './order-form.ts'
import type { Prepared, Visitor } from './visitor.ts'

const day = z
  .string()
  .refine((typed) => readDay(typed) !== undefined, { error: errorText('day') })
  .transform((typed) => readDay(typed) ?? '')

const noDay = z.literal('').transform(() => undefined)

const loggingIn = z.enum(['yes', 'student', 'no'], { error: errorText('logsIn') })

/** The order of a staff or actor card as the registrar fills it in. */
export const typedMemberOrder = z.object({
  /** Organisation and unit, as one choice. */
  employer: z.string({ error: errorText('employer') }).min(1, { error: errorText('employer') }),
  title: typed(draftMemberOrder.input.shape.title, 'workTitle'),
  employmentEndsOn: z.union([noDay, day], { error: errorText('day') }),
  /** For staff cards only. */
  declaration: z
    .object({
      logsIn: loggingIn,
      givenBy: typed(declaration.shape.givenBy, 'givenBy'),
      givenOn: day,
    })
    .optional(),
  /** Required where another organisation's registrar orders. */
  certificate: z
    .custom<string>((stored) => typeof stored === 'string' && stored !== '', {
      error: errorText('certificate'),
    })
    .optional(),
  /** The service says what is wrong with it. */
  workEmail: z
    .string()
    .trim()
    .max(254, { error: errorText('emailAddress') })
    .transform((address) => (address === '' ? undefined : address)),
  ...typedOfEveryOrder.shape,
})

export type TypedMemberOrder = z.input<typeof typedMemberOrder>
export type ReadMemberOrder = z.output<typeof typedMemberOrder>

/**
 * Filled in with what is known beforehand, also from the order that is corrected or what the employer
 * prepared.
 */
export function memberOrderFilledFor(
  visitor: Visitor,
  isStaff: boolean,
  from: FilledFrom,
  prepared: Prepared | undefined,
) {
  const before = from ?? prepared
  const { organisationId, unitOid, title, endsOn, declaration } = factsOf(before)
  return {
    employer: organisationId === undefined ? '' : employerValue(organisationId, unitOid),
    title,
    employmentEndsOn: endsOn === undefined ? '' : formatTypedDay(endsOn),
    ...(isStaff && {
      declaration: {
        ...(declaration && {
          logsIn: loggingInOf(declaration),
        }),
        givenBy: declaration?.givenBy ?? '',
        givenOn: formatTypedDay(declaration?.givenOn ?? visitor.today),
      },
    }),
    workEmail: from?.workEmail ?? '',
    ...(from?.typed && { certificate: from.employment?.certificateId }),
    ...everyOrderFilledFor(visitor, from),
  }
}

const loggingInOf = (declaration: {
  readonly logsInToPatientSystems: boolean
  readonly isStudent?: true | undefined
}): z.infer<typeof loggingIn> => {
  if (declaration.isStudent === true) return 'student'
  return declaration.logsInToPatientSystems ? 'yes' : 'no'
}

/** The employment data that both have. */
function factsOf(before: OrderView | Prepared | undefined): {
  readonly title: string
  readonly organisationId?: string | undefined
  readonly unitOid?: string | undefined
  readonly endsOn?: string | undefined
  readonly declaration?: Prepared['declaration']
} {
  if (before === undefined) return { title: '' }
  if ('preparedId' in before) return { ...before, endsOn: before.employmentEndsOn }
  const { unit, ...employment } = before.employment ?? {}
  return { ...employment, unitOid: unit?.oid, title: before.title.fi }
}

/** Organisation and unit as the value of one choice; no OID contains a slash. */
export const employerValue = (organisationId: string, unitOid?: string): string =>
  unitOid === undefined ? organisationId : `${organisationId}/${unitOid}`

export function readEmployer(value: string): {
  readonly organisationId: string
  readonly unitOid?: string
} {
  const [organisationId = '', unitOid] = value.split('/')
  return { organisationId, ...(unitOid !== undefined && { unitOid }) }
}
