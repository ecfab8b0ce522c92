import { hour, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { CodedOrganisation, CodesCopied, RegisterUnavailable } from '../contract.ts'
import {
  compareCopies,
  type CopyDifference,
  type CopyNotBelieved,
} from '../domain/compare-copies.ts'
import type { CodeServer } from '../ports.ts'
import {
  endEntries,
  insertCopy,
  insertEntries,
  lastCopy,
  standingIn,
  takeTurnToCopy,
  type CodeCopy,
  type LeftOut,
} from '../stores/codes.ts'

export type CopyingCodes = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly codeServer: CodeServer
  readonly copyPermit: () => Permit<'registers.copyCodes'>
}

export type CopyRefusal = RegisterUnavailable | CopyNotBelieved

/**
 * Reads the code lists whole and keeps what is different from the copy before; everything or nothing, so that a service
 * that breaks off leaves the last copy as it was. Only the list whose OID an operator names stops no other one: what stood in it
 * stays, and the copy says why (R304).
 */
export const copyCodes =
  ({ db, clock, record, codeServer, copyPermit }: CopyingCodes) =>
  async (): Promise<Result<CodeCopy, CopyRefusal>> => {
    const takenAt = clock.now()
    const read = new Map<CodedOrganisation['codeList'], readonly CodedOrganisation[]>()
    let unread: LeftOut | undefined
    for (const codeList of codeLists) {
      const list = await codeServer.readList(codeList)
      if (list.ok) read.set(codeList, list.value)
      else if (codeList !== namedByOperator) return list
      else unread = { codeList, because: list.refusal.because }
    }
    return db.write(
      async (tx): Promise<Result<CodeCopy, CopyRefusal>> => {
        await takeTurnToCopy(tx)
        const differences: (CopyDifference & Pick<CodedOrganisation, 'codeList'>)[] = []
        let leftOut = unread
        let entries = 0
        for (const [codeList, listed] of read) {
          const compared = compareCopies(await standingIn(tx, codeList), listed)
          if (compared.ok) {
            differences.push({ codeList, ...compared.value })
            entries += listed.length
          } else if (codeList !== namedByOperator) return compared
          else leftOut = { codeList, because: compared.refusal.kind }
        }
        const sum = (what: 'added' | 'changed' | 'removed') =>
          differences.reduce((total, difference) => total + difference[what].length, 0)
        const copy = {
          ...{ takenAt, entries },
          added: sum('added'),
          changed: sum('changed'),
          removed: sum('removed'),
          ...(leftOut !== undefined && { leftOut }),
        }
        const copyId = await insertCopy(tx, copy)
        for (const { codeList, added, changed, removed } of differences) {
          const oids = [...removed, ...changed.map(({ oid }) => oid)]
          await endEntries(tx, codeList, { oids, copyId })
          await insertEntries(tx, codeList, { entries: [...added, ...changed], copyId })
        }
        const { added, changed, removed } = copy
        const event: CodesCopied = {
          ...{ type: 'CodesCopied', copyId },
          ...{ entries, added, changed, removed },
          ...(leftOut !== undefined && { leftOut: leftOut.codeList }),
        }
        await record(tx, event, copyPermit())
        return ok({ copyId, ...copy })
      },
      { isolation: 'read committed' },
    )
  }

const codeLists = ['organisations', 'self-employed', 'kanta-intermediaries'] as const
/** `SOTEVARMENNE_INTERMEDIARIES_LIST`: a wrong one is not the code service's fault. */
const namedByOperator = 'kanta-intermediaries'

const shortestRest = minute
const longestRest = 15 * minute
/** A list that was left out is not worth copying all others every minute. */
const restOfLeftOut = 4 * hour

/**
 * Takes the day's copy when there is none yet. A service that fails rests, twice as long each time, and throws only when it
 * fails otherwise than the last time: what goes on for hours is said once, and its age is measured. A list that was left out is tried
 * again as the process starts, with the setting that it has then, and every few hours.
 */
export function copyCodesDaily(deps: CopyingCodes): () => Promise<void> {
  const { db, clock } = deps
  let failed: { readonly why: string; readonly rest: number; readonly until: Instant } | undefined
  return async () => {
    const now = clock.now()
    if (failed !== undefined && now < failed.until) return
    const last = await db.read(lastCopy)
    const isOfToday = last !== undefined && dateInHelsinki(last.takenAt) >= dateInHelsinki(now)
    if (isOfToday && last.leftOut === undefined) return
    const copied = await copyCodes(deps)()
    if (copied.ok && copied.value.leftOut === undefined) {
      failed = undefined
      return
    }
    const why = JSON.stringify(copied.ok ? copied.value.leftOut : copied.refusal)
    const isTold = failed?.why === why
    const grown = failed === undefined ? shortestRest : Math.min(failed.rest * 2, longestRest)
    const rest = copied.ok ? restOfLeftOut : grown
    failed = { why, rest, until: plus(now, rest) }
    if (!isTold)
      throw new Error(`the code service is not copied${copied.ok ? ' whole' : ''}: ${why}`)
  }
}
