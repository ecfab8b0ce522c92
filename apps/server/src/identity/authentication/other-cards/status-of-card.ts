import type { AccessDeps } from '../deps.ts'
import type { OtherCardEnd } from '../contract.ts'
import type { RequestedAbout, OtherCards } from '../ports.ts'
import type { AcceptedIssuer } from './accepted-issuers.ts'

/** What the issuers say now about a card's certificate and its CA's. */
export async function statusOfCard(
  { clock }: Pick<AccessDeps, 'clock'>,
  { statusNow }: Pick<OtherCards, 'statusNow'>,
  {
    certificate,
    issuer: { ca, root },
  }: Pick<RequestedAbout, 'certificate'> & { readonly issuer: AcceptedIssuer },
): Promise<'good' | Exclude<OtherCardEnd, 'certificate-status-unavailable'> | 'no-response'> {
  const at = clock.now()
  const [card, above] = await Promise.all([
    statusNow({ certificate, issuer: ca, at }),
    statusNow({ certificate: ca, issuer: root, at }),
  ])
  if (card === 'revoked') return 'other-card-revoked'
  if (above === 'revoked') return 'issuer-not-trusted'
  if (card === 'unknown' || above === 'unknown') return 'unknown-to-card-issuer'
  return card === 'good' && above === 'good' ? 'good' : 'no-response'
}
