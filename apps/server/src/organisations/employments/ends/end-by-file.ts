import { randomUUID } from 'node:crypto'
import * as api from '@sotevarmenne/api/employment-ends'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import { spreadsheetUpload } from '@sotevarmenne/api/uploads'
import { parseIdentityCode, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import type { Permit } from '#platform/permit.ts'
import type { EmployeeLookedUp } from '../contract.ts'
import type { EmploymentsDeps } from '../deps.ts'
import { decideEnd, type EndFault } from '../domain/check-last-day.ts'
import { readDay } from '../domain/read-day.ts'
import { columnOf, readLines, type FileRefusal, type Line } from '../domain/read-lines.ts'
import { lineFaultTexts } from '../line-faults.ts'
import type { OrganisationRefusal } from '../prepare-orders.ts'
import { endFileProblems } from '../problems.ts'
import { readCsv, type CsvRefusal } from '../read-csv.ts'
import { readText, type NotText } from '../read-text.ts'
import { forEnding } from './end-employment.ts'
import { endDueKind } from './end-due.ts'
import { lookUpEmployees, reportedOf, type Employee } from './look-up-employees.ts'
import { dueAfter, planEnds, recordedAtOnce, type EndToReport } from './report-ends.ts'

type Ending = Permit<'employments.endEmployment'>

export type EndByFileRefusal = OrganisationRefusal | NotText | FileRefusal

const endColumns = { names: api.endFileColumns, needed: ['identityCode', 'lastDay'] } as const

/** What the file would do now, with the names of its people (R481). It changes nothing. */
export const previewEndsByFile = operation({
  contract: api.previewEndsByFile,
  problems: endFileProblems,
  bodyLimit: spreadsheetUpload.bodyLimit,
  handle:
    (deps: EmploymentsDeps) =>
    (
      permit: Ending,
      input: InputOf<typeof api.previewEndsByFile>,
    ): Promise<Result<api.EndsOfFileView, EndByFileRefusal>> =>
      withRows(deps, permit, input, () => Promise.resolve()),
})

/**
 * Does what can be done with each row (R481). Ends of today are carried out by a job at once, so that ten thousand
 * do not hold the request.
 */
export const endEmploymentsByFile = operation({
  contract: api.endEmploymentsByFile,
  problems: endFileProblems,
  bodyLimit: spreadsheetUpload.bodyLimit,
  handle:
    (deps: EmploymentsDeps) =>
    (
      permit: Ending,
      input: InputOf<typeof api.endEmploymentsByFile>,
    ): Promise<Result<api.EndsOfFileView, EndByFileRefusal>> =>
      withRows(deps, permit, input, async (tx, ends) => {
        const now = deps.clock.now()
        const today = dateInHelsinki(now)
        await planEnds(deps, tx, permit, {
          ...{ organisationId: input.organisationId, ends },
          dueAt: (lastDay) => (lastDay === today ? now : dueAfter(lastDay)),
        })
        if (ends.some(({ lastDay }) => lastDay === today))
          await deps.planJob(tx, { kind: endDueKind, key: randomUUID(), payload: {} })
      }),
})

async function withRows(
  deps: EmploymentsDeps,
  permit: Ending,
  { organisationId, file }: InputOf<typeof api.previewEndsByFile>,
  act: (tx: Tx, ends: readonly EndToReport[]) => Promise<void>,
): Promise<Result<api.EndsOfFileView, EndByFileRefusal>> {
  const read = readText(Uint8Array.from(Buffer.from(file, 'base64')))
  if (!read.ok) return read
  const records = readCsv(read.value.text)
  const lines = records.ok ? readLines(records.value, endColumns) : ok([])
  if (!lines.ok) return lines
  return forEnding<api.EndsOfFileView, EndByFileRefusal>(
    deps,
    permit,
    organisationId,
    async (tx) => {
      const rows = records.ok ? readRows(lines.value) : [rowOf(records.refusal)]
      const employees = await lookUpEmployees(deps, tx, {
        organisationId,
        identityCodes: rows.flatMap((row) => ('fault' in row ? [] : [row.identityCode])),
      })
      const today = dateInHelsinki(deps.clock.now())
      const decided = rows.map((row) => decideRow(row, { employees, today }))
      await recordSeen(deps, tx, permit, {
        organisationId,
        seen: decided.flatMap(({ employee }) => employee?.personId ?? []),
      })
      await act(
        tx,
        decided.flatMap(({ end }) => end ?? []),
      )
      return ok(showRows(decided.map(({ row }) => row)))
    },
  )
}

type RowFault =
  | EndFault
  | 'quotation-mark'
  | 'too-many-values'
  | 'missing'
  | 'identity-code-wrong'
  | 'day-wrong'
  | 'twice-in-file'

type ReadRow = { readonly line: number } & (
  | { readonly identityCode: IdentityCode; readonly lastDay: LocalDate }
  | { readonly fault: RowFault; readonly column?: api.EndFileColumn }
)

/** The row at which nothing more of the file can be read. */
function rowOf({ kind, line, column: place, head }: CsvRefusal): ReadRow {
  const column = columnOf(endColumns.names, head[place] ?? '')
  return { line, fault: kind, ...(column !== undefined && { column }) }
}

/** What is typed in each line. A person who is in the file twice is ended by neither line. */
function readRows(lines: readonly Line<api.EndFileColumn>[]): readonly ReadRow[] {
  const rows = lines.map(readRow)
  const seen = new Map<IdentityCode, number>()
  for (const row of rows)
    if (!('fault' in row)) seen.set(row.identityCode, (seen.get(row.identityCode) ?? 0) + 1)
  return rows.map((row) =>
    'fault' in row || seen.get(row.identityCode) === 1
      ? row
      : { line: row.line, fault: 'twice-in-file', column: 'identityCode' },
  )
}

function readRow({ line, typed, isOverfull }: Line<api.EndFileColumn>): ReadRow {
  if (isOverfull) return { line, fault: 'too-many-values' }
  for (const column of endColumns.needed)
    if (typed[column] === '') return { line, fault: 'missing', column }
  const identityCode = parseIdentityCode(typed.identityCode)
  if (!identityCode.ok) return { line, fault: 'identity-code-wrong', column: 'identityCode' }
  const lastDay = readDay(typed.lastDay)
  if (lastDay === undefined) return { line, fault: 'day-wrong', column: 'lastDay' }
  return { line, identityCode: identityCode.value, lastDay }
}

type Decided = {
  readonly row: api.EndRow
  readonly employee?: Employee
  /** Absent when nothing is done. */
  readonly end?: EndToReport
}

function decideRow(
  read: ReadRow,
  {
    employees,
    today,
  }: {
    readonly employees: (identityCode: IdentityCode) => Employee
    readonly today: LocalDate
  },
): Decided {
  const { line } = read
  if ('fault' in read) {
    const { fault, column } = read
    return { row: { line, outcome: 'fault', kind: fault, ...(column && { column }) } }
  }
  const { identityCode, lastDay } = read
  const employee = employees(identityCode)
  const decided = decideEnd(reportedOf(employee), { lastDay, today })
  const [card] = employee.cards
  const shown = {
    ...{ line, lastDay },
    ...(employee.name !== undefined && { name: employee.name }),
    ...(card && {
      card: {
        product: card.product,
        ...(card.cardNumber !== undefined && { cardNumber: card.cardNumber }),
        ...(card.unit !== undefined && { unit: card.unit }),
      },
    }),
  }
  switch (decided) {
    case 'already':
      return { employee, row: { ...shown, outcome: decided } }
    case 'end':
    case 'plan':
    case 'move':
      return {
        ...{ employee, row: { ...shown, outcome: decided } },
        end: { identityCode, employee, lastDay },
      }
    case 'last-day-past':
    case 'last-day-too-late':
    case 'ended-before':
      return {
        employee,
        row: {
          ...{ ...shown, outcome: 'fault', kind: decided },
          column: decided === 'ended-before' ? 'identityCode' : 'lastDay',
        },
      }
  }
}

function showRows(rows: readonly api.EndRow[]): api.EndsOfFileView {
  const counts = { end: 0, plan: 0, move: 0, already: 0, fault: 0 }
  for (const { outcome } of rows) counts[outcome] += 1
  const kinds = new Set(rows.flatMap(({ kind }) => (kind as RowFault | undefined) ?? []))
  return {
    ...{ rows: [...rows], counts },
    reasons: [...kinds].map((kind) => ({ kind, ...lineFaultTexts[kind] })),
  }
}

/**
 * An access record for each person whom the organisation knows, and whose name the rows show (R290); one without a
 * person where the service knows none of them.
 */
async function recordSeen(
  { recordAll }: EmploymentsDeps,
  tx: Tx,
  permit: Ending,
  { organisationId, seen }: { readonly organisationId: string; readonly seen: readonly string[] },
): Promise<void> {
  const own = permit.actor.kind === 'person' ? permit.actor.personId : undefined
  const looked: EmployeeLookedUp = { type: 'EmployeeLookedUp', organisationId }
  const others = seen.filter((personId) => personId !== own)
  const events =
    others.length === 0 ? [looked] : others.map((personId) => ({ ...looked, about: { personId } }))
  for (let from = 0; from < events.length; from += recordedAtOnce)
    await recordAll(
      tx,
      events.slice(from, from + recordedAtOnce).map((event) => ({ event, permit })),
    )
}
