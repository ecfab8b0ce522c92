import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { UsedSettings } from '#settings/contract.ts'

export type CrlPublished = {
  readonly type: 'CrlPublished'
  readonly issuer: IssuerId
  /** Of a CRL shard; absent for the full CRL. */
  readonly shard?: number
  /** cRLNumber (RFC 5280 § 5.2.3). */
  readonly number: number
  readonly entries: number
  /** Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
}

/** UUID. */
export type PauseId = Brand<string, 'PauseId'>

/**
 * A pause of an issuer's CRLs by the mass-revocation guard: so much was revoked in a short time that new
 * revocations wait for dual control. CRLs are still published on schedule with the earlier entries.
 */
export type Pause = {
  readonly pauseId: PauseId
  readonly issuer: IssuerId
  /** CRLs contain revocations up to this position. */
  readonly position: number
  readonly noticedAt: Instant
  /** How many were revoked within the window when it was noticed … */
  readonly revoked: number
  /** … and why, the most frequent cause first. */
  readonly causes: readonly { readonly cause: string; readonly count: number }[]
  /** The first approval of the release, if given, and what that person saw. */
  readonly first?: Agreement
}

/** One person's approval of the waiting revocations, up to the last one that was shown. */
export type Agreement = {
  readonly person: string
  readonly at: Instant
  /** Position. */
  readonly upTo: number
  /** Number of those revocations. */
  readonly revoked: number
}

export type CrlsPaused = {
  readonly type: 'CrlsPaused'
  readonly pauseId: PauseId
  readonly issuer: IssuerId
  readonly revoked: number
  readonly causes: Pause['causes']
}

/** First approval of the CRL release; another person has to approve too. */
export type CrlsReleaseApproved = {
  readonly type: 'CrlsReleaseApproved'
  readonly pauseId: PauseId
  readonly issuer: IssuerId
  /** How many revocations the person saw. */
  readonly revoked: number
}

export type CrlsReleased = {
  readonly type: 'CrlsReleased'
  readonly pauseId: PauseId
  readonly issuer: IssuerId
  /** How many revocations both persons saw. */
  readonly revoked: number
}
