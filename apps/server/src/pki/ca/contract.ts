export type {
  CardIssuerRole,
  GuardLimits,
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
  AdminProofRequested,
  CardAdminKey,
  CardInProduction,
  CheckpointRequested,
  EntryReceipt,
  OpenReceipt,
  PlacedEntries,
  SignerRefusal,
  SignerState,
} from '@sotevarmenne/issuing/socket/messages'

/**
 * Something of a legacy CA was imported: its certificate, its CRL, or the certificate that it issued to our
 * OCSP responder; or the request for that one was made.
 */
export type LegacyCaImported = {
  readonly type: 'LegacyCaImported'
  readonly ca: string
  readonly what: string
  /** SHA-256 of the imported data, or of the request, hexadecimal. */
  readonly digest: string
}
