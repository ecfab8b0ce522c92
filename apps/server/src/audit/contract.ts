import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'

export type EntryId = Brand<string, 'EntryId'>

/** One line of the trail: what happened, by whom, on what right, about whom. */
export type TrailEntry = {
  readonly entryId: EntryId
  readonly at: Instant
  /** The event's name, `CardHandedOver`. */
  readonly type: string
  /** The deed whose permit it was done with. */
  readonly deed: string
  readonly actor:
    | { readonly kind: 'person'; readonly personId: string }
    | { readonly kind: 'process'; readonly name: string }
  /** On what the permit rested. */
  readonly reason: string
  readonly pointId?: string
  /** The event itself; absent once erased at its retention. */
  readonly event?: { readonly [name: string]: unknown }
}

/** Whom a question about the trail is about. */
export type TrailSubject =
  { readonly cardId: string } | { readonly personId: string } | { readonly orderId: string }

/** A head of the tree, signed with the checkpoint key over `checkpointText`. */
export type Checkpoint = {
  readonly size: number
  readonly root: Uint8Array
  readonly at: Instant
  readonly signature: Uint8Array
}

/** Everything that convinces a stranger that the entry stands in the tree of the checkpoint. */
export type InclusionProof = {
  readonly position: number
  /** What the leaf is the hash of: the salted digest of the entry. */
  readonly digest: Uint8Array
  readonly path: readonly Uint8Array[]
  readonly checkpoint: Checkpoint
}

/** What is wrong with the trail. */
export type TrailFinding =
  | { readonly kind: 'leaf-missing'; readonly position: number }
  | { readonly kind: 'entry-missing'; readonly position: number }
  | { readonly kind: 'entry-altered'; readonly position: number; readonly entryId: EntryId }
  | { readonly kind: 'entry-outside-the-tree'; readonly entryId: EntryId }
  | { readonly kind: 'tree-does-not-match-its-state'; readonly size: number }
  | { readonly kind: 'checkpoint-does-not-match'; readonly size: number }
  | { readonly kind: 'checkpoint-signature-wrong'; readonly size: number }

export type TrailVerified = {
  readonly size: number
  readonly root: Uint8Array
  readonly checkpoints: number
  /** Entries whose content was erased at its retention: their digests still stand in the tree. */
  readonly erased: number
}
