import type { IssuerFacts, PolicyNames } from './issuer.ts'
import type { CertificateProfile } from './profiles.ts'

/**
 * The policies of a certificate of this profile: its own one, or else that of its CA. The certificate of a CA has
 * those of everything that the CA issues, so that they hold along the path (RFC 5280 § 6.1.3 (d)).
 */
export function policiesOf(
  profile: Pick<CertificateProfile, 'id' | 'hasPolicy'>,
  { issuer, ca }: { readonly issuer: IssuerFacts; readonly ca: IssuerFacts | undefined },
): readonly PolicyNames[] {
  if (!profile.hasPolicy) return []
  if (ca !== undefined) return policiesOfCa(ca)
  const own = issuer.profilePolicies.get(profile.id) ?? issuer.policy
  return own === undefined ? [] : [own]
}

/** Its own policy first, then those that its profiles have instead, each once. */
export const policiesOfCa = ({ policy, profilePolicies }: IssuerFacts): readonly PolicyNames[] => {
  const all = policy === undefined ? [] : [policy, ...profilePolicies.values()]
  return all.filter(({ oid }, at) => all.findIndex((other) => other.oid === oid) === at)
}
