import {
  accessibilityFeature,
  county,
  pointDetails,
  pointService,
  shippedPointService,
  spokenLanguage,
  type enterPoint,
  type OfficePointView,
} from '@sotevarmenne/api/points'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import { z } from 'zod'
import { typedAddress } from '../forms/address.tsx'
import { isBusinessId } from '../forms/business-id.ts'
import { errorText } from '../forms/error-texts.ts'
import { readPeriods, writePeriods } from '../forms/hours-text.ts'
import { readDay } from '../texts/dates.ts'

/** Of Monday to Sunday, ISO 8601. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

const text = (max: number, error: Parameters<typeof errorText>[0]) =>
  z
    .string()
    .trim()
    .min(1, { error: errorText(error) })
    .max(max, { error: errorText(error) })

const orNothing = (schema: z.ZodType<string>, error: Parameters<typeof errorText>[0]) =>
  z.union([z.literal('').transform(() => undefined), schema], { error: errorText(error) })

/** A day as it is typed. */
export const typedDay = z
  .string()
  .refine((typed) => readDay(typed) !== undefined, { error: errorText('day') })
  .transform((typed) => readDay(typed) ?? '')

export const typedDayOrNone = orNothing(typedDay, 'day')

const typedHours = z
  .string()
  .refine((typed) => readPeriods(typed) !== undefined, { error: errorText('hours') })
  .transform((typed) => [...(readPeriods(typed) ?? [])])

const number = (min: number, max: number, error: Parameters<typeof errorText>[0]) =>
  z
    .string()
    .trim()
    .refine((typed) => /^\d{1,3}$/.test(typed) && Number(typed) >= min && Number(typed) <= max, {
      error: errorText(error),
    })
    .transform(Number)

/** A point as it is typed. */
export const typedPoint = z.object({
  name: text(120, 'pointName'),
  ...typedAddress.shape,
  county,
  pointOperator: text(120, 'pointOperator'),
  pointOperatorBusinessId: z
    .string()
    .trim()
    .refine((typed) => typed === '' || isBusinessId(typed), { error: errorText('businessId') }),
  directions: z
    .string()
    .trim()
    .max(400, { error: errorText('directions') }),
  phone: z
    .string()
    .trim()
    .refine((typed) => typed === '' || pointDetails.shape.phone.safeParse(typed).success, {
      error: errorText('phone'),
    }),
  services: z.array(pointService).min(1, { error: errorText('services') }),
  languages: z.array(spokenLanguage).min(1, { error: errorText('spokenLanguages') }),
  accessibility: z.array(accessibilityFeature),
  hasPublicDuty: z.enum(['yes', 'no']),
  desks: number(1, 50, 'desks'),
  slotMinutes: number(5, 120, 'slotMinutes'),
  lastDay: typedDayOrNone,
  hours: z.array(typedHours).length(7),
  exceptions: z.array(
    z.object({
      date: typedDay,
      hours: typedHours,
      reason: z
        .string()
        .trim()
        .max(120, { error: errorText('reasonOfDay') }),
    }),
  ),
})

export type TypedPoint = z.input<typeof typedPoint>
export type ReadPoint = z.output<typeof typedPoint>

/** The initial values of the fields: the point as it is, or the defaults of a new one. */
export function fieldsOf(
  point: OfficePointView | undefined,
  { day, timeOfDay }: { day: (date: string) => string; timeOfDay: (time: string) => string },
): TypedPoint {
  const details = point?.details
  const hoursOf = (periods: Parameters<typeof writePeriods>[0] = []) =>
    writePeriods(periods, timeOfDay)
  return {
    name: point?.name ?? '',
    street: point?.address.street ?? '',
    postalCode: point?.address.postalCode ?? '',
    postOffice: point?.address.postOffice ?? '',
    county: details?.county ?? 'helsinki',
    pointOperator: details?.pointOperator ?? '',
    pointOperatorBusinessId: details?.pointOperatorBusinessId ?? '',
    directions: details?.directions ?? '',
    phone: details?.phone ?? '',
    services: details?.services ?? [...shippedPointService.options],
    languages: details?.languages ?? ['fi'],
    accessibility: details?.accessibility ?? [],
    hasPublicDuty: details?.hasPublicDuty === false ? 'no' : 'yes',
    desks: String(details?.desks ?? 1),
    slotMinutes: String(details?.slotMinutes ?? 15),
    lastDay: details?.lastDay === undefined ? '' : day(details.lastDay),
    hours: weekdays.map((weekday) =>
      hoursOf(details?.openingHours.find((one) => one.weekday === weekday)?.periods),
    ),
    exceptions: (details?.exceptions ?? []).map(({ date, periods, reason }) => ({
      date: day(date),
      hours: hoursOf(periods),
      reason: reason ?? '',
    })),
  }
}

/** The point as it is sent. */
export const factsOf = (read: ReadPoint): InputOf<typeof enterPoint> => ({
  name: read.name,
  address: {
    street: read.street,
    postalCode: read.postalCode,
    postOffice: read.postOffice,
    country: 'FI',
  },
  details: {
    county: read.county,
    pointOperator: read.pointOperator,
    ...(read.pointOperatorBusinessId === ''
      ? {}
      : { pointOperatorBusinessId: read.pointOperatorBusinessId }),
    services: read.services,
    languages: spokenLanguage.options.filter((one) => read.languages.includes(one)),
    openingHours: weekdays.flatMap((weekday, index) => {
      const periods = read.hours[index] ?? []
      return periods.length === 0 ? [] : [{ weekday, periods }]
    }),
    exceptions: read.exceptions
      .map(({ date, hours, reason }) => ({
        date,
        periods: hours,
        ...(reason === '' ? {} : { reason }),
      }))
      .toSorted((one, other) => (one.date < other.date ? -1 : 1)),
    accessibility: accessibilityFeature.options.filter((one) => read.accessibility.includes(one)),
    ...(read.directions === '' ? {} : { directions: read.directions }),
    ...(read.phone === '' ? {} : { phone: read.phone }),
    hasPublicDuty: read.hasPublicDuty === 'yes',
    desks: read.desks,
    slotMinutes: read.slotMinutes,
    ...(read.lastDay === undefined ? {} : { lastDay: read.lastDay }),
  },
})
