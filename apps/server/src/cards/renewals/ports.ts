import type { CardDelivery } from '@sotevarmenne/api/cards'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { RenewalReason } from '#cards/products/contract.ts'
import type { Language, Text } from '#platform/texts.ts'

/** Data of the PDF of an automatic decision; it contains no address. */
export type DecisionFacts = {
  readonly language: Language
  readonly holder: string
  readonly orderId: string
  readonly decidedOn: LocalDate
  readonly title: Text
  readonly validTo: LocalDate
  readonly delivery: CardDelivery
  readonly point: string
  readonly withPhoto: boolean
  readonly reasons: readonly RenewalReason[]
  readonly rulesVersion: string
  /** SHA-256 of the decision as stored, hex. */
  readonly statementDigest: string
}

/** As a tagged PDF. */
export type RenderDecision = (decision: DecisionFacts) => Promise<Uint8Array>
