import assert from 'node:assert/strict'
import type { Audit } from '../../../apps/server/src/audit/index.ts'
import { digestOf } from '../../../apps/verifier/src/tree.ts'
import { aPermit } from '../operation/permit.ts'

/** The lines of an export, as an auditor gets them. */
export async function linesOfExport(audit: Audit, after = 0): Promise<readonly string[]> {
  const begun = await audit.exportAuditLog(aPermit('audit.exportAuditLog'), { after })
  assert.ok(begun.ok)
  const pieces: string[] = []
  for await (const piece of begun.value) pieces.push(piece)
  return pieces.join('').trimEnd().split('\n')
}

/** A forger's changes to an export; entries are found by their position. */
export const altered = (
  lines: readonly string[],
  position: number,
  change: object = { reason: 'another' },
): readonly string[] =>
  replaced(lines, position, (leaf) => ({ ...leaf, entry: { ...leaf.entry, ...change } }))

export const alteredWithDigest = (lines: readonly string[], position: number): readonly string[] =>
  replaced(lines, position, (leaf) => {
    const entry = { ...leaf.entry, reason: 'another' }
    const digest = digestOf(Buffer.from(leaf.salt, 'base64'), entry).toString('base64')
    return { ...leaf, entry, digest }
  })

export const removed = (lines: readonly string[], position: number): readonly string[] =>
  lines.toSpliced(indexOf(lines, position), 1)

/** Removes an entry and renumbers every later one. */
export const removedAndCounted = (lines: readonly string[], position: number): readonly string[] =>
  removed(lines, position).map((line) => {
    const said = positionOf(line)
    return said === undefined || said < position ? line : placed(line, said - 1)
  })

export function swapped(lines: readonly string[], one: number, other: number): readonly string[] {
  const [first, second] = [indexOf(lines, one), indexOf(lines, other)]
  return lines.with(first, lines[second] ?? '').with(second, lines[first] ?? '')
}

/** Swaps two entries, and restores the order of their positions. */
export function swappedAndCounted(
  lines: readonly string[],
  one: number,
  other: number,
): readonly string[] {
  const [first, second] = [indexOf(lines, one), indexOf(lines, other)]
  return lines
    .with(first, placed(lines[second] ?? '', one))
    .with(second, placed(lines[first] ?? '', other))
}

type Leaf = { readonly salt: string; readonly digest: string; readonly entry: object }

const replaced = (
  lines: readonly string[],
  position: number,
  change: (leaf: Leaf) => Leaf,
): readonly string[] => {
  const at = indexOf(lines, position)
  return lines.with(at, JSON.stringify(change(JSON.parse(lines[at] ?? '') as Leaf)))
}

const placed = (line: string, position: number): string =>
  line.replace(/^\{"position":\d+/, `{"position":${position}`)

const indexOf = (lines: readonly string[], position: number): number => {
  const index = lines.findIndex((line) => positionOf(line) === position)
  assert.notEqual(index, -1)
  return index
}

const positionOf = (line: string): number | undefined => {
  const [, position] = /^\{"position":(\d+)/.exec(line) ?? []
  return position === undefined ? undefined : Number(position)
}
