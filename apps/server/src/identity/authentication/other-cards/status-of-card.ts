import type { AccessDeps } from '../deps.ts'
import type { OtherCardEnd } from '../contract.ts'
import type { AskedAbout, OtherCards } from '../ports.ts'
import type { AcceptedIssuer } from './accepted-issuers.ts'

/** What the issuers say now of a card's certificate and of its authority's. */
export async function statusOfCard(
  { clock }: Pick<AccessDeps, 'clock'>,
  { statusNow }: Pick<OtherCards, 'statusNow'>,
  {
    certificate,
    issuer: { authority, root },
  }: Pick<AskedAbout, 'certificate'> & { readonly issuer: AcceptedIssuer },
): Promise<'good' | Exclude<OtherCardEnd, 'certificate-status-unknown'> | 'no-answer'> {
  const at = clock.now()
  const [card, above] = await Promise.all([
    statusNow({ certificate, issuer: authority, at }),
    statusNow({ certificate: authority, issuer: root, at }),
  ])
  if (card === 'revoked') return 'other-card-revoked'
  if (above === 'revoked') return 'issuer-not-trusted'
  if (card === 'unknown' || above === 'unknown') return 'unknown-to-card-issuer'
  return card === 'good' && above === 'good' ? 'good' : 'no-answer'
}
