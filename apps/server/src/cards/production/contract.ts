import type { AboutCard } from '#cards/card/contract.ts'

export type CardOrdered = { readonly type: 'CardOrdered'; readonly about: AboutCard }

export type CardProduced = {
  readonly type: 'CardProduced'
  readonly about: AboutCard
  readonly chipSerial: string
  /** By post to its holder, not to the point. */
  readonly isSentHome?: true
  /** The card in whose place it is. */
  readonly renews?: string
  /** Serial numbers of both certificates. */
  readonly authentication: string
  readonly signature: string
}

/** A try to make the card failed. `isFinal` when no further blank is taken. */
export type CardProductionFailed = {
  readonly type: 'CardProductionFailed'
  readonly about: AboutCard
  readonly chipSerial?: string
  /** What was found wrong, by kind. */
  readonly findings: readonly string[]
  readonly isFinal: boolean
}

/** A person has looked at what went wrong: further blanks may be taken. */
export type ProductionRetried = { readonly type: 'ProductionRetried'; readonly about: AboutCard }
