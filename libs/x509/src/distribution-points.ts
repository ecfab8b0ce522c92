import { allOf } from './all-of.ts'
import {
  contextualOf,
  contextualPrimitiveOf,
  isContextual,
  namedBitsOf,
  sequenceOf,
  type DerNode,
} from './der.ts'
import { generalNameOf, type GeneralName } from './name-constraints.ts'
import { isSameName } from './name-matching.ts'
import { attributesOf, type Name } from './names.ts'

/** Where a CRL is, and whose it is, as a certificate says it (RFC 5280 § 4.2.1.13). */
export type DistributionPoint = {
  readonly distributionPoint: readonly DistributionPointName[]
  /** Bit numbers of the reasons to which the CRL there is limited; undefined: all. */
  readonly reasons?: readonly number[]
  /** The CRL's issuer, when it is not the certificate's. */
  readonly crlIssuers?: readonly GeneralName[]
}

/** One name of a DistributionPointName: of its fullName, or its nameRelativeToCRLIssuer. */
export type DistributionPointName =
  GeneralName | { readonly kind: 'relative-to-crl-issuer'; readonly name: Name }

/** To what a CRL is limited (RFC 5280 § 5.2.5). */
export type IssuingDistributionPoint = {
  /** None: certificates of its issuer, whatever distribution points they name. */
  readonly distributionPoint: readonly DistributionPointName[]
  readonly only?: 'user-certificates' | 'ca-certificates' | 'attribute-certificates'
  readonly reasons?: readonly number[]
  /** It has certificates of other issuers, too. */
  readonly isIndirect?: true
}

export function distributionPointOf(node: DerNode): DistributionPoint | undefined {
  const fields = fieldsOf(node, 2)
  if (fields === undefined || fields.size === 0) return undefined
  const distributionPoint = distributionPointNamesOf(fields.get(0))
  const reasons = reasonsOf(fields.get(1))
  const crlIssuers = fields.has(2) ? allOf(contextualOf(fields.get(2), 2), generalNameOf) : []
  if (distributionPoint === undefined || reasons === undefined || crlIssuers === undefined)
    return undefined
  // Reasons alone say nothing of a place (RFC 5280 § 4.2.1.13).
  if (distributionPoint.length + crlIssuers.length === 0) return undefined
  return {
    distributionPoint,
    ...(fields.has(1) && { reasons }),
    ...(fields.has(2) && { crlIssuers }),
  }
}

export function issuingDistributionPointOf(node: DerNode): IssuingDistributionPoint | undefined {
  const fields = fieldsOf(node, 5)
  const distributionPoint = distributionPointNamesOf(fields?.get(0))
  const reasons = reasonsOf(fields?.get(3), 3)
  if (fields === undefined || distributionPoint === undefined || reasons === undefined)
    return undefined
  // A CRL without any limit has no such extension, and DEFAULT FALSE is left out.
  const flags = [1, 2, 4, 5].filter((tag) => fields.has(tag))
  if (fields.size === 0 || !flags.every((tag) => isTrue(fields.get(tag), tag))) return undefined
  const [limit, ...others] = limits.filter(([tag]) => fields.has(tag))
  if (others.length > 0) return undefined
  return {
    distributionPoint,
    ...(limit && { only: limit[1] }),
    ...(fields.has(3) && { reasons }),
    ...(fields.has(4) && { isIndirect: true }),
  }
}

const limits = [
  [1, 'user-certificates'],
  [2, 'ca-certificates'],
  [5, 'attribute-certificates'],
] as const

/** Whether two names are the same, where relative ones are under this name of a CRL's issuer. */
export function isSameDistributionPointName(
  one: DistributionPointName,
  other: DistributionPointName,
  crlIssuer: Name,
): boolean {
  const left = fullNameOf(one, crlIssuer)
  const right = fullNameOf(other, crlIssuer)
  if (left.kind === 'directory')
    return right.kind === 'directory' && isSameName(left.name, right.name)
  return (
    'value' in left && 'value' in right && left.kind === right.kind && left.value === right.value
  )
}

const fullNameOf = (name: DistributionPointName, crlIssuer: Name): GeneralName =>
  name.kind === 'relative-to-crl-issuer'
    ? { kind: 'directory', name: [...crlIssuer, ...name.name] }
    : name

/** Those that are URLs. */
export const urlsOf = (distributionPoint: readonly DistributionPointName[]): readonly string[] =>
  distributionPoint.flatMap((name) => (name.kind === 'uri' ? [name.value] : []))

/** The optional fields of a SEQUENCE by their tags, which rise from 0 to the last. */
function fieldsOf(node: DerNode, last: number): ReadonlyMap<number, DerNode> | undefined {
  const fields = new Map<number, DerNode>()
  let before = -1
  for (const part of sequenceOf(node) ?? []) {
    const { tagNumber } = part
    if (!isContextual(part, tagNumber) || tagNumber <= before || tagNumber > last) return undefined
    fields.set(tagNumber, part)
    before = tagNumber
  }
  return sequenceOf(node) && fields
}

/** DistributionPointName: [0] fullName or [1] nameRelativeToCRLIssuer. */
function distributionPointNamesOf(
  node: DerNode | undefined,
): readonly DistributionPointName[] | undefined {
  if (node === undefined) return []
  const [choice, ...others] = contextualOf(node, 0) ?? []
  if (others.length > 0) return undefined
  if (isContextual(choice, 0)) return allOf(contextualOf(choice, 0), generalNameOf)
  const name = attributesOf(contextualOf(choice, 1))
  return name.ok ? [{ kind: 'relative-to-crl-issuer', name: name.value }] : undefined
}

function reasonsOf(node: DerNode | undefined, tag = 1): readonly number[] | undefined {
  if (node === undefined) return []
  const content = contextualPrimitiveOf(node, tag)
  return content && namedBitsOf(content)
}

function isTrue(node: DerNode | undefined, tag: number): boolean {
  const content = contextualPrimitiveOf(node, tag)
  return content?.length === 1 && content[0] === 0xff
}
