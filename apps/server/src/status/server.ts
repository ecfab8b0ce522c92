import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { OcspAnswer } from './answer-ocsp.ts'

/** What the server serves, by the issuer's word in the address. */
export type StatusSources = {
  readonly answerOcsp: (
    issuer: string,
  ) => ((request: Uint8Array) => Promise<OcspAnswer>) | undefined
  /** The last list, in DER, and its number. */
  readonly list: (
    issuer: string,
  ) => { readonly der: Uint8Array; readonly number: number } | undefined
  readonly certificate: (issuer: string) => Uint8Array | undefined
  /** The HTML page at a path that a certificate points to. */
  readonly page: (path: string) => string | undefined
  readonly isReady: () => boolean
  readonly onFault: (fault: unknown) => void
}

export type RunningServer = { readonly port: number; readonly close: () => Promise<void> }

/** HTTP for everybody: `/ocsp/<ca>`, `/crl/<ca>.crl`, `/ca/<ca>.crt`, `/policies/<policy>`, `/health/live`, `/health/ready`. */
export async function serveStatus(
  sources: StatusSources,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<RunningServer> {
  const server = createServer(
    { requestTimeout: 15_000, headersTimeout: 10_000, keepAliveTimeout: 30_000 },
    (request, response) => {
      serve(sources, request, response).catch((fault: unknown) => {
        sources.onFault(fault)
        if (!response.headersSent) send(response, { status: 500 })
        else response.destroy()
      })
    },
  )
  server.listen(port, host)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function serve(
  sources: StatusSources,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // Base64 in the path may hold `//`, so the path is cut by hand and nothing folds it.
  const path = (request.url ?? '').split('?', 1)[0] ?? ''
  const [, area, issuer = '', rest] =
    /^\/([a-z]+)\/([a-z-]+)(?:\.crl|\.crt)?(\/.*)?$/s.exec(path) ?? []
  const isReading = request.method === 'GET' || request.method === 'HEAD'

  if (area === 'ocsp') {
    const answerOcsp = sources.answerOcsp(issuer)
    if (answerOcsp !== undefined) return serveOcsp(answerOcsp, request, response, rest ?? '')
  }
  if (!isReading) {
    send(response, { status: 405, headers: { allow: 'GET, HEAD' } })
    return
  }
  if (path === `/crl/${issuer}.crl`) {
    serveList(sources.list(issuer), request, response)
    return
  }
  const certificate = path === `/ca/${issuer}.crt` ? sources.certificate(issuer) : undefined
  if (certificate !== undefined) {
    send(response, {
      status: 200,
      type: 'application/pkix-cert',
      body: certificate,
      headers: { 'cache-control': 'public, max-age=86400' },
    })
    return
  }
  const page = sources.page(path)
  if (page !== undefined) {
    send(response, {
      status: 200,
      type: 'text/html; charset=utf-8',
      body: Buffer.from(page),
      headers: {
        'cache-control': 'public, max-age=3600',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
      },
    })
    return
  }
  if (path === '/health/live') send(response, { status: 200 })
  else if (path === '/health/ready') send(response, { status: sources.isReady() ? 200 : 503 })
  else send(response, { status: 404 })
}

/** RFC 6960, appendix A.1. */
async function serveOcsp(
  answerOcsp: (request: Uint8Array) => Promise<OcspAnswer>,
  request: IncomingMessage,
  response: ServerResponse,
  rest: string,
): Promise<void> {
  const isPost = request.method === 'POST'
  if (!isPost && request.method !== 'GET' && request.method !== 'HEAD') {
    send(response, { status: 405, headers: { allow: 'GET, HEAD, POST' } })
    return
  }
  const asked = isPost ? await readBody(request) : decodePath(rest)
  if (asked === undefined) {
    send(response, { status: 413, headers: { connection: 'close' } })
    return
  }
  const { der, isShareable } = await answerOcsp(asked)
  send(response, {
    status: 200,
    type: 'application/ocsp-response',
    body: der,
    headers: {
      // Seconds: a revocation must be seen within five, also behind a cache.
      'cache-control': isShareable && !isPost ? 'public, max-age=2, no-transform' : 'no-store',
    },
  })
}

function serveList(
  list: { readonly der: Uint8Array; readonly number: number } | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (list === undefined) {
    send(response, { status: 404 })
    return
  }
  const headers = {
    etag: `"${String(list.number)}"`,
    'cache-control': 'public, max-age=20, no-transform',
  }
  if (request.headers['if-none-match'] === headers.etag) send(response, { status: 304, headers })
  else send(response, { status: 200, type: 'application/pkix-crl', body: list.der, headers })
}

/** Octets. A question about twenty certificates has some 2,500. */
const longestRequest = 8192

/** Undefined when it is too long. What can't be decoded is handed on as it is, and refused as malformed. */
function decodePath(rest: string): Uint8Array | undefined {
  if (rest.length > 2 * longestRequest) return undefined
  try {
    const base64 = decodeURIComponent(rest).replace(/^\/+/, '')
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return new Uint8Array(0)
    return new Uint8Array(Buffer.from(base64, 'base64'))
  } catch {
    // A broken percent sign.
    return new Uint8Array(0)
  }
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  // The connection must outlive a body that is not read to its end: the refusal goes out on it.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > longestRequest) return undefined
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

type Reply = {
  readonly status: number
  readonly type?: string
  readonly body?: Uint8Array
  readonly headers?: Readonly<Record<string, string>>
}

function send(response: ServerResponse, { status, type, body, headers }: Reply): void {
  response.writeHead(status, {
    'content-length': body?.length ?? 0,
    ...(type === undefined ? {} : { 'content-type': type }),
    'x-content-type-options': 'nosniff',
    ...headers,
  })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}
