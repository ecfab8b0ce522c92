/* How bytes travel in the JSON of documents. */

export const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'))
export const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
