import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { CertificatePurpose } from '@sotevarmenne/smartcard/certificate-purpose'
import { formatSerial, type Certificate } from '@sotevarmenne/x509/certificate'
import type { PopulationFacts, RegisterUnavailable } from '#people/registers/contract.ts'
import { assertOutsideTransaction } from '#platform/db.ts'
import { digestOf, type AcceptedIssuer } from './accepted-issuers.ts'
import type { IdentifiedHolder, StoredThirdPartyCard } from './contract.ts'
import type { ThirdPartyCardsDeps } from './deps.ts'
import { checkCard, type CardRefusal, type NamedHolder } from './check-card.ts'
import type { CardIssuerUnavailable } from './ports.ts'
import { statusOfCard } from './status-of-card.ts'

/** A card that another trust service issued, not checked yet. */
export type ThirdPartyCard = { readonly leaf: Certificate; readonly issuer: AcceptedIssuer }

export type ThirdPartyCardRefusal =
  | CardRefusal
  | { readonly kind: 'other-card-revoked' }
  /** Neither OCSP nor a CRL gives a status: nobody is let in on a guess. */
  | { readonly kind: 'certificate-status-unavailable' }
  | { readonly kind: 'unknown-to-card-issuer' }
  | CardIssuerUnavailable
  | { readonly kind: 'unknown-to-population-register' }
  | RegisterUnavailable

/**
 * The holder of a card whose key was proved (R241–R244): checks the certificate, then its status and that of
 * its CA, then the identity. Outside transactions.
 */
export const identifyHolder =
  (deps: ThirdPartyCardsDeps) =>
  async (
    { leaf, issuer }: ThirdPartyCard,
    purpose: CertificatePurpose = 'digitalSignature',
  ): Promise<Result<IdentifiedHolder, ThirdPartyCardRefusal>> => {
    assertOutsideTransaction()
    const named = checkCard(leaf, issuer, deps.clock.now(), purpose)
    if (!named.ok) return named
    const goodAt = deps.clock.now()
    const status = await confirm(deps, { leaf, issuer })
    if (!status.ok) return status
    const found = await findHolder(deps, { leaf, holder: named.value })
    if (!found.ok) return found
    const { died, identityCode, ...facts } = found.value
    if (died !== undefined) return refuse({ kind: 'unknown-to-population-register' })

    const { organisation } = named.value
    const card = storedCard({ leaf, issuer })
    return ok({ identityCode, facts, ...(organisation && { organisation }), card, goodAt })
  }

/** Confirms with the issuers that neither the card's certificate nor its CA's is revoked now. */
async function confirm(
  deps: ThirdPartyCardsDeps,
  { leaf: certificate, issuer }: ThirdPartyCard,
): Promise<Result<undefined, ThirdPartyCardRefusal>> {
  const status = await statusOfCard(deps, { certificate, issuer })
  if (status === 'good') return ok(undefined)
  return refuse({
    kind:
      status === 'other-card-revoked' || status === 'issuer-not-trusted'
        ? status
        : 'certificate-status-unavailable',
  })
}

type Found = PopulationFacts & { readonly identityCode: IdentityCode }

/** The holder, from the population register; a number given by the issuer is first resolved there. */
async function findHolder(
  { cardIssuers, lookUpPerson, lookUpBySatu }: ThirdPartyCardsDeps,
  { leaf, holder: { person } }: { readonly leaf: Certificate; readonly holder: NamedHolder },
): Promise<Result<Found, ThirdPartyCardRefusal>> {
  if (person.by === 'satu') return lookUpBySatu(person.satu)
  if (!cardIssuers) throw new Error('card of another issuer, but no issuers are accepted')
  const identityCode = await cardIssuers.lookUpHolder({ ...person, certificate: leaf })
  if (!identityCode.ok) return identityCode
  const facts = await lookUpPerson(identityCode.value)
  return facts.ok ? ok({ ...facts.value, identityCode: identityCode.value }) : facts
}

const storedCard = ({ leaf, issuer }: ThirdPartyCard): StoredThirdPartyCard => ({
  issuer: issuer.name,
  ca: digestOf(issuer.ca),
  serial: formatSerial(leaf.serial),
  statusAt: {
    ocsp: leaf.known.authorityInfoAccess?.ocsp ?? [],
    lists: leaf.known.crlDistributionPoints ?? [],
  },
})
