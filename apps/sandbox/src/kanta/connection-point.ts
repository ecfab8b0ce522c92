import { createServer, type Server } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { asError, authoritiesIn, peerChain } from '../patient-system/mutual-tls.ts'
import type { AskStatus } from '../patient-system/ask-status.ts'
import type { ServerCertificate } from '../patient-system/server-certificate.ts'
import type { FindTrust, Trust } from '../patient-system/trust.ts'
import type { Clock } from '../world/clock.ts'
import { openArchive } from './archive.ts'
import { checkSystem } from './check-system.ts'

export type ConnectionPointDeps = {
  readonly certificate: ServerCertificate
  readonly clock: Clock
  readonly findTrust: FindTrust
  readonly askStatus: AskStatus
  readonly isKnownOid: (oid: string) => boolean
  /** How many the archive keeps. */
  readonly documentsAtMost?: number
}

/** Octets of a document. */
const documentAtMost = 1024 * 1024

/**
 * In place of Kanta: the TLS connection asks for the server certificate of a system. `GET /who` tells who came,
 * `POST /documents` archives a signed clinical document, `GET /documents/<id>` gives it back to its organisation.
 */
export function createConnectionPoint({
  certificate: { keyPem, chainPem },
  clock,
  findTrust,
  askStatus,
  isKnownOid,
  documentsAtMost = 100,
}: ConnectionPointDeps): Server & { readonly trusting: (trust: Trust) => void } {
  const own = { key: keyPem, cert: chainPem, minVersion: 'TLSv1.2' as const }
  // TLS proves that the client has the key. Whose it is is judged below, by the example world's clock.
  const server = createServer({ ...own, requestCert: true, rejectUnauthorized: false })
  const archive = openArchive({ atMost: documentsAtMost })

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    const [der] = peerChain(request.socket)
    const leaf = der && decodeCertificate(der)
    if (leaf?.ok !== true) return answer(401, { kind: 'no-certificate' })
    const trust = await findTrust()
    if (!trust) return answer(503, { kind: 'trust-unavailable' })
    const checks = { ...trust, at: clock.now(), askStatus, isKnownOid }
    const system = await checkSystem(leaf.value, 'connection', checks)
    if (!system.ok) return answer(403, system.refusal)

    if (request.method === 'GET' && request.url === '/who') return answer(200, system.value)
    if (request.method === 'POST' && request.url === '/documents') {
      const message = await bodyOf(request)
      if (message === undefined) return answer(413, { kind: 'document-too-large' })
      const kept = await archive.keep(message, system.value, checks)
      if (!kept.ok)
        return answer(kept.refusal.kind === 'malformed-document' ? 400 : 403, kept.refusal)
      const { documentId, signedBy } = kept.value
      return answer(201, { documentId, signedBy })
    }
    const [, documentId = ''] = /^\/documents\/([\da-f-]{36})$/.exec(request.url ?? '') ?? []
    const found = request.method === 'GET' ? archive.find(documentId, system.value) : undefined
    if (found === undefined) return answer(404, { kind: 'unknown' })
    return response
      .writeHead(200, { 'content-type': 'application/pkcs7-mime', 'cache-control': 'no-store' })
      .end(found.octets)
  }
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    serve(request, response).catch((fault: unknown) => response.destroy(asError(fault)))
  })
  /** Names the authorities in the handshake, so that clients offer a certificate of theirs. */
  const trusting = (trust: Trust) => {
    server.setSecureContext({ ...own, ca: authoritiesIn(trust) })
  }
  return Object.assign(server, { trusting })
}

/** Undefined when it is too long. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length
    if (length > documentAtMost) return undefined
    pieces.push(piece)
  }
  return new Uint8Array(Buffer.concat(pieces))
}
