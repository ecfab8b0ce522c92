import type { Oid } from '@sotevarmenne/identifiers/oid'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { CodedOrganisation } from '../contract.ts'

/** What a code list says now that the last copy did not. */
export type CopyDifference = {
  readonly added: readonly CodedOrganisation[]
  readonly changed: readonly CodedOrganisation[]
  readonly removed: readonly Oid[]
}

/** So much is missing that the answer is not believed: more likely the code service is broken than the country. */
export type CopyNotBelieved = {
  readonly kind: 'copy-not-believed'
  readonly before: number
  readonly missing: number
}

/** A tenth of a national register does not end in a day. */
const mostMissing = 0.1
/** So few may be missing whatever part of all they are. */
const fewMissing = 20

/** Compares what was read with what stood before. Where a code is there twice, the first stands. */
export function compareCopies(
  before: readonly CodedOrganisation[],
  read: readonly CodedOrganisation[],
): Result<CopyDifference, CopyNotBelieved> {
  const stood = new Map(before.map((entry) => [entry.oid, entry]))
  const now = new Map<Oid, CodedOrganisation>()
  for (const entry of read) if (!now.has(entry.oid)) now.set(entry.oid, entry)

  const removed = [...stood.keys()].filter((oid) => !now.has(oid))
  const missing = removed.length
  const isEmptied = now.size === 0 && stood.size > 0
  if (isEmptied || (missing > fewMissing && missing > mostMissing * stood.size))
    return refuse({ kind: 'copy-not-believed', before: stood.size, missing })

  const added: CodedOrganisation[] = []
  const changed: CodedOrganisation[] = []
  for (const entry of now.values()) {
    const old = stood.get(entry.oid)
    if (old === undefined) added.push(entry)
    else if (!isSame(old, entry)) changed.push(entry)
  }
  return ok({ added, changed, removed })
}

/** The database keeps members in an order of its own. */
const isSame = (one: CodedOrganisation, other: CodedOrganisation): boolean =>
  (Object.keys({ ...one, ...other }) as (keyof CodedOrganisation)[]).every(
    (name) => one[name] === other[name],
  )
