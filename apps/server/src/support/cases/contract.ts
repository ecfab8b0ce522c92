import type { HolderStep, OfficeStep, CaseKind, CaseParty } from '@sotevarmenne/api/cases'
import type { Language } from '@sotevarmenne/api/values'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { UsedSettings } from '#settings/contract.ts'

/**
 * Messages between a holder and the office about one matter. UUID, created by the page that opens the case.
 */
export type CaseId = Brand<string, 'CaseId'>

type OfCase = {
  /** Absent for a contact message: its writer did not sign in. */
  readonly about?: { readonly personId: string; readonly orderId?: string }
  readonly caseId: CaseId
  readonly kind: CaseKind
  /** The organisation for which it was written. */
  readonly organisationId?: string
}

export type CaseOpened = {
  readonly type: 'CaseOpened'
  /** Of its time limit. Absent up to version 0.2.0, and where the law sets it. */
  readonly settings?: UsedSettings
} & OfCase

/** A step in the case. The text is never part of an event. */
export type CaseStepTaken = {
  readonly type: 'CaseStepTaken'
  readonly step: HolderStep | OfficeStep
  readonly by: CaseParty
  /** Of its new time limit, or by which the service closed it. Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
} & OfCase

export type CaseViewed = { readonly type: 'CaseViewed' } & OfCase

/** Its texts are erased. */
export type CaseForgotten = {
  readonly type: 'CaseForgotten'
  /** Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
} & OfCase

type OfContactMessage = {
  /** The id of the case that it becomes once its address is confirmed. */
  readonly messageId: string
}

/** Somebody wrote without sign-in. The office does not see it before `CaseOpened`. */
export type ContactMessageSent = { readonly type: 'ContactMessageSent' } & OfContactMessage

/** Nobody confirmed its address within a day: it is erased. */
export type ContactMessageForgotten = {
  readonly type: 'ContactMessageForgotten'
} & OfContactMessage

/** Recipient and link of a mail to the writer of a contact message. */
export type MailToWriter = {
  readonly to: string
  readonly language: Language
  readonly link: string
  /** The link works, or must be opened, until then. */
  readonly until: Instant
}
