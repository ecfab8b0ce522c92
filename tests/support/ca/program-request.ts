import { generateKeyPairSync, sign } from 'node:crypto'
import { subjectAltName } from '@sotevarmenne/x509/extensions'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { assembleCertificateRequest, encodeTbsRequest } from '@sotevarmenne/x509/request'

/** A client's request for a server of that name with a new P-256 key: PKCS#10 in base64. */
export function aProgramsRequest(name: string): string {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const tbs = encodeTbsRequest({
    subject: [{ type: attributeTypes.commonName, value: name }],
    subjectPublicKeyInfo: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
    extensions: [subjectAltName([{ kind: 'dns', value: name }])],
  })
  const signature = new Uint8Array(sign('sha256', tbs, privateKey))
  const der = assembleCertificateRequest({ tbs, signatureAlgorithm: 'ecdsa-sha256', signature })
  return Buffer.from(der).toString('base64')
}

/** Such a request as PEM (RFC 7468, section 7). */
export function pemOf(request: string): string {
  const lines = request.replaceAll(/.{64}/g, '$&\n').trim()
  return `-----BEGIN CERTIFICATE REQUEST-----\n${lines}\n-----END CERTIFICATE REQUEST-----\n`
}
