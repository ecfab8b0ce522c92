import { hour, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Runtime, SystemPermit } from '#platform/runtime.ts'
import {
  type CodedOrganisation,
  type CodesCopied,
  type RegisterUnavailable,
  codeLists,
} from '../contract.ts'
import {
  compareCopies,
  type CopyDifference,
  type CopyNotTrusted,
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

export type CopyingCodes = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly codeServer: CodeServer
  readonly systemPermit: SystemPermit<'registers.copyCodes'>
}

export type CopyRefusal = RegisterUnavailable | CopyNotTrusted

/**
 * Reads the code lists in full and stores the differences from the previous copy; all or nothing, so that an
 * interruption leaves the last copy unchanged. Only the list with an OID from the configuration cannot block
 * the others: its entries stay, and the copy states why (R304).
 */
export const copyCodes =
  ({ db, clock, record, codeServer, systemPermit }: CopyingCodes) =>
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
        await record(tx, event, systemPermit('registers.copyCodes'))
        return ok({ copyId, ...copy })
      },
      { isolation: 'read committed' },
    )
  }

/** `SOTEVARMENNE_INTERMEDIARIES_LIST`: a wrong OID is not the code service's fault. */
const namedByOperator = 'kanta-intermediaries'

const minDelay = minute
const maxDelay = 15 * minute
/** Delay before a list that was left out is tried again: not worth copying all others every minute. */
const restOfLeftOut = 4 * hour

/**
 * Takes the day's copy if there is none yet. After a failure the delay doubles each time, and it throws only
 * if the failure differs from the last one: a long outage is logged once, and its age is a metric. A list
 * that was left out is tried again when the process starts, with the current setting, and every few hours.
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
    const isReported = failed?.why === why
    const grown = failed === undefined ? minDelay : Math.min(failed.rest * 2, maxDelay)
    const rest = copied.ok ? restOfLeftOut : grown
    failed = { why, rest, until: plus(now, rest) }
    if (!isReported)
      throw new Error(`the code service is not copied${copied.ok ? ' whole' : ''}: ${why}`)
  }
}
