import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Price } from '#points/points/contract.ts'

/** One proposed price of one service at one point. UUID. */
export type PriceProposalId = Brand<string, 'PriceProposalId'>

/** The decision in the operator's organisation: who decided, on which day, and the section of the minutes. */
export type OperatorDecision = {
  readonly body: string
  readonly decidedOn: LocalDate
  readonly section: string
}

export type PriceProposal = {
  readonly proposalId: PriceProposalId
  readonly price: Omit<Price, 'priceId'>
  readonly operatorDecision: OperatorDecision
  /** The operator of the point, where the service knows it. */
  readonly organisationId?: string
  /** A case officer entered it, for an operator that has no account. */
  readonly isByOffice: boolean
  readonly proposed: { readonly by: string; readonly at: Instant }
} & (
  | { readonly state: 'waiting' }
  | {
      readonly state: 'approved' | 'rejected' | 'withdrawn'
      readonly decided: { readonly by: string; readonly at: Instant; readonly because?: string }
    }
)

type AboutProposal = {
  readonly proposalId: string
  readonly pointId: string
  readonly organisationId?: string
}

export type PointPriceProposed = { readonly type: 'PointPriceProposed' } & AboutProposal

/** By a case officer; or withdrawn by its operator or by the case officer who entered it. */
export type PointPriceDecided = {
  readonly type: 'PointPriceApproved' | 'PointPriceRejected' | 'PointPriceWithdrawn'
} & AboutProposal
