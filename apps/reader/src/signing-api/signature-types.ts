import { signatureTypes } from '@sotevarmenne/card-client/card-client'

/** Of documents of a list also an element in the XML itself (XAdES). */
export const documentSignatureTypes = [...signatureTypes, 'xades'] as const
export type DocumentSignatureType = (typeof documentSignatureTypes)[number]
