import { hour, minute, second } from '@sotevarmenne/kernel/instant'

/** Milliseconds and bytes. */
export type ConnectionLimits = {
  /** From a request's first byte to its last. */
  readonly request: number
  /** Without a byte of the next request. */
  readonly idle: number
  /** Until a response is there, and while the client takes none of it. */
  readonly answer: number
  /** How long a client may go on sending behind the last response. */
  readonly lingering: number
  /** An older connection ends with its next response, so that clients spread over the nodes again. */
  readonly connection: number
  /** How often connections are looked at: one may be ended so much later. */
  readonly watchInterval: number
  readonly longestBody: number
}

export type HttpLimits = ConnectionLimits & { readonly mostConnections: number }

/** Of a listener for many small requests of anybody: OCSP, CRLs. */
export const usualLimits: HttpLimits = {
  request: 10 * second,
  idle: 30 * second,
  answer: 30 * second,
  lingering: 2 * second,
  connection: hour,
  watchInterval: 500,
  longestBody: 8 * 1024,
  mostConnections: 20_000,
}

/** Of an API for programs. A turn of a relay waits for a card, and a response for the signer. */
export const apiLimits = {
  answer: 3 * minute,
  idle: minute,
  longestBody: 100 * 1024,
} satisfies Partial<HttpLimits>

/** Of a sign-in by browsers. The handshake waits for the user who chooses a certificate and types a PIN. */
export const signInLimits = {
  request: 3 * minute,
  idle: 5 * second,
  connection: 5 * minute,
} satisfies Partial<HttpLimits>

/** Requests of one address in a minute. */
export const rateLimits = {
  /** To one endpoint of an API that needs no certificate, where the endpoint has no number of its own. */
  openEndpoint: 240,
  /** A hospital may have but one address towards the world. */
  signIn: 600,
}

/** Bytes of a request's head. An OCSP request about twenty certificates has some 2,500, in a GET 3,400. */
export const longestTarget = 8 * 1024
export const longestHead = 16 * 1024
export const longestMethod = 16
export const mostFields = 64

/** Bytes that a client may send on behind the last response. */
export const mostDropped = 256 * 1024
