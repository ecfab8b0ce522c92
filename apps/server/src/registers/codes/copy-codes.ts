import { minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
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
 * that breaks off leaves the last copy as it was.
 */
export const copyCodes =
  ({ db, clock, record, codeServer, copyPermit }: CopyingCodes) =>
  async (): Promise<Result<CodeCopy, CopyRefusal>> => {
    const takenAt = clock.now()
    const read = new Map<CodedOrganisation['codeList'], readonly CodedOrganisation[]>()
    for (const codeList of codeLists) {
      const list = await codeServer.readList(codeList)
      if (!list.ok) return list
      read.set(codeList, list.value)
    }
    return db.write(
      async (tx): Promise<Result<CodeCopy, CopyRefusal>> => {
        await takeTurnToCopy(tx)
        const differences: (CopyDifference & Pick<CodedOrganisation, 'codeList'>)[] = []
        for (const [codeList, entries] of read) {
          const compared = compareCopies(await standingIn(tx, codeList), entries)
          if (!compared.ok) return compared
          differences.push({ codeList, ...compared.value })
        }
        const sum = (what: 'added' | 'changed' | 'removed') =>
          differences.reduce((total, difference) => total + difference[what].length, 0)
        const copy = {
          takenAt,
          entries: [...read.values()].reduce((total, { length }) => total + length, 0),
          added: sum('added'),
          changed: sum('changed'),
          removed: sum('removed'),
        }
        const copyId = await insertCopy(tx, copy)
        for (const { codeList, added, changed, removed } of differences) {
          const oids = [...removed, ...changed.map(({ oid }) => oid)]
          await endEntries(tx, codeList, { oids, copyId })
          await insertEntries(tx, codeList, { entries: [...added, ...changed], copyId })
        }
        const { entries, added, changed, removed } = copy
        const event: CodesCopied = {
          ...{ type: 'CodesCopied', copyId },
          ...{ entries, added, changed, removed },
        }
        await record(tx, event, copyPermit())
        return ok({ copyId, ...copy })
      },
      { isolation: 'read committed' },
    )
  }

const codeLists = ['organisations', 'self-employed', 'kanta-intermediaries'] as const

const shortestRest = minute
const longestRest = 15 * minute

/**
 * Takes the day's copy when there is none yet. A service that fails rests, twice as long each time, and throws only when it
 * fails otherwise than the last time: what goes on for hours is said once, and its age is measured.
 */
export function copyCodesDaily(deps: CopyingCodes): () => Promise<void> {
  const { db, clock } = deps
  let failed: { readonly why: string; readonly rest: number; readonly until: Instant } | undefined
  return async () => {
    const now = clock.now()
    if (failed !== undefined && now < failed.until) return
    const last = await db.read(lastCopy)
    if (last !== undefined && dateInHelsinki(last.takenAt) >= dateInHelsinki(now)) return
    const copied = await copyCodes(deps)()
    if (copied.ok) {
      failed = undefined
      return
    }
    const why = JSON.stringify(copied.refusal)
    const isTold = failed?.why === why
    const rest = failed === undefined ? shortestRest : Math.min(failed.rest * 2, longestRest)
    failed = { why, rest, until: plus(now, rest) }
    if (!isTold) throw new Error(`the code service is not copied: ${why}`)
  }
}
