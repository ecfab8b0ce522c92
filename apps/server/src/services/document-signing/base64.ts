/* How octets travel in the JSON of documents. */

export const octetsOf = (base64: string): Uint8Array =>
  new Uint8Array(Buffer.from(base64, 'base64'))
export const base64Of = (octets: Uint8Array): string => Buffer.from(octets).toString('base64')
