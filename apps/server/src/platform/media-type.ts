/**
 * The media type of the bytes, by how they begin: PDF (ISO 32000-2 § 7.5.2), JPEG (ISO/IEC 10918-1) or PNG
 * (ISO/IEC 15948). Undefined for anything else: nothing else is stored.
 */
export function mediaTypeOf(bytes: Uint8Array): string | undefined {
  return signatures.find(({ begins }) => begins.every((byte, at) => bytes[at] === byte))?.mediaType
}

const signatures = [
  { mediaType: 'application/pdf', begins: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { mediaType: 'image/jpeg', begins: [0xff, 0xd8, 0xff] },
  { mediaType: 'image/png', begins: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
] as const
