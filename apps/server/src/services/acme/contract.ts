import type { Language } from '@sotevarmenne/api/values'
import type { ApprovalStep } from '@sotevarmenne/api/acme'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Oid } from '@sotevarmenne/identifiers/oid'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { SignedApproval } from '@sotevarmenne/issuing/domain/evidence'
import type { ApprovalSigned, TechnicalContact } from '#services/service-certificates/contract.ts'

/** What programs of an organisation may order without approval of each certificate. UUID. */
export type ApprovalId = Brand<string, 'ApprovalId'>
/** A key that binds one account to an approval (RFC 8555 § 7.3.4), identified by its `kid`. */
export type EabKeyId = Brand<string, 'EabKeyId'>
/** An account of a program. UUID. */
export type AcmeAccountId = Brand<string, 'AcmeAccountId'>
export type AcmeOrderId = Brand<string, 'AcmeOrderId'>
/** Whether an account has proved control of a name (the term of the standard). UUID. */
export type AuthorizationId = Brand<string, 'AuthorizationId'>

/** What is approved once, for all certificates that follow. */
export type ApprovalFacts = {
  readonly isTest: boolean
  readonly unitOid: Oid
  /** `server.example.fi` needs no proof; under `.example.fi` each name is validated. Addresses and networks
   * likewise.
   */
  readonly names: readonly string[]
  readonly technicalContact: TechnicalContact
  /** A shared mailbox: reminders go there. */
  readonly mailbox: string
  readonly language: Language
}

type Requested = { readonly requestedBy: string; readonly requestedAt: Instant }
/** After the first of the two decisions (dual control). */
type Checked = Requested & { readonly checkedBy: string; readonly checkedAt: Instant } & ByTwo
/**
 * The statement with the signature of the first case officer, after the approval of both. Absent in decisions of
 * earlier versions, which the signer does not accept.
 */
type ByTwo = { readonly approval?: SignedApproval }

export type ApprovalStanding =
  | ({ readonly state: 'requested' } & Requested)
  | ({ readonly state: 'checked' } & Checked)
  | ({
      readonly state: 'approved'
      readonly approvedBy: string
      readonly approvedAt: Instant
    } & Checked)
  | { readonly state: 'refused'; readonly because: string }
  /** Withdrawn by the organisation, or ended by it or by a case officer. */
  | { readonly state: 'ended'; readonly endedAt: Instant; readonly because?: string }

export type ApprovalStandingIn<State extends ApprovalStanding['state']> = Extract<
  ApprovalStanding,
  { state: State }
>

export type PastApprovalStep = {
  readonly step: ApprovalStep
  readonly at: Instant
  readonly by: string
  readonly because?: string
}

export type EnrolmentApproval = {
  readonly approvalId: ApprovalId
  readonly organisationId: string
  readonly facts: ApprovalFacts
  readonly standing: ApprovalStanding
  readonly history: readonly PastApprovalStep[]
  readonly requestedAt: Instant
  readonly hasConformity: boolean
}

type AboutApproval = { readonly approvalId: ApprovalId; readonly organisationId: string }

export type ApprovalStepTaken = {
  readonly type:
    'ApprovalRequested' | 'ApprovalChecked' | 'ApprovalGiven' | 'ApprovalRefused' | 'ApprovalEnded'
  /** Of the two decisions of an approval: the statement that was signed, and with which certificate. */
  readonly signed?: ApprovalSigned
} & AboutApproval
/** Its technical contact is a person who is not registered in the service. */
export type ApprovalViewed = { readonly type: 'ApprovalViewed' } & AboutApproval
export type EabKeyGiven = {
  readonly type: 'EabKeyGiven'
  readonly keyId: EabKeyId
} & AboutApproval

type AboutAccount = {
  readonly approvalId: ApprovalId
  readonly accountId: AcmeAccountId
  /** Absent from older entries. */
  readonly organisationId?: string
}

/** `thumbprint`: of the account's key (RFC 7638), base64url. */
export type AcmeAccountOpened = {
  readonly type: 'AcmeAccountOpened'
  readonly keyId: EabKeyId
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
  /** Of `dns-persist-01`: the name whose record proved it, the name itself or a domain above it. */
  readonly recordName?: string
} & AboutOrder
export type NameNotValidated = {
  readonly type: 'NameNotValidated'
  readonly authorizationId: AuthorizationId
  readonly name: string
  readonly challenge: ChallengeType
  /** An error of RFC 8555 § 6.7. */
  readonly because: string
} & AboutOrder

/**
 * How control of a name is proved (RFC 8555 § 8, RFC 8737, draft-ietf-acme-dns-persist-02); of an address, never by
 * DNS (RFC 8738 § 7).
 */
export const challengeTypes = ['http-01', 'dns-01', 'tls-alpn-01', 'dns-persist-01'] as const
export type ChallengeType = (typeof challengeTypes)[number]
