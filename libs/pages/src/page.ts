import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  composePage,
  cookieIn,
  languageRequested,
  type Requested,
  type Page,
  type Site,
} from './frame.ts'
import type { Language } from './languages.ts'

export type { Page, Site } from './frame.ts'

/** Sends a page in its frame. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  site: Site,
  page: Page,
): FastifyReply {
  const { status, fields, markup } = composePage(requestedIn(request), site, page)
  return reply.code(status).headers(fields).send(markup)
}

/** The language that was requested on this page or an earlier one, else the browser's, else Finnish. */
export const languageOf = (request: FastifyRequest): Language =>
  languageRequested(requestedIn(request))

export const cookieOf = (request: FastifyRequest, name: string): string | undefined =>
  cookieIn(request.headers.cookie, name)

const requestedIn = ({ url, headers }: FastifyRequest): Requested => ({
  target: url,
  cookie: headers.cookie,
  acceptLanguage: headers['accept-language'],
})

/** Lets the program accept forms of its own pages, and refuses those that another site's page sends. */
export function readForms(server: FastifyInstance): void {
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(body.toString())))
    },
  )
  server.addHook('onRequest', async (request, reply) => {
    const site = request.headers['sec-fetch-site']
    const isForeign = site !== undefined && site !== 'same-origin' && site !== 'none'
    if (request.method === 'POST' && isForeign) await reply.code(403).send({ kind: 'foreign-page' })
  })
}
