import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { unreachable } from '@sotevarmenne/kernel/unreachable'
import { decodeCertificate, type Certificate } from '@sotevarmenne/x509/certificate'
import type { CrlReason } from '@sotevarmenne/x509/crl-reason'
import { verifyChain } from '@sotevarmenne/x509/path'

import type { CheckedCertificate, RevocationStatus } from '../revocation/status-checks.ts'

/**
 * Whether a certificate on a card gives the right to log in and sign with this program, and the reason if
 * not.
 */
export type RightOfUse =
  | {
      readonly kind: ValidKind
      /** Whether its issuer says that it is not revoked; else why that is not known. */
      readonly revocation: 'not-revoked' | 'pending' | 'no-response' | 'no-address'
    }
  | {
      readonly kind: 'revoked' | 'suspended'
      readonly at: Instant
      readonly reason: CrlReason | undefined
    }
  /** Its issuer does not know it. */
  | { readonly kind: 'unknown-to-issuer' }
  | { readonly kind: WrongByItself }

/** Valid, but for less than 90 days; a spare card, which lasts no longer than that, for less than a week. */
type ValidKind = 'valid' | 'expires-soon' | 'spare-expires-soon'

type WrongByItself =
  | 'expired'
  | 'not-yet-valid'
  | 'untrusted'
  | 'unreadable'
  /** No root to compare with is installed. */
  | 'no-trusted-roots'

export const mayBeUsed = ({ kind }: RightOfUse): boolean =>
  kind === 'valid' || kind === 'expires-soon' || kind === 'spare-expires-soon'

/** The right by the certificate alone, whether revoked or not. */
export type RightByItself =
  (CheckedCertificate & { readonly kind: ValidKind }) | { readonly kind: WrongByItself }

const warningDays = 90
const spareWarningDays = 7

/** The right comes with the card and lasts while its certificate chains to a trusted root and is valid. */
export function rightByItself(
  der: Uint8Array,
  {
    chain,
    roots,
    now,
    isSpare,
  }: {
    /** The CA certificates on the card. */
    readonly chain: readonly Uint8Array[]
    readonly roots: readonly Certificate[]
    readonly now: Instant
    readonly isSpare: boolean
  },
): RightByItself {
  const leaf = decodeCertificate(der)
  if (!leaf.ok) return { kind: 'unreadable' }
  if (roots.length === 0) return { kind: 'no-trusted-roots' }
  const intermediates = chain.flatMap((each) => {
    const decoded = decodeCertificate(each)
    return decoded.ok ? [decoded.value] : []
  })
  const verified = verifyChain({ leaf: leaf.value, intermediates, anchors: roots, at: now })
  if (!verified.ok) {
    const { kind } = verified.refusal
    return { kind: kind === 'expired' || kind === 'not-yet-valid' ? kind : 'untrusted' }
  }
  const [certificate, issuer] = verified.value
  if (!certificate || !issuer) return { kind: 'untrusted' }
  const lastDay = dateInHelsinki(certificate.notAfter)
  const endsWithin = (days: number) => lastDay < addDays(dateInHelsinki(now), days)
  const checked = { certificate, issuer }
  if (isSpare)
    return { kind: endsWithin(spareWarningDays) ? 'spare-expires-soon' : 'valid', ...checked }
  return { kind: endsWithin(warningDays) ? 'expires-soon' : 'valid', ...checked }
}

/** The right, with what the issuer says of the certificate. */
export function rightOfUse(
  byItself: RightByItself,
  statusOf: (checked: CheckedCertificate) => RevocationStatus,
): RightOfUse {
  if (!('certificate' in byItself)) return byItself
  const status = statusOf(byItself)
  const { kind } = byItself
  switch (status.kind) {
    case 'good':
      return { kind, revocation: 'not-revoked' }
    case 'revoked': {
      const { revokedAt: at, reason } = status
      return { kind: reason === 'certificateHold' ? 'suspended' : 'revoked', at, reason }
    }
    case 'unknown':
      return { kind: 'unknown-to-issuer' }
    case 'pending':
    case 'no-response':
    case 'no-address':
      return { kind, revocation: status.kind }
    default:
      return unreachable(status)
  }
}
