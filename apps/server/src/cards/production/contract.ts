import type { AboutCard } from '#cards/card/contract.ts'
import type { UsedSettings } from '#settings/contract.ts'

export type CardOrdered = { readonly type: 'CardOrdered'; readonly about: AboutCard }

export type CardProduced = {
  readonly type: 'CardProduced'
  readonly about: AboutCard
  readonly chipSerial: string
  /** By post to its holder instead of to the point. */
  readonly isSentHome?: true
  /** The card that it replaces. */
  readonly renews?: string
  /** Serial numbers of both certificates. */
  readonly authentication: string
  readonly signature: string
  /** Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
}

/** An attempt to produce the card failed. `isFinal` when no further blank card is taken. */
export type CardProductionFailed = {
  readonly type: 'CardProductionFailed'
  readonly about: AboutCard
  readonly chipSerial?: string
  /** The faults found, by kind. */
  readonly findings: readonly string[]
  readonly isFinal: boolean
}

/** A person has looked into the failure: further blank cards may be taken. */
export type ProductionRetried = { readonly type: 'ProductionRetried'; readonly about: AboutCard }
