import type { Oid } from '@sotevarmenne/identifiers/oid'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { CodedOrganisation } from '../contract.ts'

/** Differences of a code list from the last copy. */
export type CopyDifference = {
  readonly added: readonly CodedOrganisation[]
  readonly changed: readonly CodedOrganisation[]
  readonly removed: readonly Oid[]
}

/** So much is missing that the response is not trusted: a fault of the code service is more likely. */
export type CopyNotTrusted = {
  readonly kind: 'copy-not-trusted'
  readonly before: number
  readonly missing: number
}

/** A tenth of a national register does not end in a day. */
const maxMissing = 0.1
/** So few may always be missing, whatever their share. */
const fewMissing = 20

/** Compares the new entries with the previous ones. Of duplicate codes the first counts. */
export function compareCopies(
  before: readonly CodedOrganisation[],
  read: readonly CodedOrganisation[],
): Result<CopyDifference, CopyNotTrusted> {
  const stood = new Map(before.map((entry) => [entry.oid, entry]))
  const now = new Map<Oid, CodedOrganisation>()
  for (const entry of read) if (!now.has(entry.oid)) now.set(entry.oid, entry)

  const removed = [...stood.keys()].filter((oid) => !now.has(oid))
  const missing = removed.length
  const isEmptied = now.size === 0 && stood.size > 0
  if (isEmptied || (missing > fewMissing && missing > maxMissing * stood.size))
    return refuse({ kind: 'copy-not-trusted', before: stood.size, missing })

  const added: CodedOrganisation[] = []
  const changed: CodedOrganisation[] = []
  for (const entry of now.values()) {
    const old = stood.get(entry.oid)
    if (old === undefined) added.push(entry)
    else if (!isSame(old, entry)) changed.push(entry)
  }
  return ok({ added, changed, removed })
}

/** The database reorders object members. */
const isSame = (one: CodedOrganisation, other: CodedOrganisation): boolean =>
  (Object.keys({ ...one, ...other }) as (keyof CodedOrganisation)[]).every(
    (name) => one[name] === other[name],
  )
