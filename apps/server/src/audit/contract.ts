import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'

export type EntryId = Brand<string, 'EntryId'>

/** The subject of an audit entry. */
export type AuditLogSubject = {
  readonly personId?: string
  readonly cardId?: string
  readonly orderId?: string
}

/** One audit entry: what happened, by whom, on what grounds, about whom. Its digest covers all of it. */
export type AuditEntry = {
  readonly entryId: EntryId
  readonly at: Instant
  /** The event's name, `CardHandedOver`. */
  readonly type: string
  /** The operation of the permit. */
  readonly operation: string
  readonly actor:
    | { readonly kind: 'person'; readonly personId: string }
    | { readonly kind: 'client'; readonly clientId: string }
    | { readonly kind: 'apiKey'; readonly clientId: string; readonly organisationId: string }
    | { readonly kind: 'process'; readonly name: string }
  /** The grounds of the permit. */
  readonly reason: string
  readonly pointId?: string
  readonly about?: AuditLogSubject
  /** The other members of the event. */
  readonly facts: { readonly [name: string]: unknown }
}

/** An entry with its salt: from both, anybody can compute the digest. */
export type SaltedEntry = { readonly entry: AuditEntry; readonly salt: Uint8Array }

/** A tree head, signed with the checkpoint key over `checkpointText`. */
export type Checkpoint = {
  readonly size: number
  readonly root: Uint8Array
  readonly at: Instant
  readonly signature: Uint8Array
}

/**
 * All that a third party who knows the checkpoint needs to verify that the entry is in its tree (RFC 9162 §
 * 2.1.3).
 */
export type ProvenEntry = SaltedEntry & {
  readonly position: number
  /** Sibling hashes, nearest first. */
  readonly path: readonly Uint8Array[]
}

/** What is wrong with the audit log. Positions count from 0. */
export type AuditLogFinding =
  | { readonly kind: 'leaf-missing'; readonly position: number }
  /** A stored node, used in proofs, above the leaves from the position on. */
  | { readonly kind: 'node-does-not-match'; readonly position: number }
  | { readonly kind: 'entry-missing'; readonly position: number }
  | { readonly kind: 'entry-altered'; readonly position: number; readonly entryId: EntryId }
  | { readonly kind: 'entry-outside-the-tree'; readonly entryId: EntryId }
  | { readonly kind: 'erased-too-early'; readonly before: number }
  | { readonly kind: 'tree-does-not-match-its-state'; readonly size: number }
  | { readonly kind: 'checkpoint-does-not-match'; readonly size: number }
  | { readonly kind: 'checkpoint-signature-wrong'; readonly size: number }

export type AuditLogVerified = {
  readonly size: number
  readonly root: Uint8Array
  readonly checkpoints: number
  /** Entries that were erased after their retention: their digests are still in the tree. */
  readonly erased: number
}

/** Somebody searched the audit log; each person on the page has an `AuditLogViewed` too. */
export type AuditLogSearched = {
  readonly type: 'AuditLogSearched'
  readonly sought: { readonly [filter: string]: string | number }
}

/** Entries about the person were shown; or one entry with its proof, about anybody. */
export type AuditLogViewed = {
  readonly type: 'AuditLogViewed'
  readonly entryId?: EntryId
  readonly about?: { readonly personId: string }
}

/** Everything from one checkpoint to another was exported: an access record of everybody in it. */
export type AuditLogExported = {
  readonly type: 'AuditLogExported'
  readonly after: number
  readonly size: number
}

export type AuditLogChecked = {
  readonly type: 'AuditLogChecked'
  readonly after: number
  readonly size: number
  readonly findings: number
}

/**
 * The entries at positions below `before` were erased; the last of them was signed over more than `years`
 * before.
 */
export type EntriesErased = {
  readonly type: 'EntriesErased'
  readonly before: number
  readonly years: number
}

/**
 * Entries from the position on are forwarded to the SIEM of the operator: recorded once a day for each
 * destination.
 */
export type AuditLogForwarded = {
  readonly type: 'AuditLogForwarded'
  readonly to: 'syslog' | 'folder'
  readonly after: number
}
