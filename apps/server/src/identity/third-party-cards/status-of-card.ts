import type { AcceptedIssuer } from './accepted-issuers.ts'
import type { ThirdPartyCardStatus } from './contract.ts'
import type { ThirdPartyCardsDeps } from './deps.ts'
import type { RequestedAbout } from './ports.ts'

/** What the issuers say now about a card's certificate and its CA's. */
export async function statusOfCard(
  { clock, cardIssuers }: Pick<ThirdPartyCardsDeps, 'clock' | 'cardIssuers'>,
  {
    certificate,
    issuer: { ca, root },
  }: Pick<RequestedAbout, 'certificate'> & { readonly issuer: AcceptedIssuer },
): Promise<ThirdPartyCardStatus> {
  if (!cardIssuers) return 'issuer-not-trusted'
  const at = clock.now()
  const [card, above] = await Promise.all([
    cardIssuers.statusNow({ certificate, issuer: ca, at }),
    cardIssuers.statusNow({ certificate: ca, issuer: root, at }),
  ])
  if (card === 'revoked') return 'other-card-revoked'
  if (above === 'revoked') return 'issuer-not-trusted'
  if (card === 'unknown' || above === 'unknown') return 'unknown-to-card-issuer'
  return card === 'good' && above === 'good' ? 'good' : 'no-response'
}
