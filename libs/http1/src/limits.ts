import { hour, minute, second } from '@sotevarmenne/kernel/instant'

/** Timeouts in milliseconds, sizes in bytes. */
export type ConnectionLimits = {
  /** From a request's first byte to its last. */
  readonly request: number
  /** Timeout without a byte of the next request. */
  readonly idle: number
  /** Until a response is ready, and while the client takes none of it. */
  readonly response: number
  /** Of a streamed request: while the client neither sends what it announced nor takes what it is sent. */
  readonly stalled: number
  /** Of a streamed request: from its head to the end of its response. */
  readonly streamed: number
  /** How long a client may go on sending after the last response. */
  readonly lingering: number
  /**
   * Max age: an older connection ends with its next response, so that clients spread over the nodes again.
   */
  readonly connection: number
  /** How often connections are checked: a timeout may take effect this much later. */
  readonly watchInterval: number
  readonly maxBodyBytes: number
}

export type HttpLimits = ConnectionLimits & {
  /** From connecting until the client has begun TLS; also until the header of a proxy is there. */
  readonly clientHello: number
  /** From the ClientHello to the end of the handshake. */
  readonly handshake: number
  /** For requests that are under way when the server is closed. */
  readonly finishing: number
}

/** Of one process, over all its listeners. */
export const connectionLimits = {
  /** At most, and never more than half of the files that the process may open. */
  maxConnections: 20_000,
  /** Of one IPv4 address or IPv6 /64 network. */
  maxPerClient: 200,
}

/** For a public listener with many small requests: OCSP, CRLs. */
export const defaultLimits: HttpLimits = {
  request: 10 * second,
  idle: 30 * second,
  response: 30 * second,
  stalled: 30 * second,
  streamed: 10 * minute,
  lingering: 2 * second,
  connection: hour,
  watchInterval: 500,
  maxBodyBytes: 8 * 1024,
  clientHello: 5 * second,
  handshake: 10 * second,
  finishing: 8 * second,
}

/** For servers of node:http: how long a client may take for the head of a request, and for all of it. */
export const nodeHttpLimits = {
  headersTimeout: 10 * second,
  requestTimeout: 30 * second,
  /** A timeout may take effect this much later. */
  connectionsCheckingInterval: second,
}

/** Connections that the system accepts for a listener before the process does. */
export const backlog = 4096

/** For an API for programs. An APDU relay turn waits for a card, and a response for the signer. */
export const apiLimits = {
  response: 3 * minute,
  idle: minute,
  maxBodyBytes: 100 * 1024,
} satisfies Partial<HttpLimits>

/** For sign-in by browsers. The handshake waits for the user, who chooses a certificate and types a PIN. */
export const signInLimits = {
  handshake: 3 * minute,
  idle: 5 * second,
  connection: 5 * minute,
} satisfies Partial<HttpLimits>

/** Rate limits: requests per address and minute. */
export const rateLimits = {
  /** To one endpoint of an API that needs no certificate, where the endpoint has no limit of its own. */
  openEndpoint: 240,
  /** A hospital may have a single public address. */
  signIn: 600,
}

/** Max bytes of a request target. An OCSP request for twenty certificates has some 2,500, in a GET 3,400. */
export const maxTargetBytes = 8 * 1024
export const maxHeadBytes = 16 * 1024
export const maxMethodBytes = 16
export const maxFields = 64

/** Max bytes that a client may send after the last response. */
export const maxDropped = 256 * 1024
