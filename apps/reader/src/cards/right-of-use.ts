import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { decodeCertificate, type Certificate } from '@sotevarmenne/x509/certificate'
import { verifyChain } from '@sotevarmenne/x509/path'

/**
 * Whether a certificate on a card gives the right to log in and sign with this program, and the reason if
 * not.
 */
export type RightOfUse =
  | { readonly kind: 'valid' }
  /** Valid, but for less than 90 days. */
  | { readonly kind: 'expires-soon' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'not-yet-valid' }
  | { readonly kind: 'untrusted' }
  | { readonly kind: 'unreadable' }
  /** No root to compare with is installed. */
  | { readonly kind: 'no-trusted-roots' }

export const mayBeUsed = ({ kind }: RightOfUse): boolean =>
  kind === 'valid' || kind === 'expires-soon'

const warningDays = 90

/**
 * The right of use comes with the card and lasts while its certificate chains to a trusted root and is
 * valid.
 */
export function rightOfUse(
  der: Uint8Array,
  {
    chain,
    roots,
    now,
  }: {
    /** The CA certificates on the card. */
    readonly chain: readonly Uint8Array[]
    readonly roots: readonly Certificate[]
    readonly now: Instant
  },
): RightOfUse {
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
  const lastDay = dateInHelsinki(leaf.value.notAfter)
  return { kind: lastDay < addDays(dateInHelsinki(now), warningDays) ? 'expires-soon' : 'valid' }
}
