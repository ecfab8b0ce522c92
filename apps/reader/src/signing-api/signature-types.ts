/** The form of a signature: as the card returns it, or in an envelope (RFC 5652) around it. */
export const signatureTypes = ['signature', 'cms', 'cms-pades'] as const
export type SignatureType = (typeof signatureTypes)[number]
