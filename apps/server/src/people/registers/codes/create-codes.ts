import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Oid } from '@sotevarmenne/identifiers/oid'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Schedule } from '#platform/module.ts'
import type {
  CodedOrganisation,
  CodedVersion,
  CodesTouched,
  FromCopy,
  NoCopyYet,
} from '../contract.ts'
import {
  entriesOfBusiness,
  entryByOid,
  lastCopy,
  standingIn,
  touchedSince,
  versionsOf,
  type CodeCopy,
} from '../stores/codes.ts'
import { copyCodes, copyCodesDaily, type CopyingCodes, type CopyRefusal } from './copy-codes.ts'

/**
 * The registers of organisations of social and health care, from the last daily copy of the code service.
 * Every result has its age; callers that need a recent copy (service certificates: of the day of issuing)
 * check it.
 */
export type Codes = {
  /** The organisation or unit, or undefined if the copy has none with this code. */
  readonly findOrganisation: (
    tx: Tx,
    oid: Oid,
  ) => Promise<Result<FromCopy<CodedOrganisation | undefined>, NoCopyYet>>
  /** The organisation of the business id and its units, sorted by code, at most `limit` (1000). */
  readonly organisationsOf: (
    tx: Tx,
    businessId: BusinessId,
    limit?: number,
  ) => Promise<Result<FromCopy<readonly CodedOrganisation[]>, NoCopyYet>>
  /** The Kanta intermediaries of the register, also those that have ended or not begun. */
  readonly intermediaries: (
    tx: Tx,
  ) => Promise<Result<FromCopy<readonly CodedOrganisation[]>, NoCopyYet>>
  /** Every version in any copy, oldest first. */
  readonly historyOf: (tx: Tx, oid: Oid) => Promise<readonly CodedVersion[]>
  /**
   * Entries added, changed or ended in later copies than this one; for 0, all entries ever. Undefined before
   * the first copy.
   */
  readonly touchedSince: (tx: Tx, copyId: number) => Promise<CodesTouched | undefined>
  readonly lastCopy: (tx: Tx) => Promise<CodeCopy | undefined>
  /** Takes a copy now. Outside transactions. */
  readonly copyCodes: () => Promise<Result<CodeCopy, CopyRefusal>>
  /**
   * Takes the day's copy if there is none yet. Called every minute; delays and errors as in `copy-codes.ts`.
   */
  readonly copyCodesDaily: () => Promise<void>
  readonly schedules: readonly Schedule[]
}

export function createCodes(deps: CopyingCodes): Codes {
  const copyDaily = copyCodesDaily(deps)
  return {
    findOrganisation: (tx, oid) => fromCopy(tx, () => entryByOid(tx, oid)),
    organisationsOf: (tx, businessId, limit = 1000) =>
      fromCopy(tx, () => entriesOfBusiness(tx, businessId, limit)),
    intermediaries: (tx) => fromCopy(tx, () => standingIn(tx, 'kanta-intermediaries')),
    historyOf: versionsOf,
    touchedSince,
    lastCopy,
    copyCodes: copyCodes(deps),
    copyCodesDaily: copyDaily,
    schedules: [{ name: 'the copy of the code service', run: copyDaily }],
  }
}

async function fromCopy<Value>(
  tx: Tx,
  request: () => Promise<Value>,
): Promise<Result<FromCopy<Value>, NoCopyYet>> {
  const copy = await lastCopy(tx)
  if (copy === undefined) return refuse({ kind: 'no-copy-of-code-service' })
  return ok({ value: await request(), copiedAt: copy.takenAt })
}
