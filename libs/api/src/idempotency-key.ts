/**
 * The header of a request that creates something (draft-ietf-httpapi-idempotency-key-header): a structured
 * string, so in quotes.
 */
export const idempotencyKeyHeader = 'idempotency-key'

/** At least 128 random bits in base64url, or a UUID: nobody guesses the key of another's request. */
export const idempotencyKeyPattern = /^"([\w-]{22,64})"$/

/** The key in the header; undefined when it is malformed. */
export const parseIdempotencyKey = (header: string): string | undefined =>
  idempotencyKeyPattern.exec(header)?.[1]

export const formatIdempotencyKey = (key: string): string => `"${key}"`

/** A key for one request and its repetitions. */
export const newIdempotencyKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
