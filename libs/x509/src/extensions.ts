import { formatIpAddress, ipAddressBytes } from '@sotevarmenne/kernel/ip-address'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { allOf } from './all-of.ts'
import {
  equalBytes,
  boolean,
  booleanOf,
  contextual,
  contextualOf,
  contextualPrimitive,
  contextualPrimitiveOf,
  explicitOf,
  ia5Of,
  ia5String,
  integer,
  namedBits,
  namedBitsOf,
  nullValue,
  octetString,
  printableString,
  bytesOf,
  oid,
  oidOf,
  isContextual,
  isNull,
  readDer,
  sequence,
  sequenceOf,
  smallIntegerOf,
  textOf,
  utf8String,
  type DerNode,
} from './der.ts'
import { distributionPointOf, urlsOf, type DistributionPoint } from './distribution-points.ts'
import { nameConstraintsOf, type NameConstraints } from './name-constraints.ts'
import {
  accessMethods,
  extensionTypes,
  policyQualifiers,
  qcStatementTypes,
  userPrincipalName,
} from './oids.ts'

/** An extension as in a certificate, CRL or OCSP response. */
export type Extension = {
  /** Object identifier, dotted. */
  readonly type: string
  readonly critical: boolean
  /** DER of the value, without the OCTET STRING around it. */
  readonly value: Uint8Array
}

/** The parsed extensions of a certificate, as far as they are supported here. */
export type KnownExtensions = {
  readonly keyUsage?: readonly KeyUsage[]
  /** Object identifiers of the key purposes. */
  readonly extKeyUsage?: readonly string[]
  readonly basicConstraints?: BasicConstraints
  readonly subjectKeyIdentifier?: Uint8Array
  readonly authorityKeyIdentifier?: Uint8Array
  readonly certificatePolicies?: readonly Policy[]
  /** URLs of the CRLs; undefined without one. */
  readonly crlDistributionPoints?: readonly string[]
  /** The distribution points in full: one may have a directory name, only some reasons, another issuer. */
  readonly distributionPoints?: readonly DistributionPoint[]
  readonly authorityInfoAccess?: AuthorityInfoAccess
  readonly qcStatements?: readonly QcStatement[]
  readonly subjectAltName?: readonly AlternativeName[]
  readonly ocspNoCheck?: true
  readonly nameConstraints?: NameConstraints
  readonly policyMappings?: readonly PolicyMapping[]
  readonly policyConstraints?: PolicyConstraints
  /** How many certificates more may use anyPolicy. */
  readonly inhibitAnyPolicy?: number
}

/** The CA of a certificate takes one policy of its issuer's for one of its own (RFC 5280 § 4.2.1.5). */
export type PolicyMapping = { readonly issuerPolicy: string; readonly subjectPolicy: string }

/** After how many certificates a policy must be stated, and none be mapped (RFC 5280 § 4.2.1.11). */
export type PolicyConstraints = {
  readonly requireExplicitPolicy?: number
  readonly inhibitPolicyMapping?: number
}

export type KeyUsage = (typeof keyUsages)[number]

export type BasicConstraints =
  | { readonly cA: false }
  | {
      readonly cA: true
      /** Max number of issuing CAs between this one and the end; undefined: any number. */
      readonly pathLength?: number | undefined
    }

export type Policy = {
  /** Object identifier of the policy. */
  readonly policy: string
  /** URL of the practice statement. */
  readonly cps?: string
  /** Texts shown to people, at most 200 characters each (RFC 5280 § 4.2.1.4). */
  readonly notices?: readonly string[]
}

export type AuthorityInfoAccess = {
  readonly ocsp: readonly string[]
  readonly caIssuers: readonly string[]
}

/** Statements of EN 319 412-5; others are stored unparsed. */
export type QcStatement =
  | { readonly kind: 'qcCompliance' }
  | { readonly kind: 'qcSscd' }
  | { readonly kind: 'qcType'; readonly types: readonly string[] }
  | { readonly kind: 'qcPds'; readonly locations: readonly PdsLocation[] }
  | { readonly kind: 'other'; readonly der: Uint8Array }

/** The URL of the PKI disclosure statement, and its language (ISO 639-1). */
export type PdsLocation = { readonly url: string; readonly language: string }

export type AlternativeName =
  | { readonly kind: 'email'; readonly value: string }
  | { readonly kind: 'dns'; readonly value: string }
  | { readonly kind: 'uri'; readonly value: string }
  /** In its one text: dotted decimal, or RFC 5952. */
  | { readonly kind: 'ip'; readonly value: string }
  /** Microsoft's user principal name, for logging on to a workstation. */
  | { readonly kind: 'upn'; readonly value: string }
  | { readonly kind: 'other'; readonly der: Uint8Array }

export type ExtensionRefusal =
  | { readonly kind: 'malformed-extension'; readonly type: string }
  | { readonly kind: 'duplicate-extension'; readonly type: string }

/** RFC 5280 § 4.2.1.3, by bit number. */
export const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const

export const keyUsage = (usages: readonly KeyUsage[]): Extension => ({
  type: extensionTypes.keyUsage,
  critical: true,
  value: namedBits(usages.map((usage) => keyUsages.indexOf(usage))),
})

/** Takes object identifiers of key purposes. */
export const extKeyUsage = (purposes: readonly string[]): Extension => ({
  type: extensionTypes.extKeyUsage,
  critical: false,
  value: sequence(...purposes.map(oid)),
})

export const basicConstraints = (constraints: BasicConstraints): Extension => ({
  type: extensionTypes.basicConstraints,
  critical: true,
  value: constraints.cA
    ? sequence(
        boolean(true),
        ...(constraints.pathLength === undefined ? [] : [integer(constraints.pathLength)]),
      )
    : sequence(),
})

export const subjectKeyIdentifier = (identifier: Uint8Array): Extension => ({
  type: extensionTypes.subjectKeyIdentifier,
  critical: false,
  value: octetString(identifier),
})

export const authorityKeyIdentifier = (identifier: Uint8Array): Extension => ({
  type: extensionTypes.authorityKeyIdentifier,
  critical: false,
  value: sequence(contextualPrimitive(0, identifier)),
})

export const certificatePolicies = (policies: readonly Policy[]): Extension => ({
  type: extensionTypes.certificatePolicies,
  critical: false,
  value: sequence(...policies.map(encodePolicy)),
})

/** One distribution point per URL. */
export const crlDistributionPoints = (urls: readonly string[]): Extension => ({
  type: extensionTypes.cRLDistributionPoints,
  critical: false,
  value: sequence(...urls.map((url) => sequence(distributionPointName(url)))),
})

export const authorityInfoAccess = ({ ocsp, caIssuers }: AuthorityInfoAccess): Extension => ({
  type: extensionTypes.authorityInfoAccess,
  critical: false,
  value: sequence(
    ...ocsp.map((url) => sequence(oid(accessMethods.ocsp), uriName(url))),
    ...caIssuers.map((url) => sequence(oid(accessMethods.caIssuers), uriName(url))),
  ),
})

export const qcStatements = (statements: readonly QcStatement[]): Extension => ({
  type: extensionTypes.qcStatements,
  critical: false,
  value: sequence(...statements.map(encodeQcStatement)),
})

export const subjectAltName = (names: readonly AlternativeName[]): Extension => ({
  type: extensionTypes.subjectAltName,
  critical: false,
  value: sequence(...names.map(encodeAlternativeName)),
})

/** The status of the OCSP responder's own certificate need not be checked (RFC 6960 § 4.2.2.2.1). */
export const ocspNoCheck = (): Extension => ({
  type: extensionTypes.ocspNoCheck,
  critical: false,
  value: nullValue(),
})

/** Extensions ::= SEQUENCE OF Extension. */
export const encodeExtensions = (extensions: readonly Extension[]): Uint8Array =>
  sequence(...extensions.map(encodeExtension))

/** Parses the extensions, without duplicates; undefined when there are none or they are malformed. */
export function extensionsOf(node: DerNode | undefined): readonly Extension[] | undefined {
  const list = sequenceOf(node)
  if (list === undefined || list.length === 0) return undefined
  const extensions: Extension[] = []
  for (const each of list) {
    const extension = extensionOf(each)
    if (extension === undefined) return undefined
    extensions.push(extension)
  }
  return extensions
}

/** Parses the meaning of a certificate's extensions. Unknown types are skipped. */
export function knownExtensions(
  extensions: readonly Extension[],
): Result<KnownExtensions, ExtensionRefusal> {
  const seen = new Set<string>()
  const known: KnownExtensions = {}
  for (const { type, value } of extensions) {
    if (seen.has(type)) return refuse({ kind: 'duplicate-extension', type })
    seen.add(type)
    const decode = decoders[type]
    if (decode === undefined) continue
    const meaning = meaningOf(type, value, decode)
    if (meaning === undefined) return refuse({ kind: 'malformed-extension', type })
    Object.assign(known, meaning)
  }
  return ok(known)
}

type Decode = (node: DerNode) => KnownExtensions | undefined

/**
 * Parses a value. Values that an issuer repeats from certificate to certificate are parsed only when they
 * change.
 */
function meaningOf(type: string, value: Uint8Array, decode: Decode): KnownExtensions | undefined {
  const before = lastRead.get(type)
  if (before !== undefined && equalBytes(before.value, value)) return before.meaning
  // A cached value must not keep the whole input in memory.
  const stored = repeated.has(type) ? value.slice() : undefined
  const node = readDer(stored ?? value)
  const meaning = node.ok ? decode(node.value) : undefined
  if (stored !== undefined && meaning !== undefined) lastRead.set(type, { value: stored, meaning })
  return meaning
}

const repeated: ReadonlySet<string> = new Set([
  extensionTypes.keyUsage,
  extensionTypes.basicConstraints,
  extensionTypes.authorityKeyIdentifier,
  extensionTypes.extKeyUsage,
  extensionTypes.certificatePolicies,
  extensionTypes.authorityInfoAccess,
  extensionTypes.qcStatements,
])
/** The last value of each of these types. */
const lastRead = new Map<
  string,
  { readonly value: Uint8Array; readonly meaning: KnownExtensions }
>()

/** Whether this code parses extensions of the type: an unsupported critical one must stop a relying party. */
export const isKnownExtension = (type: string): boolean => decoders[type] !== undefined

const encodeExtension = (extension: Extension): Uint8Array =>
  written.get(extension) ?? writeExtension(extension)

const writeExtension = ({ type, critical, value }: Extension): Uint8Array =>
  critical
    ? sequence(oid(type), boolean(true), octetString(value))
    : sequence(oid(type), octetString(value))

/** For callers that create many certificates with the same extension: it is encoded once, here. */
export function preEncoded(extension: Extension): Extension {
  written.set(extension, writeExtension(extension))
  return extension
}

const written = new WeakMap<Extension, Uint8Array>()

function extensionOf(node: DerNode): Extension | undefined {
  const parts = sequenceOf(node) ?? []
  const type = oidOf(parts[0])
  const stated = booleanOf(parts[1])
  const valueAt = stated === undefined ? 1 : 2
  const value = bytesOf(parts[valueAt])
  if (type === undefined || value === undefined || parts.length > valueAt + 1) return undefined
  // DEFAULT FALSE is left out in DER; an explicit FALSE would give one certificate two encodings.
  if (stated === false) return undefined
  return { type, critical: stated === true, value }
}

const decoders: Readonly<Record<string, Decode>> = {
  [extensionTypes.keyUsage]: (node) => {
    const bits = node.tagClass === 'universal' && node.tagNumber === 3 && namedBitsOf(node.content)
    if (!bits || bits.length === 0) return undefined
    const usages = bits.map((bit) => keyUsages[bit]).filter((usage) => usage !== undefined)
    return usages.length === bits.length ? { keyUsage: usages } : undefined
  },
  [extensionTypes.extKeyUsage]: (node) => {
    const purposes = allOf(sequenceOf(node), oidOf)
    return purposes && { extKeyUsage: purposes }
  },
  [extensionTypes.basicConstraints]: (node) => {
    const constraints = basicConstraintsOf(node)
    return constraints && { basicConstraints: constraints }
  },
  [extensionTypes.subjectKeyIdentifier]: (node) => {
    const identifier = bytesOf(node)
    return identifier && { subjectKeyIdentifier: identifier }
  },
  [extensionTypes.authorityKeyIdentifier]: (node) => {
    const parts = sequenceOf(node)
    if (parts === undefined) return undefined
    const identifier = contextualPrimitiveOf(parts[0], 0)
    return identifier === undefined ? {} : { authorityKeyIdentifier: identifier }
  },
  [extensionTypes.certificatePolicies]: (node) => {
    const policies = allOf(sequenceOf(node), policyOf)
    return policies && { certificatePolicies: policies }
  },
  [extensionTypes.cRLDistributionPoints]: (node) => {
    const points = allOf(sequenceOf(node), distributionPointOf)
    if (points === undefined) return undefined
    const urls = points.flatMap(({ distributionPoint }) => urlsOf(distributionPoint))
    return { distributionPoints: points, ...(urls.length > 0 && { crlDistributionPoints: urls }) }
  },
  [extensionTypes.authorityInfoAccess]: (node) => {
    const accesses = allOf(sequenceOf(node), accessOf)
    return accesses && { authorityInfoAccess: accessesByMethod(accesses) }
  },
  [extensionTypes.qcStatements]: (node) => {
    const statements = allOf(sequenceOf(node), qcStatementOf)
    return statements && { qcStatements: statements }
  },
  [extensionTypes.subjectAltName]: (node) => {
    const names = allOf(sequenceOf(node), alternativeNameOf)
    return names && { subjectAltName: names }
  },
  [extensionTypes.ocspNoCheck]: (node) => (isNull(node) ? { ocspNoCheck: true } : undefined),
  [extensionTypes.nameConstraints]: (node) => {
    const constraints = nameConstraintsOf(node)
    return constraints && { nameConstraints: constraints }
  },
  [extensionTypes.policyMappings]: (node) => {
    const mappings = allOf(sequenceOf(node), policyMappingOf)
    return mappings && { policyMappings: mappings }
  },
  [extensionTypes.policyConstraints]: (node) => {
    const constraints = policyConstraintsOf(node)
    return constraints && { policyConstraints: constraints }
  },
  [extensionTypes.inhibitAnyPolicy]: (node) => {
    const skipped = smallIntegerOf(node)
    return skipped === undefined ? undefined : { inhibitAnyPolicy: skipped }
  },
}

function policyMappingOf(node: DerNode): PolicyMapping | undefined {
  const [issuerNode, subjectNode, ...rest] = sequenceOf(node) ?? []
  const issuerPolicy = oidOf(issuerNode)
  const subjectPolicy = oidOf(subjectNode)
  return issuerPolicy === undefined || subjectPolicy === undefined || rest.length > 0
    ? undefined
    : { issuerPolicy, subjectPolicy }
}

function policyConstraintsOf(node: DerNode): PolicyConstraints | undefined {
  const parts = [...(sequenceOf(node) ?? [])]
  const constraints: { requireExplicitPolicy?: number; inhibitPolicyMapping?: number } = {}
  for (const [tag, field] of [
    [0, 'requireExplicitPolicy'],
    [1, 'inhibitPolicyMapping'],
  ] as const) {
    if (!isContextual(parts[0], tag)) continue
    const skipped = skippedOf(contextualPrimitiveOf(parts.shift(), tag))
    if (skipped === undefined) return undefined
    constraints[field] = skipped
  }
  return parts.length > 0 || Object.keys(constraints).length === 0 ? undefined : constraints
}

/** SkipCerts, an IMPLICIT integer from its content. */
function skippedOf(content: Uint8Array | undefined): number | undefined {
  const node = content && readDer(Uint8Array.of(2, content.length, ...content.subarray(0, 127)))
  return node?.ok ? smallIntegerOf(node.value) : undefined
}

function basicConstraintsOf(node: DerNode): BasicConstraints | undefined {
  const parts = sequenceOf(node)
  if (parts === undefined) return undefined
  if (parts.length === 0) return { cA: false }
  const cA = booleanOf(parts[0])
  // FALSE should be left out, but certificates of the real service contain it (3003010100).
  if (cA === false) return parts.length === 1 ? { cA: false } : undefined
  if (cA === undefined || parts.length > 2) return undefined
  if (parts.length === 1) return { cA: true }
  const pathLength = smallIntegerOf(parts[1])
  return pathLength === undefined ? undefined : { cA: true, pathLength }
}

function encodePolicy({ policy, cps, notices = [] }: Policy): Uint8Array {
  const qualifiers = [
    ...(cps === undefined ? [] : [sequence(oid(policyQualifiers.cps), ia5String(cps))]),
    ...notices.map((text) =>
      sequence(oid(policyQualifiers.userNotice), sequence(utf8String(text))),
    ),
  ]
  return qualifiers.length === 0
    ? sequence(oid(policy))
    : sequence(oid(policy), sequence(...qualifiers))
}

function policyOf(node: DerNode): Policy | undefined {
  const [policyNode, qualifiersNode, ...rest] = sequenceOf(node) ?? []
  const policy = oidOf(policyNode)
  if (policy === undefined || rest.length > 0) return undefined
  if (qualifiersNode === undefined) return { policy }
  const qualifiers = allOf(sequenceOf(qualifiersNode), qualifierOf)
  if (qualifiers === undefined) return undefined
  const cps = qualifiers.find((qualifier) => qualifier.cps !== undefined)?.cps
  const notices = qualifiers.flatMap(({ notice }) => (notice === undefined ? [] : [notice]))
  return {
    policy,
    ...(cps === undefined ? {} : { cps }),
    ...(notices.length === 0 ? {} : { notices }),
  }
}

/** A qualifier; one of another kind, or a notice without explicit text, is empty. */
function qualifierOf(node: DerNode): { cps?: string; notice?: string } | undefined {
  const [kind, value] = sequenceOf(node) ?? []
  if (oidOf(kind) === policyQualifiers.cps) {
    const cps = textOf(value)
    return cps === undefined ? undefined : { cps }
  }
  if (oidOf(kind) === policyQualifiers.userNotice) {
    const notice = textOf(sequenceOf(value)?.at(-1))
    return notice === undefined ? {} : { notice }
  }
  return oidOf(kind) === undefined ? undefined : {}
}

/** DistributionPointName as [0] { fullName [0] { uri } }: the same in certificates and in CRLs. */
export const distributionPointName = (...urls: readonly string[]): Uint8Array =>
  contextual(0, contextual(0, ...urls.map(uriName)))

const uriName = (url: string): Uint8Array => contextualPrimitive(6, ia5Content(url))

/** The bytes of ASCII text without tag and length, for an IMPLICIT IA5String. Throws on other characters. */
const ia5Content = (text: string): Uint8Array => {
  const der = ia5String(text)
  return der.subarray(der.length - text.length)
}

type Access = { readonly method: string; readonly url: string | undefined }

function accessOf(node: DerNode): Access | undefined {
  const [methodNode, location] = sequenceOf(node) ?? []
  const method = oidOf(methodNode)
  return method === undefined || location === undefined
    ? undefined
    : { method, url: ia5Of(contextualPrimitiveOf(location, 6)) }
}

const accessesByMethod = (accesses: readonly Access[]): AuthorityInfoAccess => {
  const urlsOf = (wanted: string): readonly string[] =>
    accesses.flatMap(({ method, url }) => (method === wanted && url !== undefined ? [url] : []))
  return { ocsp: urlsOf(accessMethods.ocsp), caIssuers: urlsOf(accessMethods.caIssuers) }
}

function encodeQcStatement(statement: QcStatement): Uint8Array {
  switch (statement.kind) {
    case 'qcCompliance':
      return sequence(oid(qcStatementTypes.qcCompliance))
    case 'qcSscd':
      return sequence(oid(qcStatementTypes.qcSscd))
    case 'qcType':
      return sequence(oid(qcStatementTypes.qcType), sequence(...statement.types.map(oid)))
    case 'qcPds':
      return sequence(
        oid(qcStatementTypes.qcPds),
        sequence(
          ...statement.locations.map(({ url, language }) =>
            sequence(ia5String(url), printableString(language)),
          ),
        ),
      )
    case 'other':
      return statement.der
  }
}

function qcStatementOf(node: DerNode): QcStatement | undefined {
  const [typeNode, info, ...rest] = sequenceOf(node) ?? []
  const type = oidOf(typeNode)
  if (type === undefined || rest.length > 0) return undefined
  switch (type) {
    case qcStatementTypes.qcCompliance:
      return info === undefined ? { kind: 'qcCompliance' } : undefined
    case qcStatementTypes.qcSscd:
      return info === undefined ? { kind: 'qcSscd' } : undefined
    case qcStatementTypes.qcType: {
      const types = allOf(sequenceOf(info), oidOf)
      return types && { kind: 'qcType', types }
    }
    case qcStatementTypes.qcPds: {
      const locations = allOf(sequenceOf(info), pdsLocationOf)
      return locations && { kind: 'qcPds', locations }
    }
    default:
      return { kind: 'other', der: node.der }
  }
}

function pdsLocationOf(node: DerNode): PdsLocation | undefined {
  const [urlNode, languageNode] = sequenceOf(node) ?? []
  const url = textOf(urlNode)
  const language = textOf(languageNode)
  return url === undefined || language === undefined ? undefined : { url, language }
}

function encodeAlternativeName(name: AlternativeName): Uint8Array {
  switch (name.kind) {
    case 'email':
      return contextualPrimitive(1, ia5Content(name.value))
    case 'dns':
      return contextualPrimitive(2, ia5Content(name.value))
    case 'uri':
      return uriName(name.value)
    case 'ip':
      return contextualPrimitive(7, addressOf(name.value))
    case 'upn':
      return contextual(0, oid(userPrincipalName), contextual(0, utf8String(name.value)))
    case 'other':
      return name.der
  }
}

function addressOf(text: string): Uint8Array {
  const bytes = ipAddressBytes(text)
  if (bytes === undefined) throw new Error(`malformed IP address: ${text}`)
  return bytes
}

function alternativeNameOf(node: DerNode): AlternativeName | undefined {
  if (isContextual(node, 0)) return otherNameOf(node)
  if (isContextual(node, 7)) {
    // 4 bytes or 16 (RFC 5280 § 4.2.1.6).
    const value = formatIpAddress(contextualPrimitiveOf(node, 7) ?? new Uint8Array())
    return value === undefined ? { kind: 'other', der: node.der } : { kind: 'ip', value }
  }
  for (const [tag, kind] of asciiNames) {
    if (!isContextual(node, tag)) continue
    const value = ia5Of(contextualPrimitiveOf(node, tag))
    return value === undefined ? undefined : { kind, value }
  }
  return node.tagClass === 'contextual' ? { kind: 'other', der: node.der } : undefined
}

const asciiNames = [
  [1, 'email'],
  [2, 'dns'],
  [6, 'uri'],
] as const

function otherNameOf(node: DerNode): AlternativeName | undefined {
  const [type, value] = contextualOf(node, 0) ?? []
  if (oidOf(type) === undefined || value === undefined) return undefined
  if (oidOf(type) !== userPrincipalName) return { kind: 'other', der: node.der }
  const principal = textOf(explicitOf(value, 0))
  return principal === undefined ? undefined : { kind: 'upn', value: principal }
}
