import type { HttpRequest } from '@sotevarmenne/http1/connection'
import { fieldOf } from '@sotevarmenne/http1/read-head'
import { pathOf, targetOf } from '@sotevarmenne/http1/request-target'
import type { Reply } from '@sotevarmenne/http1/response'
import type { Requested, ComposedPage } from '@sotevarmenne/pages/frame'
import type { Issuers, LegacyCa } from '#pki/ca/index.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Runtime } from '#platform/runtime.ts'
import { statementPdf, statementPdfPath } from './cps-pdf.ts'
import { caDocuments, type Document } from './documents.ts'
import { statusPages } from './pages.ts'

export type RepositoryParts = Pick<Runtime, 'db' | 'clock'> & {
  readonly issuers: Pick<Issuers, 'all' | 'find'>
  /** Legacy CAs. */
  readonly legacyCas: readonly Pick<LegacyCa, 'id' | 'certificate'>[]
  readonly certificates: Pick<Certificates, 'findCertificate'>
}

/**
 * CA certificates, policies, CPS and profiles over HTTP, for GET and HEAD. Undefined for any other target.
 */
export function createRepository(
  parts: RepositoryParts,
): (request: HttpRequest) => Reply | Promise<Reply> | undefined {
  const documents = caDocuments(parts.issuers.all, parts.legacyCas)
  const asPdf = statementPdf(parts.issuers.all)
  const pages = statusPages(parts)
  return (request) => {
    const path = pathOf(request)
    if (path === statementPdfPath) return asPdf().then(replyWithDocument)
    const document = documents.get(path)
    if (document !== undefined) return replyWithDocument(document)
    const page = pages(requestedIn(request))
    return page instanceof Promise ? page.then(replyWithPage) : page && replyWithPage(page)
  }
}

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
  // The server sets it on all replies.
  fields: Object.fromEntries(
    Object.entries(fields).filter(([name]) => name !== 'x-content-type-options'),
  ),
  body: Buffer.from(markup),
})

const requestedIn = (request: HttpRequest): Requested => ({
  target: targetOf(request),
  cookie: fieldOf(request.bytes, request.head, 'cookie'),
  acceptLanguage: fieldOf(request.bytes, request.head, 'accept-language'),
})
