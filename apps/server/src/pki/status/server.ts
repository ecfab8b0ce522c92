import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { version } from '@sotevarmenne/kernel/version'
import type { Asked, ComposedPage } from '@sotevarmenne/pages/frame'
import type { Clock } from '#platform/clock.ts'
import type { Document } from './documents.ts'
import type { HttpRequest } from '#platform/http1/connection.ts'
import { fieldOf } from '#platform/http1/read-head.ts'
import type { Reply } from '#platform/http1/reply.ts'
import { serveHttp, type RunningServer } from '#platform/http1/serve-http.ts'
import { listAt, replyWithList, type ServedList } from './lists/serve-list.ts'
import type { OcspAnswerer } from './ocsp/answer-ocsp.ts'
import { serveOcsp } from './ocsp/serve-ocsp.ts'
import type { StatusPages } from './pages/status-pages.ts'

export type { RunningServer } from '#platform/http1/serve-http.ts'

/** What the server serves, by the issuer's word in the address. */
export type StatusSources = {
  readonly answerOcsp: (issuer: string) => OcspAnswerer | undefined
  readonly list: (issuer: string, shard: number | undefined) => ServedList | undefined
  /** What stands at a path and stays as it is. */
  readonly document: (path: string) => Document | Promise<Document> | undefined
  readonly page: StatusPages
  readonly isReady: () => boolean
  /** When it was last read what is revoked. */
  readonly revocationsReadAt: () => Instant | undefined
  readonly clock: Clock
  readonly onFault: (fault: unknown) => void
}

/** HTTP for everybody: `/ocsp/<ca>`, `/crl/<ca>.crl`, `/crl/<ca>/<shard>.crl`, documents, pages, `/health/live`, `/health/ready`. */
export const serveStatus = (
  sources: StatusSources,
  address: { readonly host: string; readonly port: number },
): Promise<RunningServer> =>
  serveHttp(
    {
      answer: (request) => answer(sources, request),
      date: () => new Date(sources.clock.now()).toUTCString(),
      now: () => performance.now(),
      onFault: sources.onFault,
    },
    address,
  )

function answer(sources: StatusSources, request: HttpRequest): Reply | Promise<Reply> {
  return serveOcsp(sources.answerOcsp, request) ?? answerOthers(sources, request)
}

function answerOthers(sources: StatusSources, request: HttpRequest): Reply | Promise<Reply> {
  const path = pathOf(request)
  const { method } = request.head
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, fields: { allow: 'GET, HEAD' } }
  const list = listAt(path)
  if (list !== undefined) return replyWithList(sources.list(list.issuer, list.shard), request)
  const document = sources.document(path)
  if (document instanceof Promise) return document.then(replyWithDocument)
  if (document !== undefined) return replyWithDocument(document)
  const page = sources.page(askedIn(request))
  if (page !== undefined)
    return page instanceof Promise ? page.then(replyWithPage) : replyWithPage(page)
  if (path === '/health/live') return replyWithJson(200, { status: 'alive', version })
  if (path === '/health/ready') return replyWithHealth(sources)
  return { status: 404 }
}

function replyWithHealth({ isReady, revocationsReadAt }: StatusSources): Reply {
  const readAt = revocationsReadAt()
  return replyWithJson(isReady() ? 200 : 503, {
    version,
    status: isReady() ? 'ready' : 'not-ready',
    ...(readAt !== undefined && { revocationsReadAt: formatInstant(readAt) }),
  })
}

const replyWithJson = (status: number, told: unknown): Reply => ({
  status,
  fields: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: Buffer.from(JSON.stringify(told)),
})

const replyWithDocument = ({ type, body }: Document): Reply => ({
  status: 200,
  fields: {
    'content-type': type,
    'cache-control': 'public, max-age=3600',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  },
  body,
})

const replyWithPage = ({ status, fields, markup }: ComposedPage): Reply => ({
  status,
  // The server says it of everything.
  fields: Object.fromEntries(
    Object.entries(fields).filter(([name]) => name !== 'x-content-type-options'),
  ),
  body: Buffer.from(markup),
})

const askedIn = (request: HttpRequest): Asked => ({
  target: targetOf(request),
  cookie: fieldOf(request.bytes, request.head, 'cookie'),
  acceptLanguage: fieldOf(request.bytes, request.head, 'accept-language'),
})

/** As it came, but for the query; of a whole address (RFC 9112 § 3.2.2) only the path. */
const pathOf = (request: HttpRequest): string => targetOf(request).split('?', 1)[0] ?? ''

function targetOf({ bytes, head }: HttpRequest): string {
  const target = bytes.toString('latin1', head.targetAt, head.targetEnd)
  return target.replace(/^https?:\/\/[^/?]*/i, '')
}
