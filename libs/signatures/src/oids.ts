/*
 * Object identifiers of signed messages: RFC 5652, RFC 5035, RFC 3161, EN 319 122-1.
 */

export const contentTypes = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  timeStampToken: '1.2.840.113549.1.9.16.1.4',
} as const

export const signedAttributeTypes = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const

export const unsignedAttributeTypes = {
  signatureTimeStamp: '1.2.840.113549.1.9.16.2.14',
} as const

export const rsaEncryption = '1.2.840.113549.1.1.1'
