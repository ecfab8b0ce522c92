import { parseBusinessId } from '@sotevarmenne/identifiers/business-id'
import { parseSatu, type Satu } from '@sotevarmenne/identifiers/satu'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { isSameName } from '@sotevarmenne/x509/name-matching'
import { attributeOf } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { verifyChain, type ChainRefusal } from '@sotevarmenne/x509/path'
import { isForPurpose, type CertificatePurpose } from '@sotevarmenne/smartcard/certificate-purpose'
import type { OrganisationOfCard } from './contract.ts'
import type { AcceptedIssuer, HolderLookUp } from './accepted-issuers.ts'

export type CardRefusal =
  | { readonly kind: 'certificate-of-another-purpose' }
  | { readonly kind: 'issuer-not-trusted' }
  | { readonly kind: 'certificate-not-yet-valid' }
  | { readonly kind: 'other-card-expired' }
  /** The CA certificate has expired. */
  | { readonly kind: 'issuer-expired' }
  /** Its policy or purpose is not accepted for sign-in. */
  | { readonly kind: 'card-kind-not-accepted' }
  /** Its subject does not have the form that its issuer uses. */
  | { readonly kind: 'holder-not-named' }

/** The holder that a card names: by a SATU, or by a number that its issuer knows. */
export type NamedHolder = {
  readonly person:
    | { readonly by: 'satu'; readonly satu: Satu }
    | { readonly by: 'look-up'; readonly number: string; readonly lookUp: HolderLookUp }
  readonly organisation?: OrganisationOfCard
}

/** The issuer named in the certificate; `checkCard` checks that it really issued it. */
export const issuerNamedIn = (
  leaf: Certificate,
  issuers: readonly AcceptedIssuer[],
): AcceptedIssuer | undefined => issuers.find(({ ca }) => isSameName(ca.subject, leaf.issuer))

/** Checks the certificate itself: purpose, chain, kind and holder. Not its status. */
export function checkCard(
  leaf: Certificate,
  issuer: AcceptedIssuer,
  at: Instant,
  purpose: CertificatePurpose,
): Result<NamedHolder, CardRefusal> {
  if (!isForPurpose(leaf, purpose)) return refuse({ kind: 'certificate-of-another-purpose' })
  const { root, ca } = issuer
  const chain = verifyChain({ leaf, intermediates: [ca], anchors: [root], at })
  if (!chain.ok) return refuse({ kind: kindOf(chain.refusal) })
  if (chain.value[1] !== ca) return refuse({ kind: 'issuer-not-trusted' })

  const { certificatePolicies = [], extKeyUsage = [] } = leaf.known
  const { policies, purposes, signaturePolicies = [] } = issuer
  const isSigning = purpose === 'nonRepudiation'
  const isOfKind =
    certificatePolicies.some(({ policy }) =>
      (isSigning ? signaturePolicies : policies).includes(policy),
    ) &&
    (isSigning || purposes.every((each) => extKeyUsage.includes(each)))
  return isOfKind ? holderIn(leaf, issuer) : refuse({ kind: 'card-kind-not-accepted' })
}

function kindOf({ kind, depth }: ChainRefusal): CardRefusal['kind'] {
  if (kind === 'expired') return depth === 0 ? 'other-card-expired' : 'issuer-expired'
  if (kind === 'not-yet-valid' && depth === 0) return 'certificate-not-yet-valid'
  return 'issuer-not-trusted'
}

function holderIn(
  { subject }: Certificate,
  { cards, person }: AcceptedIssuer,
): Result<NamedHolder, CardRefusal> {
  const number = attributeOf(subject, attributeTypes.serialNumber) ?? ''
  const organisation = organisationIn(subject)
  if (cards === 'organisationCard' && !organisation) return refuse({ kind: 'holder-not-named' })
  const ofOrganisation = cards === 'organisationCard' && organisation ? { organisation } : {}

  if (person.by === 'look-up')
    return /^\d{11}$/.test(number)
      ? ok({ person: { by: 'look-up', number, lookUp: person }, ...ofOrganisation })
      : refuse({ kind: 'holder-not-named' })
  const satu = parseSatu(number)
  return satu.ok
    ? ok({ person: { by: 'satu', satu: satu.value }, ...ofOrganisation })
    : refuse({ kind: 'holder-not-named' })
}

/** Name, and business id as a national trade register number (EN 319 412-1 § 5.1.4). */
function organisationIn(subject: Certificate['subject']): OrganisationOfCard | undefined {
  const name = attributeOf(subject, attributeTypes.organizationName)
  const identifier = attributeOf(subject, attributeTypes.organizationIdentifier)
  const businessId = parseBusinessId(/^NTRFI-(.+)$/.exec(identifier ?? '')?.[1] ?? '')
  return name !== undefined && businessId.ok ? { businessId: businessId.value, name } : undefined
}
