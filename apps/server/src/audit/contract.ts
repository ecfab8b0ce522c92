import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'

declare module '#platform/permit.ts' {
  interface Permissions {
    audit:
      | 'audit.viewTrail'
      | 'audit.viewOwnTrail'
      | 'audit.viewCheckpoints'
      | 'audit.verifyTrail'
      | 'audit.exportTrail'
      | 'audit.eraseEntries'
  }
}

export type EntryId = Brand<string, 'EntryId'>

/** Whom something in the trail is about. */
export type TrailSubject = {
  readonly personId?: string
  readonly cardId?: string
  readonly orderId?: string
}

/** One line of the trail: what happened, by whom, on what right, about whom. Its digest is over all of it. */
export type TrailEntry = {
  readonly entryId: EntryId
  readonly at: Instant
  /** The event's name, `CardHandedOver`. */
  readonly type: string
  /** The deed whose permit it was done with. */
  readonly deed: string
  readonly actor:
    | { readonly kind: 'person'; readonly personId: string }
    | { readonly kind: 'client'; readonly clientId: string }
    | { readonly kind: 'process'; readonly name: string }
  /** On what the permit rested. */
  readonly reason: string
  readonly pointId?: string
  readonly about?: TrailSubject
  /** What else the event says. */
  readonly facts: { readonly [name: string]: unknown }
}

/** An entry with what its digest is made of: whoever has both can compute the digest. */
export type SaltedEntry = { readonly entry: TrailEntry; readonly salt: Uint8Array }

/** A head of the tree, signed with the checkpoint key over `checkpointText`. */
export type Checkpoint = {
  readonly size: number
  readonly root: Uint8Array
  readonly at: Instant
  readonly signature: Uint8Array
}

/** Everything that convinces a stranger, who knows the checkpoint, that the entry stands in its tree (RFC 9162 § 2.1.3). */
export type ProvenEntry = SaltedEntry & {
  readonly position: number
  /** Sibling hashes, nearest first. */
  readonly path: readonly Uint8Array[]
}

/** What is wrong with the trail. Positions count from 0. */
export type TrailFinding =
  | { readonly kind: 'leaf-missing'; readonly position: number }
  /** A stored node, from which proofs are made, above the leaves from the position on. */
  | { readonly kind: 'node-does-not-match'; readonly position: number }
  | { readonly kind: 'entry-missing'; readonly position: number }
  | { readonly kind: 'entry-altered'; readonly position: number; readonly entryId: EntryId }
  | { readonly kind: 'entry-outside-the-tree'; readonly entryId: EntryId }
  | { readonly kind: 'erased-too-early'; readonly before: number }
  | { readonly kind: 'tree-does-not-match-its-state'; readonly size: number }
  | { readonly kind: 'checkpoint-does-not-match'; readonly size: number }
  | { readonly kind: 'checkpoint-signature-wrong'; readonly size: number }

export type TrailVerified = {
  readonly size: number
  readonly root: Uint8Array
  readonly checkpoints: number
  /** Entries that were erased at their retention: their digests still stand in the tree. */
  readonly erased: number
}

/** Somebody searched the trail; each person on the page has a `TrailViewed` too. */
export type TrailSearched = {
  readonly type: 'TrailSearched'
  readonly sought: { readonly [filter: string]: string | number }
}

/** Entries about the person were shown; or one entry with its proof, whomever it is about. */
export type TrailViewed = {
  readonly type: 'TrailViewed'
  readonly entryId?: EntryId
  readonly about?: { readonly personId: string }
}

/** Everything from one signed head to another was handed out: a view of everybody in it. */
export type TrailExported = {
  readonly type: 'TrailExported'
  readonly after: number
  readonly size: number
}

export type TrailChecked = {
  readonly type: 'TrailChecked'
  readonly after: number
  readonly size: number
  readonly findings: number
}

/** The entries at positions below `before` are gone, of which the last was signed over more than `years` before. */
export type EntriesErased = {
  readonly type: 'EntriesErased'
  readonly before: number
  readonly years: number
}
