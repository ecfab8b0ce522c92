import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import {
  ia5String,
  isAscii,
  isPrintable,
  oid,
  oidOf,
  printableString,
  readDer,
  sequence,
  sequenceOf,
  set,
  setOf,
  textOf,
  utf8String,
  type DerNode,
  type DerRefusal,
} from './der.ts'
import { attributeTypes } from './oids.ts'

/** A distinguished name: its attributes in the order of their encoding, one in each relative name. */
export type Name = readonly Attribute[]

export type Attribute = {
  /** Object identifier, dotted. */
  readonly type: string
  readonly value: string
}

export type NameRefusal =
  | DerRefusal
  | { readonly kind: 'malformed-name' }
  /**
   * Two attributes in one relative name: no certificate of ours has them, and an attribute list could not
   * represent them.
   */
  | { readonly kind: 'multi-valued-name' }

/**
 * Name in DER: UTF8String, except PrintableString for countryName and serialNumber, IA5String for
 * domainComponent and emailAddress (RFC 5280 § 4.1.2.4, Appendix A.1). Throws when a value doesn't fit its
 * string type: for a name from outside, call `misfitOf` first.
 */
export const encodeName = (name: Name): Uint8Array =>
  sequence(
    ...name.map(({ type, value }) => set(sequence(oid(type), stringTypeOf(type).encode(value)))),
  )

/**
 * The first attribute with a value that doesn't fit its string type in certificates: others may have encoded
 * a serial number with an underscore as UTF8String, which was accepted.
 */
export const misfitOf = (name: Name): Attribute | undefined =>
  name.find(({ type, value }) => !stringTypeOf(type).holds(value))

/** Parses a Name. */
export function decodeName(der: Uint8Array): Result<Name, NameRefusal> {
  const node = readDer(der)
  return node.ok ? nameOf(node.value) : node
}

/** Parses a Name from a DER node. */
export function nameOf(node: DerNode | undefined): Result<Name, NameRefusal> {
  const relativeNames = sequenceOf(node)
  if (relativeNames === undefined) return refuse({ kind: 'malformed-name' })
  const attributes: Attribute[] = []
  for (const relativeName of relativeNames) {
    const relative = attributesOf(setOf(relativeName))
    if (!relative.ok) return relative
    attributes.push(...relative.value)
  }
  return ok(attributes)
}

/** Parses the members of a relative name. */
export function attributesOf(members: readonly DerNode[] | undefined): Result<Name, NameRefusal> {
  const [attribute, ...others] = members ?? []
  if (others.length > 0) return refuse({ kind: 'multi-valued-name' })
  const [typeNode, valueNode, ...rest] = sequenceOf(attribute) ?? []
  const type = oidOf(typeNode)
  const value = textOf(valueNode)
  return type === undefined || value === undefined || rest.length > 0
    ? refuse({ kind: 'malformed-name' })
    : ok([{ type, value }])
}

/** The value of the first attribute of this type. */
export const attributeOf = (name: Name, type: string): string | undefined =>
  name.find((attribute) => attribute.type === type)?.value

/** The name in LDAP form (RFC 4514): the last attribute first, `CN=… ,O=…,C=FI`. */
export const formatName = (name: Name): string =>
  name
    .toReversed()
    .map(({ type, value }) => `${shortNames[type] ?? type}=${escapeValue(value)}`)
    .join(',')

type StringType = {
  readonly encode: (value: string) => Uint8Array
  readonly holds: (value: string) => boolean
}

const stringTypeOf = (type: string): StringType => {
  switch (type) {
    case attributeTypes.countryName:
    case attributeTypes.serialNumber:
      return { encode: printableString, holds: isPrintable }
    case attributeTypes.domainComponent:
    case attributeTypes.emailAddress:
      return { encode: ia5String, holds: isAscii }
    default:
      return { encode: utf8String, holds: (value) => value.isWellFormed() }
  }
}

/** Keywords of RFC 4514 § 3 and, for those it does not list, of RFC 4519 and X.520 as tools print them. */
const shortNames: Readonly<Record<string, string>> = {
  [attributeTypes.commonName]: 'CN',
  [attributeTypes.surname]: 'SN',
  [attributeTypes.serialNumber]: 'serialNumber',
  [attributeTypes.countryName]: 'C',
  [attributeTypes.localityName]: 'L',
  [attributeTypes.stateOrProvinceName]: 'ST',
  [attributeTypes.organizationName]: 'O',
  [attributeTypes.organizationalUnitName]: 'OU',
  [attributeTypes.title]: 'title',
  [attributeTypes.givenName]: 'GN',
  [attributeTypes.pseudonym]: 'pseudonym',
  [attributeTypes.organizationIdentifier]: 'organizationIdentifier',
  [attributeTypes.domainComponent]: 'DC',
  [attributeTypes.emailAddress]: 'emailAddress',
}

/** RFC 4514 § 2.4: special characters, and those at the ends where they would be lost. */
const escapeValue = (value: string): string =>
  value
    .replace(/["+,;<>\\]/g, '\\$&')
    .replaceAll('\0', '\\00')
    .replace(/^[ #]/, '\\$&')
    .replace(/(?<!^\\?) $/, '\\ ')
