/** How a signature comes: as the card makes it, or in an envelope (RFC 5652) around it. */
export type SignatureType = 'signature' | 'cms' | 'cms-pades'

/** Those that are made here. */
export const signatureTypes: readonly SignatureType[] = ['signature']
