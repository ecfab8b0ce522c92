import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Signed } from './signed.ts'
import { crlReasonCodes, crlReasonOf, type CrlReason } from './crl-reason.ts'
import {
  bitString,
  bitStringOf,
  contextual,
  contextualOf,
  contextualPrimitive,
  contextualPrimitiveOf,
  enumerated,
  enumeratedOf,
  explicitOf,
  generalizedTime,
  generalizedTimeOf,
  integer,
  isContextual,
  isNull,
  nullValue,
  octetString,
  bytesOf,
  oid,
  oidOf,
  readDer,
  sequence,
  sequenceOf,
  smallIntegerOf,
  unsignedOf,
  type DerNode,
  type DerRefusal,
} from './der.ts'
import { encodeExtensions, extensionsOf, type Extension } from './extensions.ts'
import { nameOf } from './names.ts'
import { algorithmTypes, extensionTypes, ocspBasic } from './oids.ts'
import {
  decodeSignatureAlgorithm,
  encodeSignatureAlgorithm,
  type SignatureAlgorithm,
} from './signature-algorithm.ts'

/*
 * OCSP requests and responses (RFC 6960; the nonce by RFC 9654).
 */

/**
 * Identifies a certificate: its issuer by two digests, and its serial number. Created by `certIdFor` in
 * ocsp-check.ts.
 */
export type CertId = {
  readonly hashAlgorithm: OcspHash
  readonly issuerNameHash: Uint8Array
  readonly issuerKeyHash: Uint8Array
  readonly serial: Uint8Array
}

/** Hash algorithms of CertIDs, with the length of their digests in bytes (RFC 8017, FIPS 180-4). */
const hashLengths = { sha1: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64 } as const
export type OcspHash = keyof typeof hashLengths
const ocspHashes = Object.keys(hashLengths) as OcspHash[]

/** Those of common clients (RFC 5019 § 2.1.1 has SHA-1 alone): responses for them are signed in advance. */
export const commonOcspHashes = ['sha1', 'sha256'] as const satisfies readonly OcspHash[]
export type CommonOcspHash = (typeof commonOcspHashes)[number]

export type OcspRequest = {
  readonly requests: readonly RequestedCertificate[]
  readonly nonce: Uint8Array | undefined
}

/** The CertID, parsed and as in the request: the response repeats these bytes. */
export type RequestedCertificate = { readonly certId: CertId; readonly certIdDer: Uint8Array }

export type OcspRefusal =
  | DerRefusal
  | { readonly kind: 'malformed-request' }
  | { readonly kind: 'malformed-response' }
  | { readonly kind: 'unknown-hash-algorithm' }
  | { readonly kind: 'unknown-critical-extension'; readonly type: string }

export const encodeCertId = ({
  hashAlgorithm,
  issuerNameHash,
  issuerKeyHash,
  serial,
}: CertId): Uint8Array =>
  sequence(
    hashIdentifiers[hashAlgorithm],
    octetString(issuerNameHash),
    octetString(issuerKeyHash),
    integer(serial),
  )

/** A request without signature. The nonce has 1 to 128 bytes. */
export const encodeOcspRequest = (
  certIds: readonly CertId[],
  nonce: Uint8Array | undefined,
): Uint8Array =>
  sequence(
    sequence(
      sequence(...certIds.map((certId) => sequence(encodeCertId(certId)))),
      ...(nonce === undefined ? [] : [contextual(2, encodeExtensions([nonceExtension(nonce)]))]),
    ),
  )

/** Parses a request. Requestor name and signature are ignored: this service responds to everybody. */
export function decodeOcspRequest(der: Uint8Array): Result<OcspRequest, OcspRefusal> {
  const node = readDer(der)
  if (!node.ok) return node
  const [tbsNode, signature, ...rest] = sequenceOf(node.value) ?? []
  const signatureIsPlaced = signature === undefined || isContextual(signature, 0)
  if (!signatureIsPlaced || rest.length > 0) return refuse({ kind: 'malformed-request' })

  const [first, ...following] = sequenceOf(tbsNode) ?? []
  // DER leaves the default version out; Botan writes it, and OpenSSL reads it.
  const isVersioned = isContextual(first, 0)
  if (isVersioned && smallIntegerOf(explicitOf(first, 0)) !== 0)
    return refuse({ kind: 'malformed-request' })
  const parts = isVersioned || first === undefined ? following : [first, ...following]
  const [requestListNode, extensionsNode, ...others] = isContextual(parts[0], 1)
    ? parts.slice(1)
    : parts
  const list = sequenceOf(requestListNode)
  if (list === undefined || list.length === 0 || others.length > 0)
    return refuse({ kind: 'malformed-request' })

  const requests: RequestedCertificate[] = []
  for (const each of list) {
    const requested = requestedCertificateOf(each)
    if (!requested.ok) return requested
    requests.push(requested.value)
  }
  if (extensionsNode === undefined) return ok({ requests, nonce: undefined })
  const nonce = nonceIn(extensionsOf(explicitOf(extensionsNode, 2)), 'malformed-request')
  return nonce.ok ? ok({ requests, nonce: nonce.value }) : nonce
}

export type CertificateStatus =
  | { readonly kind: 'good' }
  | {
      readonly kind: 'revoked'
      readonly revokedAt: Instant
      readonly reason?: CrlReason | undefined
    }
  | { readonly kind: 'unknown' }

export type SingleResponse = {
  /** As `encodeCertId` encodes it, or as in the request. */
  readonly certIdDer: Uint8Array
  readonly status: CertificateStatus
  readonly thisUpdate: Instant
  readonly nextUpdate?: Instant | undefined
}

/** The contents of a response, before it is signed. */
export type ResponseFields = {
  /** SHA-1 of the responder's public key, from `keyIdentifier`. */
  readonly responderKeyHash: Uint8Array
  readonly producedAt: Instant
  readonly responses: readonly SingleResponse[]
  readonly nonce?: Uint8Array | undefined
}

/** The to-be-signed bytes: ResponseData. */
export const encodeResponseData = (fields: ResponseFields): Uint8Array =>
  sequence(
    contextual(2, octetString(fields.responderKeyHash)),
    generalizedTime(fields.producedAt),
    sequence(...fields.responses.map(encodeSingleResponse)),
    ...(fields.nonce === undefined
      ? []
      : [contextual(1, encodeExtensions([nonceExtension(fields.nonce)]))]),
  )

/** The whole response; the certificates prove that the responder is authorised. */
export const assembleOcspResponse = ({
  tbs,
  signatureAlgorithm,
  signature,
  certificates,
}: Signed & { readonly certificates: readonly Uint8Array[] }): Uint8Array =>
  sequence(
    enumerated(0),
    contextual(
      0,
      sequence(
        oid(ocspBasic),
        octetString(
          sequence(
            tbs,
            encodeSignatureAlgorithm(signatureAlgorithm),
            bitString(signature),
            ...(certificates.length === 0 ? [] : [contextual(0, sequence(...certificates))]),
          ),
        ),
      ),
    ),
  )

export type OcspError = keyof typeof errorCodes

/** A response with only an error status. It is not signed. */
export const ocspError = (error: OcspError): Uint8Array => sequence(enumerated(errorCodes[error]))

export type OcspResponse =
  | { readonly kind: 'error'; readonly error: OcspError }
  | (BasicResponse & { readonly kind: 'response' })

export type BasicResponse = {
  /** The bytes that are signed. */
  readonly tbs: Uint8Array
  readonly responder:
    | { readonly kind: 'key'; readonly keyHash: Uint8Array }
    | { readonly kind: 'name'; readonly nameDer: Uint8Array }
  readonly producedAt: Instant
  readonly responses: readonly (SingleResponse & { readonly certId: CertId })[]
  readonly nonce: Uint8Array | undefined
  readonly signatureAlgorithm: SignatureAlgorithm
  readonly signature: Uint8Array
  /** In DER, not parsed. */
  readonly certificates: readonly Uint8Array[]
}

/** Parses a response. `checkOcspResponse` checks whether it can be trusted. */
export function decodeOcspResponse(der: Uint8Array): Result<OcspResponse, OcspRefusal> {
  const node = readDer(der)
  if (!node.ok) return node
  const [statusNode, bytesNode, ...rest] = sequenceOf(node.value) ?? []
  const status = enumeratedOf(statusNode)
  if (status === undefined || rest.length > 0) return refuse({ kind: 'malformed-response' })
  if (status !== 0) {
    const error = errors.find((each) => errorCodes[each] === status)
    return error === undefined || bytesNode !== undefined
      ? refuse({ kind: 'malformed-response' })
      : ok({ kind: 'error', error })
  }
  const [type, basicNode, ...others] = sequenceOf(explicitOf(bytesNode, 0)) ?? []
  const basic = bytesOf(basicNode)
  if (oidOf(type) !== ocspBasic || basic === undefined || others.length > 0)
    return refuse({ kind: 'malformed-response' })
  const response = decodeBasicResponse(basic)
  return response.ok ? ok({ kind: 'response', ...response.value }) : response
}

const errorCodes = {
  malformedRequest: 1,
  internalError: 2,
  tryLater: 3,
  sigRequired: 5,
  unauthorized: 6,
} as const

const errors = [
  'malformedRequest',
  'internalError',
  'tryLater',
  'sigRequired',
  'unauthorized',
] as const

const hashIdentifier = (hash: OcspHash): Uint8Array =>
  sequence(oid(algorithmTypes[hash]), nullValue())

const hashIdentifiers: Readonly<Record<OcspHash, Uint8Array>> = {
  sha1: hashIdentifier('sha1'),
  sha224: hashIdentifier('sha224'),
  sha256: hashIdentifier('sha256'),
  sha384: hashIdentifier('sha384'),
  sha512: hashIdentifier('sha512'),
}

const nonceExtension = (nonce: Uint8Array): Extension => ({
  type: extensionTypes.ocspNonce,
  critical: false,
  value: octetString(nonce),
})

/** Limit of the OCSP nonce (RFC 9654 § 2.1). */
export const maxNonceBytes = 128

function nonceIn(
  extensions: readonly Extension[] | undefined,
  malformed: 'malformed-request' | 'malformed-response',
): Result<Uint8Array | undefined, OcspRefusal> {
  if (extensions === undefined) return refuse({ kind: malformed })
  const unknown = extensions.find(
    ({ type, critical }) => critical && type !== extensionTypes.ocspNonce,
  )
  if (unknown !== undefined)
    return refuse({ kind: 'unknown-critical-extension', type: unknown.type })
  const [stated, ...more] = extensions.filter(({ type }) => type === extensionTypes.ocspNonce)
  if (stated === undefined) return ok(undefined)
  const node = readDer(stated.value)
  const nonce = node.ok ? bytesOf(node.value) : undefined
  if (nonce === undefined || nonce.length === 0 || nonce.length > maxNonceBytes || more.length > 0)
    return refuse({ kind: malformed })
  return ok(nonce)
}

function requestedCertificateOf(node: DerNode): Result<RequestedCertificate, OcspRefusal> {
  const [certIdNode, extensionsNode, ...rest] = sequenceOf(node) ?? []
  if (certIdNode === undefined || rest.length > 0) return refuse({ kind: 'malformed-request' })
  if (extensionsNode !== undefined) {
    const extensions = extensionsOf(explicitOf(extensionsNode, 0))
    if (extensions === undefined) return refuse({ kind: 'malformed-request' })
    const critical = extensions.find((extension) => extension.critical)
    if (critical !== undefined)
      return refuse({ kind: 'unknown-critical-extension', type: critical.type })
  }
  const certId = certIdOf(certIdNode, 'malformed-request')
  return certId.ok ? ok({ certId: certId.value, certIdDer: certIdNode.der }) : certId
}

function certIdOf(
  node: DerNode | undefined,
  malformed: 'malformed-request' | 'malformed-response',
): Result<CertId, OcspRefusal> {
  const [algorithm, nameHashNode, keyHashNode, serialNode, ...rest] = sequenceOf(node) ?? []
  const issuerNameHash = bytesOf(nameHashNode)
  const issuerKeyHash = bytesOf(keyHashNode)
  const serial = unsignedOf(serialNode)
  const [hashType, parameters, ...more] = sequenceOf(algorithm) ?? []
  if (issuerNameHash === undefined || issuerKeyHash === undefined || serial === undefined)
    return refuse({ kind: malformed })
  // Parameters are NULL or absent: both occur in practice (RFC 4055 § 2.1).
  const parametersAreEmpty = parameters === undefined || isNull(parameters)
  if (oidOf(hashType) === undefined || !parametersAreEmpty || more.length + rest.length > 0)
    return refuse({ kind: malformed })

  const hashAlgorithm = hashOf(oidOf(hashType))
  if (hashAlgorithm === undefined) return refuse({ kind: 'unknown-hash-algorithm' })
  const length = hashLengths[hashAlgorithm]
  if (issuerNameHash.length !== length || issuerKeyHash.length !== length)
    return refuse({ kind: malformed })
  return ok({ hashAlgorithm, issuerNameHash, issuerKeyHash, serial })
}

const hashOf = (type: string | undefined): OcspHash | undefined =>
  ocspHashes.find((hash) => algorithmTypes[hash] === type)

const encodeSingleResponse = (response: SingleResponse): Uint8Array =>
  sequence(
    response.certIdDer,
    encodeStatus(response.status),
    generalizedTime(response.thisUpdate),
    ...(response.nextUpdate === undefined
      ? []
      : [contextual(0, generalizedTime(response.nextUpdate))]),
  )

function encodeStatus(status: CertificateStatus): Uint8Array {
  switch (status.kind) {
    case 'good':
      return contextualPrimitive(0, new Uint8Array(0))
    case 'revoked':
      return contextual(
        1,
        generalizedTime(status.revokedAt),
        ...(status.reason === undefined || status.reason === 'unspecified'
          ? []
          : [contextual(0, enumerated(crlReasonCodes[status.reason]))]),
      )
    case 'unknown':
      return contextualPrimitive(2, new Uint8Array(0))
  }
}

function decodeBasicResponse(der: Uint8Array): Result<BasicResponse, OcspRefusal> {
  const node = readDer(der)
  if (!node.ok) return node
  const [tbsNode, algorithm, signatureNode, certificatesNode, ...rest] =
    sequenceOf(node.value) ?? []
  const signatureAlgorithm = decodeSignatureAlgorithm(algorithm)
  const signature = bitStringOf(signatureNode)
  const certificates =
    certificatesNode === undefined ? [] : sequenceOf(explicitOf(certificatesNode, 0))
  if (tbsNode === undefined || signatureAlgorithm === undefined || signature === undefined)
    return refuse({ kind: 'malformed-response' })
  if (certificates === undefined || rest.length > 0) return refuse({ kind: 'malformed-response' })

  const [responderNode, producedAtNode, responsesNode, extensionsNode, ...others] =
    sequenceOf(tbsNode) ?? []
  const responder = responderOf(responderNode)
  const producedAt = generalizedTimeOf(producedAtNode)
  const list = sequenceOf(responsesNode)
  if (responder === undefined || producedAt === undefined || list === undefined)
    return refuse({ kind: 'malformed-response' })
  if (others.length > 0) return refuse({ kind: 'malformed-response' })

  const responses: (SingleResponse & { readonly certId: CertId })[] = []
  for (const each of list) {
    const response = singleResponseOf(each)
    if (!response.ok) return response
    responses.push(response.value)
  }
  const nonce =
    extensionsNode === undefined
      ? ok(undefined)
      : nonceIn(extensionsOf(explicitOf(extensionsNode, 1)), 'malformed-response')
  if (!nonce.ok) return nonce
  return ok({
    tbs: tbsNode.der,
    responder,
    producedAt,
    responses,
    nonce: nonce.value,
    signatureAlgorithm,
    signature,
    certificates: certificates.map((certificate) => certificate.der),
  })
}

function responderOf(node: DerNode | undefined): BasicResponse['responder'] | undefined {
  const keyHash = bytesOf(explicitOf(node, 2))
  if (keyHash !== undefined) return { kind: 'key', keyHash }
  const name = explicitOf(node, 1)
  return name !== undefined && nameOf(name).ok ? { kind: 'name', nameDer: name.der } : undefined
}

function singleResponseOf(
  node: DerNode,
): Result<SingleResponse & { readonly certId: CertId }, OcspRefusal> {
  const [certIdNode, statusNode, thisUpdateNode, ...parts] = sequenceOf(node) ?? []
  const certId = certIdOf(certIdNode, 'malformed-response')
  if (!certId.ok) return certId
  const status = statusOf(statusNode)
  const thisUpdate = generalizedTimeOf(thisUpdateNode)
  if (certIdNode === undefined || status === undefined || thisUpdate === undefined)
    return refuse({ kind: 'malformed-response' })

  const hasNextUpdate = isContextual(parts[0], 0)
  const nextUpdate = generalizedTimeOf(explicitOf(parts[0], 0))
  const [extensionsNode, ...rest] = hasNextUpdate ? parts.slice(1) : parts
  if ((hasNextUpdate && nextUpdate === undefined) || rest.length > 0)
    return refuse({ kind: 'malformed-response' })
  if (extensionsNode !== undefined) {
    const extensions = extensionsOf(explicitOf(extensionsNode, 1))
    if (extensions === undefined) return refuse({ kind: 'malformed-response' })
    const critical = extensions.find((extension) => extension.critical)
    if (critical !== undefined)
      return refuse({ kind: 'unknown-critical-extension', type: critical.type })
  }
  return ok({
    certId: certId.value,
    certIdDer: certIdNode.der,
    status,
    thisUpdate,
    ...(nextUpdate === undefined ? {} : { nextUpdate }),
  })
}

function statusOf(node: DerNode | undefined): CertificateStatus | undefined {
  if (contextualPrimitiveOf(node, 0)?.length === 0) return { kind: 'good' }
  if (contextualPrimitiveOf(node, 2)?.length === 0) return { kind: 'unknown' }
  const [revokedAtNode, reasonNode, ...rest] = contextualOf(node, 1) ?? []
  const revokedAt = generalizedTimeOf(revokedAtNode)
  if (revokedAt === undefined || rest.length > 0) return undefined
  if (reasonNode === undefined) return { kind: 'revoked', revokedAt }
  const reason = crlReasonOf(enumeratedOf(explicitOf(reasonNode, 0)))
  return reason && { kind: 'revoked', revokedAt, reason }
}
