export type {
  BrakeLimits,
  IssuerFacts,
  IssuerId,
  KeyFamily,
  PolicyNames,
} from '@sotevarmenne/issuing/domain/issuer'
export type { LintedTbs } from '@sotevarmenne/issuing/domain/lint'
export type { LintFinding } from '@sotevarmenne/issuing/domain/lint-subject'
export type { ProfileId } from '@sotevarmenne/issuing/domain/profiles'
export type {
  AdminProof,
  AdminProofAsked,
  CardAdminKey,
  SignerRefusal,
  SignerState,
} from '@sotevarmenne/issuing/socket/messages'

/**
 * Something of an older system's authority was taken over: its certificate, a list of it, or the one it made for our answers;
 * or that was requested.
 */
export type OlderAuthorityImported = {
  readonly type: 'OlderAuthorityImported'
  readonly authority: string
  readonly what: string
  /** SHA-256 of what was brought, or of the request, hexadecimal. */
  readonly digest: string
}
