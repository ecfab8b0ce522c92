import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Oid } from '@sotevarmenne/identifiers/oid'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
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
 * The registers of organisations of social and health care, as the last daily copy of the code service has them. Every
 * answer says how old it is; whoever may not decide on an old one (service certificates: on the day of issuing) looks.
 */
export type Codes = {
  /** The organisation or unit, or undefined when the copy has none under this code. */
  readonly findOrganisation: (
    tx: Tx,
    oid: Oid,
  ) => Promise<Result<FromCopy<CodedOrganisation | undefined>, NoCopyYet>>
  /** The organisation of the business id and its units, in the order of their codes, at most `limit` (1000). */
  readonly organisationsOf: (
    tx: Tx,
    businessId: BusinessId,
    limit?: number,
  ) => Promise<Result<FromCopy<readonly CodedOrganisation[]>, NoCopyYet>>
  /** The Kanta intermediaries of the register, also those that have ended or not begun. */
  readonly intermediaries: (
    tx: Tx,
  ) => Promise<Result<FromCopy<readonly CodedOrganisation[]>, NoCopyYet>>
  /** Every version that any copy had, the oldest first. */
  readonly historyOf: (tx: Tx, oid: Oid) => Promise<readonly CodedVersion[]>
  /** What came, changed or ended in the copies behind this one; behind 0, all that any of them had. Undefined before the first. */
  readonly touchedSince: (tx: Tx, copyId: number) => Promise<CodesTouched | undefined>
  readonly lastCopy: (tx: Tx) => Promise<CodeCopy | undefined>
  /** Takes a copy now. Outside transactions. */
  readonly copyCodes: () => Promise<Result<CodeCopy, CopyRefusal>>
  /** Takes the day's copy when there is none yet. Called every minute; rests and throws as `copy-codes.ts` says. */
  readonly copyCodesDaily: () => Promise<void>
}

export const createCodes = (deps: CopyingCodes): Codes => ({
  findOrganisation: (tx, oid) => fromCopy(tx, () => entryByOid(tx, oid)),
  organisationsOf: (tx, businessId, limit = 1000) =>
    fromCopy(tx, () => entriesOfBusiness(tx, businessId, limit)),
  intermediaries: (tx) => fromCopy(tx, () => standingIn(tx, 'kanta-intermediaries')),
  historyOf: versionsOf,
  touchedSince,
  lastCopy,
  copyCodes: copyCodes(deps),
  copyCodesDaily: copyCodesDaily(deps),
})

async function fromCopy<Value>(
  tx: Tx,
  ask: () => Promise<Value>,
): Promise<Result<FromCopy<Value>, NoCopyYet>> {
  const copy = await lastCopy(tx)
  if (copy === undefined) return refuse({ kind: 'no-copy-of-code-service' })
  return ok({ value: await ask(), copiedAt: copy.takenAt })
}
