import { X509Certificate } from 'node:crypto'
import { createServer, type Server } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { TLSSocket, type DetailedPeerCertificate } from 'node:tls'
import type { Clock } from '../environment/clock.ts'
import type { QueryStatus } from './query-status.ts'
import { checkCard } from './card-check.ts'
import type { ServerCertificate } from './server-certificate.ts'
import { explain } from './server.ts'
import type { FindTrust, Trust } from './trust.ts'

export type MutualTlsDeps = {
  readonly certificate: ServerCertificate
  readonly clock: Clock
  readonly findTrust: FindTrust
  readonly queryStatus: QueryStatus
}

/**
 * The patient system's listener for mutual TLS: it requests the card's certificate. `GET /who` returns the
 * holder.
 */
export function createMutualTls({
  certificate: { keyPem, chainPem },
  clock,
  findTrust,
  queryStatus,
}: MutualTlsDeps): Server & { readonly trusting: (trust: Trust) => void } {
  const own = { key: keyPem, cert: chainPem, minVersion: 'TLSv1.2' as const }
  // TLS proves that the client has the key. The certificate is checked below, by the demo environment's clock,
  // not OpenSSL's.
  const server = createServer({ ...own, requestCert: true, rejectUnauthorized: false })

  const who = async (request: IncomingMessage, response: ServerResponse) => {
    const reply = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (request.method !== 'GET' || request.url !== '/who') return reply(404, { kind: 'unknown' })
    const say = (status: number, refusal: Parameters<typeof explain>[0]) =>
      reply(status, { kind: refusal.kind, text: explain(refusal, 'en') })

    const chain = peerChain(request.socket)
    if (chain.length === 0) return say(401, { kind: 'no-certificate' })
    const trust = await findTrust()
    if (!trust) return say(503, { kind: 'trust-unavailable' })
    const holder = await checkCard(chain, 'log-in', { ...trust, at: clock.now(), queryStatus })
    return holder.ok ? reply(200, holder.value) : say(403, holder.refusal)
  }
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    who(request, response).catch((fault: unknown) => response.destroy(asError(fault)))
  })

  /** Names the CAs in the handshake, so that clients offer a certificate issued by them. */
  const trusting = (trust: Trust) => {
    server.setSecureContext({ ...own, ca: casIn(trust) })
  }
  return Object.assign(server, { trusting })
}

/** Returns PEM. */
export const casIn = ({ anchors, intermediates }: Trust): string[] =>
  [...anchors, ...intermediates].map(({ der }) => new X509Certificate(der).toString())

/** What the client sent, DER, its own certificate first. */
export function peerChain(socket: unknown): readonly Uint8Array[] {
  if (!(socket instanceof TLSSocket)) return []
  const chain: Uint8Array[] = []
  let next: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true)
  // Empty when the client sent none; a root names itself as its issuer.
  while (isCertificate(next) && chain.length < 5) {
    chain.push(new Uint8Array(next.raw))
    next = next.issuerCertificate === next ? undefined : next.issuerCertificate
  }
  return chain
}

const isCertificate = (
  certificate: Partial<DetailedPeerCertificate> | undefined,
): certificate is DetailedPeerCertificate => certificate?.raw !== undefined

export const asError = (fault: unknown): Error =>
  fault instanceof Error ? fault : new Error('thrown value is not an Error', { cause: fault })
