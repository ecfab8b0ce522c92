import type { Certificate } from './certificate.ts'
import {
  alternativeNamesOf,
  isPermitted,
  type GeneralName,
  type NameConstraints,
} from './name-constraints.ts'
import { isSameName } from './name-matching.ts'
import { attributeTypes, extensionTypes } from './oids.ts'

/**
 * The depth of a certificate that has a name which a CA above it does not permit (RFC 5280 § 6.1.3 b, c). The
 * leaf comes first; a self-issued CA is not checked.
 */
export function depthOfForbiddenName(chain: readonly Certificate[]): number | undefined {
  const above: NameConstraints[] = []
  for (const [fromAnchor, certificate] of chain.toReversed().entries()) {
    const depth = chain.length - 1 - fromAnchor
    const isExempt = depth > 0 && isSameName(certificate.issuer, certificate.subject)
    if (above.length > 0 && !isExempt && !areNamesPermitted(certificate, above)) return depth
    const { nameConstraints } = certificate.known
    if (nameConstraints !== undefined) above.push(nameConstraints)
  }
  return undefined
}

function areNamesPermitted(certificate: Certificate, above: readonly NameConstraints[]): boolean {
  const names = namesOf(certificate)
  return names?.every((name) => above.every((each) => isPermitted(name, each))) === true
}

/** The subject, its e-mail addresses and the alternative names; undefined when one can't be read. */
function namesOf({ subject, extensions }: Certificate): readonly GeneralName[] | undefined {
  const stated = extensions.find(({ type }) => type === extensionTypes.subjectAltName)
  const alternative = stated === undefined ? [] : alternativeNamesOf(stated.value)
  if (alternative === undefined) return undefined
  const mailboxes = subject.filter(({ type }) => type === attributeTypes.emailAddress)
  return [
    ...(subject.length === 0 ? [] : [{ kind: 'directory', name: subject } as const]),
    ...mailboxes.map(({ value }) => ({ kind: 'email', value }) as const),
    ...alternative,
  ]
}
