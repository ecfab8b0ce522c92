import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import {
  bitStringOf,
  contextual,
  contextualOf,
  integer,
  oid,
  oidOf,
  readDer,
  sequence,
  sequenceOf,
  set,
  setOf,
  smallIntegerOf,
  type DerNode,
  type DerRefusal,
} from './der.ts'
import {
  encodeExtensions,
  extensionsOf,
  knownExtensions,
  type Extension,
  type ExtensionRefusal,
  type KnownExtensions,
} from './extensions.ts'
import { encodeName, misfitOf, nameOf, type Name } from './names.ts'
import { extensionTypes, requestAttributes } from './oids.ts'
import { assembleSigned, signedNodesOf, type Signed } from './signed.ts'

/** The contents of a certificate request (PKCS#10, RFC 2986), before its key signs it. */
export type RequestFields = {
  readonly subject: Name
  /** SubjectPublicKeyInfo in DER. */
  readonly subjectPublicKeyInfo: Uint8Array
  /** The requested extensions; may be empty. */
  readonly extensions: readonly Extension[]
}

/** The bytes that the requested key signs: a CertificationRequestInfo. */
export const encodeTbsRequest = (fields: RequestFields): Uint8Array =>
  sequence(
    integer(0),
    encodeName(fields.subject),
    fields.subjectPublicKeyInfo,
    fields.extensions.length === 0
      ? contextual(0)
      : contextual(
          0,
          sequence(
            oid(requestAttributes.extensionRequest),
            set(encodeExtensions(fields.extensions)),
          ),
        ),
  )

export const assembleCertificateRequest = (signed: Signed): Uint8Array => assembleSigned(signed)

/** The contents of a certificate request. Nothing in it is verified yet. */
export type CertificateRequest = Signed & {
  readonly der: Uint8Array
  /** Empty when the requester leaves the name to the issuer. */
  readonly subject: Name
  readonly subjectDer: Uint8Array
  /** SubjectPublicKeyInfo in DER. The caller must check its kind and strength. */
  readonly subjectPublicKeyInfo: Uint8Array
  /** From the extensionRequest attribute (RFC 2985 § 5.4.2), in their order. */
  readonly extensions: readonly Extension[]
  /** The meaning of those that an issuer must not pass over; of the others the contents are not read. */
  readonly known: Pick<KnownExtensions, (typeof readExtensions)[number]>
  /**
   * Types (dotted) of the other attributes: a challenge password, data about a Windows machine. They are
   * ignored.
   */
  readonly otherAttributes: readonly string[]
}

const readExtensions = ['subjectAltName', 'basicConstraints', 'keyUsage'] as const
const readTypes: ReadonlySet<string> = new Set(readExtensions.map((name) => extensionTypes[name]))

export type RequestRefusal =
  | DerRefusal
  | ExtensionRefusal
  | { readonly kind: 'malformed-request'; readonly part: RequestPart }
  | { readonly kind: 'multi-valued-name' }
  /** A value of the subject that no certificate can contain in an attribute of this type. */
  | { readonly kind: 'misfit-in-name'; readonly type: string }
  | { readonly kind: 'duplicate-attribute'; readonly type: string }

export type RequestPart =
  | 'frame'
  | 'version'
  | 'subject'
  | 'subjectPublicKeyInfo'
  | 'attributes'
  | 'signatureAlgorithm'
  | 'signature'

/** Bytes. A request with an RSA-8192 key and a hundred names has fewer. */
export const requestLimits = { maxBytes: 16 * 1024, maxDepth: 12 }

/** Parses a request. The proof of possession is its own signature over `tbs`. */
export function decodeCertificateRequest(
  der: Uint8Array,
): Result<CertificateRequest, RequestRefusal> {
  const node = readDer(der, requestLimits)
  if (!node.ok) return node
  const signed = signedNodesOf(node.value)
  if (!signed.ok) return malformed(signed.refusal)
  const { tbsNode, signatureAlgorithm, signature } = signed.value

  const parts = sequenceOf(tbsNode)
  if (parts?.length !== 4) return malformed('frame')
  const [version, subjectNode, key, attributesNode] = parts
  if (smallIntegerOf(version) !== 0) return malformed('version')

  const subject = nameOf(subjectNode)
  if (!subject.ok)
    return subject.refusal.kind === 'multi-valued-name'
      ? refuse({ kind: 'multi-valued-name' })
      : malformed('subject')
  const misfit = misfitOf(subject.value)
  if (misfit !== undefined) return refuse({ kind: 'misfit-in-name', type: misfit.type })

  const [, keyBits, ...noMoreKey] = sequenceOf(key) ?? []
  if (key === undefined || bitStringOf(keyBits) === undefined || noMoreKey.length > 0)
    return malformed('subjectPublicKeyInfo')

  const attributes = attributesOf(attributesNode)
  if (!attributes.ok) return attributes

  return ok({
    der: node.value.der,
    tbs: tbsNode.der,
    signatureAlgorithm,
    signature,
    subject: subject.value,
    subjectDer: subjectNode?.der ?? new Uint8Array(0),
    subjectPublicKeyInfo: key.der,
    ...attributes.value,
  })
}

type Attributes = Pick<CertificateRequest, 'extensions' | 'known' | 'otherAttributes'>

function attributesOf(node: DerNode | undefined): Result<Attributes, RequestRefusal> {
  const nodes = contextualOf(node, 0)
  if (nodes === undefined) return malformed('attributes')
  const valuesByType = new Map<string, readonly DerNode[]>()
  for (const attribute of nodes) {
    const [typeNode, valuesNode, ...rest] = sequenceOf(attribute) ?? []
    const type = oidOf(typeNode)
    const values = setOf(valuesNode)
    if (type === undefined || values === undefined || values.length === 0 || rest.length > 0)
      return malformed('attributes')
    // It is ambiguous which of two extension lists is meant.
    if (valuesByType.has(type)) return refuse({ kind: 'duplicate-attribute', type })
    valuesByType.set(type, values)
  }

  const [requested, ...others] = valuesByType.get(requestAttributes.extensionRequest) ?? []
  const extensions = requested === undefined ? [] : extensionsOf(requested)
  if (extensions === undefined || others.length > 0) return malformed('attributes')
  const known = knownExtensions(extensions.filter(({ type }) => readTypes.has(type)))
  if (!known.ok) return known
  return ok({
    extensions,
    known: known.value,
    otherAttributes: [...valuesByType.keys()].filter(
      (type) => type !== requestAttributes.extensionRequest,
    ),
  })
}

const malformed = (part: RequestPart): Result<never, RequestRefusal> =>
  refuse({ kind: 'malformed-request', part })
