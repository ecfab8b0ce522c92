import { addYears, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Agreement } from '../contract.ts'

type Days = { readonly validFrom: LocalDate; readonly validTo?: LocalDate | undefined }

/** Of agreements and delegations: a first day beyond the next year, or a life of decades, is a typing error. */
const maxYearsAhead = 1
const maxYears = 20

export type DaysRefusal =
  | { readonly kind: 'days-backwards' }
  | { readonly kind: 'first-day-too-late'; readonly latest: LocalDate }
  | { readonly kind: 'last-day-too-late'; readonly latest: LocalDate }

/** Whether the days of a new agreement can be meant (R506). */
export function checkDays(
  { validFrom, validTo }: Days,
  today: LocalDate,
): Result<undefined, DaysRefusal> {
  if (validTo !== undefined && validTo < validFrom) return refuse({ kind: 'days-backwards' })
  const lastFirst = addYears(today, maxYearsAhead)
  if (validFrom > lastFirst) return refuse({ kind: 'first-day-too-late', latest: lastFirst })
  const latest = addYears(validFrom, maxYears)
  if (validTo !== undefined && validTo > latest)
    return refuse({ kind: 'last-day-too-late', latest })
  return ok(undefined)
}

/**
 * Whether both would hold on the same day for the same unit and point, and with the same organisation: which of the two
 * an order is based on would be a matter of chance.
 */
export function overlaps(one: Agreement, other: Agreement): boolean {
  const isSameKind =
    one.kind === 'agreement'
      ? other.kind === 'agreement' && haveOneInCommon(one.units, other.units)
      : other.kind === 'delegation' && one.delegate === other.delegate
  return isSameKind && haveOneInCommon(one.points, other.points) && haveDayInCommon(one, other)
}

const haveDayInCommon = (one: Days, other: Days): boolean =>
  (one.validTo === undefined || other.validFrom <= one.validTo) &&
  (other.validTo === undefined || one.validFrom <= other.validTo)

/** Without points: the agreement names none, and holds at all of the organisation. */
const haveOneInCommon = (
  one: 'all' | readonly string[],
  others: 'all' | readonly string[],
): boolean =>
  one === 'all' ||
  others === 'all' ||
  one.some((each) => others.includes(each)) ||
  (one.length === 0 && others.length === 0)
