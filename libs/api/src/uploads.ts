import { base64 } from './values.ts'

/** A scanned or photographed document, at most three pages. */
export const maxDocumentBytes = 5 * 1024 * 1024

/** A file in a request, at most of this size: the page that sends it says so before it is sent. */
export const upload = (maxBytes: number) => base64.max(base64Length(maxBytes))

/** The body of a request with such a file and other fields. */
export const bodyLimitFor = (maxBytes: number): number => base64Length(maxBytes) + 100_000

const base64Length = (bytes: number): number => 4 * Math.ceil(bytes / 3)
