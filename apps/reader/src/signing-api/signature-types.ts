/** The form of a signature: as the card returns it, or in an envelope (RFC 5652) around it. */
export const signatureTypes = ['signature', 'cms', 'cms-pades'] as const
/** Of documents of a list also an element in the XML itself (XAdES). */
export const documentSignatureTypes = [...signatureTypes, 'xades'] as const
export type DocumentSignatureType = (typeof documentSignatureTypes)[number]
export type SignatureType = (typeof signatureTypes)[number]
