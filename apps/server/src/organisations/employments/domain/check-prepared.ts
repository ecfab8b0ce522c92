import type { MemberProduct } from '@sotevarmenne/api/organisations'
import type { FileColumn } from '@sotevarmenne/api/employments'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { isPersonName, isPlainLine } from '@sotevarmenne/identifiers/plain-text'
import { isFormula } from '@sotevarmenne/kernel/csv'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { PreparedFacts } from '../contract.ts'
import { readDay } from './read-day.ts'

/** One person as typed; an empty text means no value. */
export type Typed = { readonly [Column in FileColumn]: string }

export type PreparedRefusal = {
  readonly column: FileColumn
  readonly kind:
    | 'missing'
    | 'too-long'
    | 'formula'
    | 'characters-wrong'
    | 'identity-code-wrong'
    | 'unit-not-found'
    | 'day-wrong'
    | 'employment-over'
    | 'yes-or-no'
}

type Known = {
  readonly product: MemberProduct
  readonly units: ReadonlySet<string>
  readonly today: LocalDate
}

const max: Partial<Record<FileColumn, number>> = {
  ...{ name: 120, title: 64, declaredBy: 100, reference: 70 },
}

/** What a card, or a signed text, may say. */
const isAllowed: Partial<Record<FileColumn, (text: string) => boolean>> = {
  ...{ name: isPersonName, declaredBy: isPersonName, title: isPlainLine, reference: isPlainLine },
}

/** Columns that every file has, with a value in every line. */
export const neededColumns = ['identityCode', 'name', 'title'] as const satisfies FileColumn[]

/** The person's data if they can become an order at a desk; otherwise all errors in them. */
export function checkPrepared(
  typed: Typed,
  known: Known,
): Result<PreparedFacts, readonly PreparedRefusal[]> {
  const isStaff = known.product === 'staff-card'
  const needed: readonly FileColumn[] = [
    ...neededColumns,
    ...(isStaff ? (['logsInToPatientSystems', 'declaredBy'] as const) : []),
  ]
  const faults: PreparedRefusal[] = []
  const fault = (column: FileColumn, kind: PreparedRefusal['kind']): void => {
    if (!faults.some((each) => each.column === column)) faults.push({ column, kind })
  }
  for (const [column, text] of Object.entries(typed) as [FileColumn, string][]) {
    if (isFormula(text)) fault(column, 'formula')
    if (text.length > (max[column] ?? 200)) fault(column, 'too-long')
    if (text !== '' && isAllowed[column]?.(text) === false) fault(column, 'characters-wrong')
  }
  for (const column of needed) if (typed[column] === '') fault(column, 'missing')

  const identityCode = parseIdentityCode(typed.identityCode)
  if (!identityCode.ok) fault('identityCode', 'identity-code-wrong')
  if (typed.unitOid !== '' && !known.units.has(typed.unitOid)) fault('unitOid', 'unit-not-found')
  const endsOn = readDay(typed.employmentEndsOn)
  if (typed.employmentEndsOn !== '' && endsOn === undefined) fault('employmentEndsOn', 'day-wrong')
  if (endsOn !== undefined && endsOn < known.today) fault('employmentEndsOn', 'employment-over')
  const logsIn = readYesOrNo(typed.logsInToPatientSystems)
  if (isStaff && logsIn === undefined) fault('logsInToPatientSystems', 'yes-or-no')
  if (faults.length > 0 || !identityCode.ok) return refuse(faults)

  return ok({
    ...{ identityCode: identityCode.value, name: typed.name, title: typed.title },
    ...(typed.unitOid !== '' && { unitOid: typed.unitOid }),
    ...(endsOn !== undefined && { endsOn }),
    ...(typed.reference !== '' && { reference: typed.reference }),
    ...(isStaff &&
      logsIn !== undefined && {
        declaration: {
          logsInToPatientSystems: logsIn,
          ...{ givenBy: typed.declaredBy, givenOn: known.today },
        },
      }),
  })
}

/** In the three languages, and as spreadsheets write them. */
function readYesOrNo(typed: string): boolean | undefined {
  const text = typed.toLowerCase()
  if (['kyllä', 'ja', 'yes', 'k', 'x', '1', 'true'].includes(text)) return true
  return ['ei', 'nej', 'no', 'e', '0', 'false'].includes(text) ? false : undefined
}
