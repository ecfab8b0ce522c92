import type { KeyObject } from 'node:crypto'
import { checkpointOf, hasOnly, parseMembers, parseProven } from './lines.ts'
import { digestOf, rootByPath, signerOf } from './tree.ts'

export type ProofFinding =
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'checkpoint-not-signed-by-the-key' }
  /** Altered, or never in the audit log. */
  | { readonly kind: 'entry-not-proved'; readonly position: number }

export type ProofReport = {
  readonly entries: number
  readonly size: number
  readonly findings: readonly ProofFinding[]
}

/**
 * Verifies the response of `GET /api/v1/own/audit-log` or `GET /api/v1/audit-log/entries/<entryId>`: every
 * entry in it is in the tree of its one checkpoint, signed by any of the keys.
 */
export function verifyProofs(response: string, ...keys: readonly KeyObject[]): ProofReport {
  const members = parseMembers(response) ?? {}
  const { checkpoint, proven: one, entries = [one] } = members
  const isKnown = hasOnly(members, 'checkpoint', 'proven', 'entries', 'nextCursor')
  const head = isKnown ? checkpointOf(checkpoint) : undefined
  const proven = Array.isArray(entries) ? entries.map(parseProven) : undefined
  if (!head || !proven) return { entries: 0, size: 0, findings: [{ kind: 'unreadable' }] }

  const findings: ProofFinding[] = []
  if (signerOf(head, keys) === -1) findings.push({ kind: 'checkpoint-not-signed-by-the-key' })
  for (const each of proven) {
    if (!each) {
      findings.push({ kind: 'unreadable' })
      continue
    }
    const { position, entry, salt, path } = each
    const root = rootByPath(digestOf(salt, entry), { position, path, size: head.size })
    if (root?.toString('base64') !== head.root)
      findings.push({ kind: 'entry-not-proved', position })
  }
  return { entries: proven.length, size: head.size, findings }
}
