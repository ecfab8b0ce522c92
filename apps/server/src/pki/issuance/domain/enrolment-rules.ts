import { isWithin } from '@sotevarmenne/issuing/domain/approval-statement'
import { canonicalIpAddress } from '@sotevarmenne/kernel/ip-address'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { AlternativeName, KnownExtensions } from '@sotevarmenne/x509/extensions'
import { attributeOf, type Name } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import type { EnrolmentRules } from '../contract.ts'

/** The rules that determine names. */
type NameRules = Omit<EnrolmentRules, 'family'>

/** The parts of a request that are not passed over. */
export type RequestedNames = {
  readonly subject: Name
  readonly known: Pick<KnownExtensions, 'subjectAltName' | 'basicConstraints' | 'keyUsage'>
}

export type CertifiedNames = {
  readonly subject: Name
  readonly alternativeNames: readonly AlternativeName[]
}

export type NamesRefusal =
  | {
      readonly kind: 'name-not-allowed'
      /** What was requested: `dns example.org`, `2.5.4.10 Somebody Else`. */
      readonly name: string
    }
  | { readonly kind: 'name-missing' }
  /** `CA:TRUE`, or a key usage that only CAs have. */
  | { readonly kind: 'ca-certificate-requested'; readonly requested: string }

/**
 * The names that a client's request gets: the rest of the subject, and every extension, is fixed by rules and
 * profile, and passed over in the request, as common clients write them. Names that the rules do not allow, and a
 * request for a CA certificate, are refused.
 */
export function certifiedNames(
  rules: NameRules,
  { subject, known }: RequestedNames,
): Result<CertifiedNames, NamesRefusal> {
  const ofCa = requestedOfCa(known)
  if (ofCa !== undefined) return refuse({ kind: 'ca-certificate-requested', requested: ofCa })

  const fixed = fixedSubject(rules)
  const requested = known.subjectAltName ?? []
  const commonName = attributeOf(subject, attributeTypes.commonName)
  return rules.dnsNames.length > 0
    ? serverNames(rules, { fixed, commonName, requested })
    : systemNames(rules, { fixed, commonName, requested })
}

const requestedOfCa = ({
  basicConstraints,
  keyUsage = [],
}: RequestedNames['known']): string | undefined =>
  basicConstraints?.cA === true
    ? 'CA:TRUE'
    : keyUsage.find((usage) => usage === 'keyCertSign' || usage === 'cRLSign')

type Requested = {
  readonly fixed: Name
  readonly commonName: string | undefined
  readonly requested: readonly AlternativeName[]
}

/**
 * A server's names are its DNS names and, beside them, its addresses; the common name is the first DNS name (for
 * human readers only).
 */
function serverNames(
  { dnsNames, addresses = [] }: NameRules,
  { fixed, commonName, requested }: Requested,
): Result<CertifiedNames, NamesRefusal> {
  const all = [...(commonName === undefined ? [] : [named(commonName)]), ...requested]
  const forbidden = all.find(
    (name) =>
      !(name.kind === 'dns' && isDnsName(name.value) && isWithin(dnsNames, name.value)) &&
      !(name.kind === 'ip' && isWithin(addresses, name.value)),
  )
  if (forbidden !== undefined) return refuse({ kind: 'name-not-allowed', name: written(forbidden) })
  const valuesOf = (kind: 'dns' | 'ip') => [
    ...new Set(all.flatMap((name) => (name.kind === kind ? [name.value] : []))),
  ]
  const names = valuesOf('dns')
  const [first] = names
  if (first === undefined) return refuse({ kind: 'name-missing' })
  return ok({
    subject: [...fixed, { type: attributeTypes.commonName, value: first }],
    alternativeNames: [
      ...names.map((value) => ({ kind: 'dns', value }) as const),
      ...valuesOf('ip').map((value) => ({ kind: 'ip', value }) as const),
    ],
  })
}

/** Some programs repeat an address as the common name. */
const named = (commonName: string): AlternativeName => {
  const address = canonicalIpAddress(commonName)
  return address === undefined ? { kind: 'dns', value: commonName } : { kind: 'ip', value: address }
}

/** A system that signs has one name, in the subject. */
function systemNames(
  { commonNames }: NameRules,
  { fixed, commonName, requested }: Requested,
): Result<CertifiedNames, NamesRefusal> {
  const [other] = requested
  if (other !== undefined) return refuse({ kind: 'name-not-allowed', name: written(other) })
  if (commonName === undefined) return refuse({ kind: 'name-missing' })
  if (!commonNames.includes(commonName))
    return refuse({ kind: 'name-not-allowed', name: `common name ${commonName}` })
  return ok({
    subject: [...fixed, { type: attributeTypes.commonName, value: commonName }],
    alternativeNames: [],
  })
}

const written = (name: AlternativeName): string =>
  name.kind === 'other' ? 'other' : `${name.kind} ${name.value}`

/** In the order of S2 for services: country, organisation, unit, its OID. */
const fixedSubject = ({ organisation, unit, organisationOid }: NameRules): Name => [
  { type: attributeTypes.countryName, value: 'FI' },
  { type: attributeTypes.organizationName, value: organisation },
  ...(unit === undefined ? [] : [{ type: attributeTypes.organizationalUnitName, value: unit }]),
  { type: attributeTypes.serialNumber, value: organisationOid },
]

/** Lower-case letters, digits and hyphens in labels of at most 63 (RFC 1034 § 3.5); no wildcards. */
const isDnsName = (name: string): boolean =>
  name.length <= 253 &&
  /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)
