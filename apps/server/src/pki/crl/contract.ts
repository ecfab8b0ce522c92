import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { IssuerId } from '#pki/ca/contract.ts'

declare module '#platform/permit.ts' {
  interface Permissions {
    status: 'status.publishList' | 'status.viewHolds' | 'status.releaseHold'
  }
}

export type ListPublished = {
  readonly type: 'ListPublished'
  readonly issuer: IssuerId
  /** Of a list of a part; the full list has none. */
  readonly shard?: number
  /** cRLNumber (RFC 5280 § 5.2.3). */
  readonly number: number
  readonly entries: number
}

/** UUID. */
export type HoldId = Brand<string, 'HoldId'>

/**
 * The brake on an issuer's lists: so much was revoked in a short time that nothing more gets on them until two persons
 * have looked. The lists go on to be made anew with what they had.
 */
export type Hold = {
  readonly holdId: HoldId
  readonly issuer: IssuerId
  /** Lists hold revocations up to this position. */
  readonly position: number
  readonly noticedAt: Instant
  /** How many were revoked within the window when it was noticed … */
  readonly revoked: number
  /** … and why, the most frequent cause first. */
  readonly causes: readonly { readonly cause: string; readonly count: number }[]
  /** Who has agreed to release it, when one person has, and what that person saw. */
  readonly first?: Agreement
}

/** One person's word that what waits is right, up to the last revocation that was shown. */
export type Agreement = {
  readonly person: string
  readonly at: Instant
  /** Position. */
  readonly upTo: number
  /** How many revocations that were. */
  readonly revoked: number
}

export type ListsHeld = {
  readonly type: 'ListsHeld'
  readonly holdId: HoldId
  readonly issuer: IssuerId
  readonly revoked: number
  readonly causes: Hold['causes']
}

/** One person would release the lists; another has to agree. */
export type ListsReleaseAgreed = {
  readonly type: 'ListsReleaseAgreed'
  readonly holdId: HoldId
  readonly issuer: IssuerId
  /** How many revocations the person saw. */
  readonly revoked: number
}

export type ListsReleased = {
  readonly type: 'ListsReleased'
  readonly holdId: HoldId
  readonly issuer: IssuerId
  /** How many revocations both persons saw. */
  readonly revoked: number
}
