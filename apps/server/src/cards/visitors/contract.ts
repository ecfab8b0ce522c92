import type { RecordedReason } from '@sotevarmenne/api/look-ups'
import type { UsedSettings } from '#settings/contract.ts'

export type VisitorViewed = {
  readonly type: 'VisitorViewed'
  readonly about: { readonly personId: string }
} & LookUpBasis

/**
 * What the look-up rests on: the visit that the registrar has called, or a stated reason, at the desk of a point or
 * at the advice desk.
 */
export type LookUpBasis =
  { readonly visitId: string } | { readonly reason: RecordedReason; readonly text?: string }

/** A person was shown in the desk's search results. */
export type VisitorFound = {
  readonly type: 'VisitorFound'
  readonly by: 'name' | 'card-number' | 'order'
  readonly about: { readonly personId: string }
}

/** Somebody reached the number of people who may be looked up within an hour. `about` is the registrar or adviser. */
export type LookUpRefused = {
  readonly type: 'LookUpRefused'
  /** Absent at the advice desk. */
  readonly pointId?: string
  readonly about: { readonly personId: string }
  /** Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
}

/** A case officer lets the registrar look up as many again. */
export type LookUpsReleased = {
  readonly type: 'LookUpsReleased'
  readonly about: { readonly personId: string }
}

/** The numbers of look-ups by registrar were viewed. */
export type LookUpsReported = {
  readonly type: 'LookUpsReported'
  readonly from: string
  readonly to: string
}
