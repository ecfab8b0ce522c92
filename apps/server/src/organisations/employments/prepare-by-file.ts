import { randomUUID } from 'node:crypto'
import type { InputOf, ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/employments'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { spreadsheetUpload } from '@sotevarmenne/api/uploads'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import type { Permit } from '#platform/permit.ts'
import type { Organisation } from '#organisations/registry/contract.ts'
import { defaultPriceList, memberProductOf, priceListOf } from '#cards/products/index.ts'
import type { OrdersPrepared, PreparedFacts, PreparedId } from './contract.ts'
import type { EmploymentsDeps } from './deps.ts'
import { checkPrepared, neededColumns, type PreparedRefusal } from './domain/check-prepared.ts'
import { columnOf, readLines, type FileRefusal, type Line } from './domain/read-lines.ts'
import { pricesOf } from './list-prepared.ts'
import {
  isByPassword,
  knownOf,
  orderOf,
  preparedLife,
  preparingNew,
  reasonsOf,
  type FaultKind,
  type PreparingNewRefusal,
} from './prepare-orders.ts'
import { fileProblems, newOrderProblems } from './problems.ts'
import { professionalHolders } from './professional-holders.ts'
import { readCsv } from './read-csv.ts'
import { readText, type NotText } from './read-text.ts'
import { insertPrepared, lapse, preparedAlready } from './store.ts'

type Preparing = Permit<'employments.prepareOrder'>
type Input = InputOf<typeof contracts.prepareByFile>

export type PrepareByFileRefusal = PreparingNewRefusal | NotText | FileRefusal

type Response = ResponseOf<typeof contracts.prepareByFile>
type Preview = ResponseOf<typeof contracts.previewByFile>
type Refused = Extract<Response, { readonly outcome: 'nothing' }>

const preparedColumns = { names: contracts.fileColumns, needed: neededColumns }

const problems = { ...newOrderProblems, ...fileProblems }

/** Prepares the orders of a file: all of them, or none and every error (R217, R287). */
export const prepareByFile = operation({
  contract: contracts.prepareByFile,
  problems,
  bodyLimit: spreadsheetUpload.bodyLimit,
  handle:
    (deps: EmploymentsDeps) =>
    (permit: Preparing, input: Input): Promise<Result<Response, PrepareByFileRefusal>> =>
      withFile<Response>(deps, permit, input, async (tx, organisation, { facts, now }) => {
        const { organisationId } = organisation
        // Rows of one instant are listed by descending id, so this keeps the order of the lines.
        const ids = facts
          .map(() => randomUUID())
          .sort()
          .reverse()
        const life = await preparedLife(tx, now)
        const orders = facts.map((each, line) => ({
          ...orderOf(permit, organisationId, each, { now, life }),
          preparedId: ids[line] as string as PreparedId,
        }))
        const taken = await insertPrepared(tx, deps.sealing, orders)
        // A concurrent request prepared one of them: all or nothing.
        if (taken !== orders.length)
          throw new Error('one of the orders was prepared by a concurrent request')
        const event: OrdersPrepared = {
          ...{ type: 'OrdersPrepared', organisationId, count: orders.length },
          settings: life.settings,
        }
        await deps.record(tx, event, permit)
        return {
          ...{ outcome: 'prepared', count: orders.length, areDrafts: isByPassword(permit) },
        }
      }),
})

/** What the file would prepare now, and at which prices; it prepares nothing (R501). */
export const previewByFile = operation({
  contract: contracts.previewByFile,
  problems,
  bodyLimit: spreadsheetUpload.bodyLimit,
  handle:
    (deps: EmploymentsDeps) =>
    (permit: Preparing, input: Input): Promise<Result<Preview, PrepareByFileRefusal>> =>
      withFile<Preview>(deps, permit, input, async (tx, { kind }, { facts, now, isGuessed }) => {
        const listed = { list: await priceListOf(tx, defaultPriceList), on: dateInHelsinki(now) }
        const { ofLoggingIn, ofOthers } = pricesOf(memberProductOf(kind), listed)
        const loggingIn = facts.filter(
          ({ declaration }) => declaration?.logsInToPatientSystems === true,
        ).length
        const prices = [
          ...(ofLoggingIn ? [{ price: ofLoggingIn, count: loggingIn }] : []),
          { price: ofOthers, count: facts.length - (ofLoggingIn ? loggingIn : 0) },
        ]
        return {
          ...{ outcome: 'ready', count: facts.length, areDrafts: isByPassword(permit) },
          prices: prices.filter(({ count }) => count > 0),
          ...(isGuessed && { letters: withLetters(facts) }),
        }
      }),
})

/** Names and titles by which a person sees whether the letters were read correctly. */
const withLetters = (facts: readonly PreparedFacts[]): string[] =>
  [...new Set(facts.map(({ name, title }) => `${name}, ${title}`))]
    .filter((text) => /[^\x20-\x7e]/.test(text))
    .slice(0, 5)

/** Reads the file, and acts if no line of it has a fault. */
async function withFile<Value>(
  deps: EmploymentsDeps,
  permit: Preparing,
  { organisationId, file }: Input,
  action: (
    tx: Tx,
    organisation: Organisation,
    read: {
      readonly facts: readonly PreparedFacts[]
      readonly now: Instant
      readonly isGuessed: boolean
    },
  ) => Promise<Value>,
): Promise<Result<Value | Refused, PrepareByFileRefusal>> {
  const read = readText(Uint8Array.from(Buffer.from(file, 'base64')))
  if (!read.ok) return read
  const { text, isGuessed } = read.value
  const records = readCsv(text)
  const lines = records.ok ? readLines(records.value, preparedColumns) : undefined
  if (lines?.ok === false) return lines
  return preparingNew<Value | Refused, never>(
    deps,
    permit,
    organisationId,
    async (tx, organisation) => {
      if (!records.ok) {
        const { kind, line, column, head } = records.refusal
        const named = columnOf(preparedColumns.names, head[column] ?? '')
        const fault = { line, kind, ...(named !== undefined && { column: named }) }
        return ok(refused(linesOf(text), [fault]))
      }
      const now = deps.clock.now()
      await lapse(tx, { now, organisationId })
      const checked = await checkLines(deps, tx, organisation, { lines: lines?.value ?? [], now })
      const { facts, faults } = checked
      if (faults.length > 0) return ok(refused(lines?.value.length ?? 0, faults))
      return ok(await action(tx, organisation, { facts, now, isGuessed }))
    },
  )
}

/** Without the headings. */
const linesOf = (text: string): number =>
  text.split(/\r\n|\n|\r/).filter((line) => line !== '').length - 1

const refused = (lines: number, faults: LineFault[]): Refused => ({
  ...{ outcome: 'nothing', lines, faults, reasons: reasonsOf(faults) },
})

type LineFault = contracts.LineFault & { readonly kind: FaultKind }

async function checkLines(
  deps: EmploymentsDeps,
  tx: Tx,
  organisation: Organisation,
  { lines, now }: { readonly lines: readonly Line<contracts.FileColumn>[]; readonly now: Instant },
): Promise<{
  readonly facts: readonly PreparedFacts[]
  readonly faults: LineFault[]
}> {
  const known = knownOf(organisation, now)
  const checked = lines.map(({ line, typed, isOverfull }) => ({
    ...{ line, isOverfull, result: checkPrepared(typed, known) },
  }))
  const identityCodes = checked.flatMap(({ result }) =>
    result.ok ? [result.value.identityCode] : [],
  )
  const { organisationId } = organisation
  const already = await preparedAlready(tx, deps.sealing, { organisationId, identityCodes })
  const professionals = await professionalHolders(deps, tx, identityCodes)
  const facts: PreparedFacts[] = []
  const faults: LineFault[] = []
  const seen = new Set<string>()
  const fault = (line: number, column: PreparedRefusal['column'], kind: FaultKind): void => {
    faults.push({ line, column, kind })
  }
  for (const { line, isOverfull, result } of checked) {
    // The values cannot be assigned to columns: further errors would only be caused by the separator.
    if (isOverfull) {
      faults.push({ line, kind: 'too-many-values' })
      continue
    }
    if (!result.ok) {
      for (const { column, kind } of result.refusal) fault(line, column, kind)
      continue
    }
    const { identityCode } = result.value
    if (seen.has(identityCode)) fault(line, 'identityCode', 'twice-in-file')
    else if (already.has(identityCode)) fault(line, 'identityCode', 'prepared-already')
    else if (professionals.has(identityCode)) fault(line, 'identityCode', 'professional-card-held')
    else facts.push(result.value)
    seen.add(identityCode)
  }
  return { facts, faults }
}
