import { createServer, type Server } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { asError, casIn, peerChain } from '../patient-system/mutual-tls.ts'
import type { QueryStatus } from '../patient-system/query-status.ts'
import type { ServerCertificate } from '../patient-system/server-certificate.ts'
import type { FindTrust, Trust } from '../patient-system/trust.ts'
import type { Clock } from '../environment/clock.ts'
import { openArchive } from './archive.ts'
import { checkSystem } from './check-system.ts'

export type ConnectionPointDeps = {
  readonly certificate: ServerCertificate
  readonly clock: Clock
  readonly findTrust: FindTrust
  readonly queryStatus: QueryStatus
  readonly isKnownOid: (oid: string) => boolean
  /** How many documents the archive stores. */
  readonly maxDocuments?: number
}

/** Maximum size of a document in bytes. */
const maxDocumentBytes = 1024 * 1024

/**
 * Simulator of Kanta: the TLS connection requests the server certificate of a system. `GET /who` returns
 * the client's identity, `POST /documents` archives a signed clinical document, `GET /documents/<id>`
 * returns it to its organisation.
 */
export function createConnectionPoint({
  certificate: { keyPem, chainPem },
  clock,
  findTrust,
  queryStatus,
  isKnownOid,
  maxDocuments = 100,
}: ConnectionPointDeps): Server & { readonly trusting: (trust: Trust) => void } {
  const own = { key: keyPem, cert: chainPem, minVersion: 'TLSv1.2' as const }
  // TLS proves that the client has the key. The certificate is checked below, by the demo environment's clock.
  const server = createServer({ ...own, requestCert: true, rejectUnauthorized: false })
  const archive = openArchive({ max: maxDocuments })

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    const reply = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    const [der] = peerChain(request.socket)
    const leaf = der && decodeCertificate(der)
    if (leaf?.ok !== true) return reply(401, { kind: 'no-certificate' })
    const trust = await findTrust()
    if (!trust) return reply(503, { kind: 'trust-unavailable' })
    const checks = { ...trust, at: clock.now(), queryStatus, isKnownOid }
    const system = await checkSystem(leaf.value, 'connection', checks)
    if (!system.ok) return reply(403, system.refusal)

    if (request.method === 'GET' && request.url === '/who') return reply(200, system.value)
    if (request.method === 'POST' && request.url === '/documents') {
      const message = await bodyOf(request)
      if (message === undefined) return reply(413, { kind: 'document-too-large' })
      const stored = await archive.keep(message, system.value, checks)
      if (!stored.ok)
        return reply(stored.refusal.kind === 'malformed-document' ? 400 : 403, stored.refusal)
      const { documentId, signedBy } = stored.value
      return reply(201, { documentId, signedBy })
    }
    const [, documentId = ''] = /^\/documents\/([\da-f-]{36})$/.exec(request.url ?? '') ?? []
    const found = request.method === 'GET' ? archive.find(documentId, system.value) : undefined
    if (found === undefined) return reply(404, { kind: 'unknown' })
    return response
      .writeHead(200, { 'content-type': 'application/pkcs7-mime', 'cache-control': 'no-store' })
      .end(found.bytes)
  }
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    serve(request, response).catch((fault: unknown) => response.destroy(asError(fault)))
  })
  /** Names the CAs in the handshake, so that clients offer a certificate issued by them. */
  const trusting = (trust: Trust) => {
    server.setSecureContext({ ...own, ca: casIn(trust) })
  }
  return Object.assign(server, { trusting })
}

/** Undefined when it is too long. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length
    if (length > maxDocumentBytes) return undefined
    pieces.push(piece)
  }
  return new Uint8Array(Buffer.concat(pieces))
}
