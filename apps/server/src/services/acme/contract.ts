import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Oid } from '@sotevarmenne/identifiers/oid'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Language } from '#people/persons/contract.ts'
import type { TechnicalContact } from '#services/service-certificates/contract.ts'

declare module '#platform/permit.ts' {
  interface Permissions {
    acme:
      | 'acme.viewApprovals'
      | 'acme.askApproval'
      | 'acme.endApproval'
      | 'acme.giveKey'
      | 'acme.endAccount'
      | 'acme.viewQueue'
      | 'acme.decideApproval'
      | 'acme.serve'
      | 'acme.validate'
  }
}

/** What programs of an organisation may order without being asked each time. UUID. */
export type ApprovalId = Brand<string, 'ApprovalId'>
/** A key that binds one account to an approval (RFC 8555 § 7.3.4), by the name that programs say. */
export type BindingKeyId = Brand<string, 'BindingKeyId'>
/** An account of a program. UUID. */
export type AcmeAccountId = Brand<string, 'AcmeAccountId'>
export type AcmeOrderId = Brand<string, 'AcmeOrderId'>
/** Whether an account has shown that a name is its own (the standard's word). UUID. */
export type AuthorizationId = Brand<string, 'AuthorizationId'>

/** What is approved once, for all certificates that follow. */
export type ApprovalFacts = {
  readonly isTest: boolean
  readonly unitOid: Oid
  /** `server.example.fi` needs no proof; under `.example.fi` each name is proved. */
  readonly names: readonly string[]
  readonly technicalContact: TechnicalContact
  /** A shared mailbox: reminders go there. */
  readonly mailbox: string
  readonly language: Language
}

type Asked = { readonly askedBy: string; readonly askedAt: Instant }
/** The first pair of eyes. */
type Checked = Asked & { readonly checkedBy: string; readonly checkedAt: Instant }

export type ApprovalStanding =
  | ({ readonly state: 'asked' } & Asked)
  | ({ readonly state: 'checked' } & Checked)
  | ({
      readonly state: 'approved'
      readonly approvedBy: string
      readonly approvedAt: Instant
    } & Checked)
  | { readonly state: 'refused'; readonly because: string }
  /** Taken back by the organisation, or ended by it or by a handler. */
  | { readonly state: 'ended'; readonly endedAt: Instant; readonly because?: string }

export type ApprovalStandingIn<State extends ApprovalStanding['state']> = Extract<
  ApprovalStanding,
  { state: State }
>

export type ApprovalStep = 'ask' | 'check' | 'approve' | 'refuse' | 'end'

export type PastApprovalStep = {
  readonly step: ApprovalStep
  readonly at: Instant
  readonly by: string
  readonly because?: string
}

export type StandingApproval = {
  readonly approvalId: ApprovalId
  readonly organisationId: string
  readonly facts: ApprovalFacts
  readonly standing: ApprovalStanding
  readonly history: readonly PastApprovalStep[]
  readonly askedAt: Instant
  readonly hasConformity: boolean
}

type AboutApproval = { readonly approvalId: ApprovalId; readonly organisationId: string }

export type ApprovalAsked = { readonly type: 'ApprovalAsked' } & AboutApproval
/** Its technical contact is a person, whom the service does not know. */
export type ApprovalViewed = { readonly type: 'ApprovalViewed' } & AboutApproval
export type ApprovalChecked = { readonly type: 'ApprovalChecked' } & AboutApproval
export type ApprovalGiven = { readonly type: 'ApprovalGiven' } & AboutApproval
export type ApprovalRefused = { readonly type: 'ApprovalRefused' } & AboutApproval
export type ApprovalEnded = { readonly type: 'ApprovalEnded' } & AboutApproval
export type BindingKeyGiven = {
  readonly type: 'BindingKeyGiven'
  readonly keyId: BindingKeyId
} & AboutApproval

type AboutAccount = { readonly approvalId: ApprovalId; readonly accountId: AcmeAccountId }

/** `thumbprint`: of the account's key (RFC 7638), base64url. */
export type AcmeAccountOpened = {
  readonly type: 'AcmeAccountOpened'
  readonly keyId: BindingKeyId
  readonly thumbprint: string
} & AboutAccount
export type AcmeAccountKeyChanged = {
  readonly type: 'AcmeAccountKeyChanged'
  readonly thumbprint: string
} & AboutAccount
export type AcmeAccountEnded = {
  readonly type: 'AcmeAccountEnded'
  /** By its own program, or by a member of the organisation. */
  readonly by: 'program' | 'organisation'
} & AboutAccount

type AboutOrder = { readonly accountId: AcmeAccountId; readonly orderId: AcmeOrderId }

export type AcmeOrderPlaced = {
  readonly type: 'AcmeOrderPlaced'
  readonly names: readonly string[]
} & AboutOrder
/** From here it is an application like any other. */
export type AcmeOrderFinalised = {
  readonly type: 'AcmeOrderFinalised'
  readonly applicationId: string
} & AboutOrder
export type NameValidated = {
  readonly type: 'NameValidated'
  readonly authorizationId: AuthorizationId
  readonly name: string
  readonly challenge: ChallengeType
} & AboutOrder
export type NameNotValidated = {
  readonly type: 'NameNotValidated'
  readonly authorizationId: AuthorizationId
  readonly name: string
  readonly challenge: ChallengeType
  /** An error of RFC 8555 § 6.7. */
  readonly because: string
} & AboutOrder

/** How a name is proved (RFC 8555 § 8). */
export type ChallengeType = 'http-01' | 'dns-01'
