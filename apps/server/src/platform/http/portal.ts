import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { html, type Html } from '@sotevarmenne/pages/html'
import { languages, type Language } from '@sotevarmenne/pages/languages'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  languageOfPath,
  readFirstWords,
  type FormsWithoutScripts,
  type PageWithoutScripts,
  type RequestedPage,
} from './first-words.ts'
import { ourOrigins, provenanceOf, sendHttpProblem } from './endpoint-route.ts'
import { isFromOurPage } from './same-site.ts'
import { defaultBodyLimit } from './serve-endpoint.ts'
import { readTextPages, textPagePolicy, type TextPagesDeps } from './text-pages.ts'

export type PortalPlace = Pick<TextPagesDeps, 'liveParts' | 'addresses'> & {
  /** The built pages. */
  readonly directory: string
  /** Atom feeds by their name below each language. */
  readonly feeds?: { readonly [name: string]: (language: Language) => Promise<string> }
  readonly downloads?: Downloads
  /** PDFs by their name below each language, the same for everybody. */
  readonly documents?: { readonly [name: string]: (language: Language) => Promise<Uint8Array> }
  /**
   * Where the card reader software listens on the user's computer: the only other place that pages may
   * connect to.
   */
  readonly signingApi: string
  /** What a page shows before its scripts have run, and where they do not run; undefined for other pages. */
  readonly withoutScripts?: (requested: RequestedPage) => Promise<PageWithoutScripts | undefined>
  /** What those pages send. */
  readonly forms?: FormsWithoutScripts
}

/** Files for `/downloads/…`: those of the folder that are offered. */
type Downloads = {
  readonly folder: string
  readonly offered: () => Promise<readonly { readonly name: string; readonly bytes: number }[]>
}

/**
 * Serves the portal's files; `sendPage` replies to any of its addresses, which the page itself distinguishes.
 */
export async function servePortal(
  app: FastifyInstance,
  {
    directory,
    signingApi,
    withoutScripts,
    forms = {},
    feeds = {},
    documents = {},
    downloads,
    ...notified
  }: PortalPlace,
  {
    publicUrl,
    acceptsEveryHost,
  }: { readonly publicUrl: string; readonly acceptsEveryHost: boolean },
): Promise<{
  readonly sendPage: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>
}> {
  await app.register(fastifyStatic, {
    root: directory,
    index: false,
    wildcard: false,
    cacheControl: false,
    preCompressed: true,
    // Vite names the files in assets/ after their content.
    setHeaders: (reply, path) => {
      const isNamedByContent = path.startsWith(join(directory, 'assets'))
      reply.header(
        'cache-control',
        isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
    },
  })
  for (const language of languages)
    for (const [name, draw] of Object.entries(feeds))
      app.get(`/${language}/${name}`, async (_, reply) =>
        reply
          .header('cache-control', 'public, max-age=60')
          .type('application/atom+xml; charset=utf-8')
          .send(await draw(language)),
      )
  for (const language of languages)
    for (const [name, draw] of Object.entries(documents))
      app.get(`/${language}/${name}`, async (_, reply) =>
        reply
          .header('cache-control', 'public, max-age=3600')
          .type('application/pdf')
          .send(Buffer.from(await draw(language))),
      )
  if (downloads !== undefined) serveDownloads(app, downloads)
  // Read once: no page waits for the threads that read files.
  const page = await readFile(join(directory, 'index.html'), 'utf8')
  const { withFirstWords, withoutApplication } = await readFirstWords(directory)
  const textPages = await readTextPages({ directory, publicUrl, ...notified })
  /** A fault of the notice affects no page. */
  const noticeFor = async (request: FastifyRequest, language: Language): Promise<Html> => {
    try {
      const show = notified.liveParts?.['incident-notice']
      return (await show?.({ language, query: new URLSearchParams() })) ?? nothing
    } catch (fault) {
      request.log.error({ requestId: request.id, err: fault }, 'the notice of incidents fails')
      return nothing
    }
  }
  await app.register((scope) => {
    takeForms(scope, forms, {
      isOurs: (request) => {
        const { origin, ...others } = provenanceOf(request)
        return isFromOurPage({
          ...others,
          // Our pages send no referrer, so browsers name no origin of their forms (Fetch, § 3.1).
          ...(origin !== undefined && origin !== 'null' && { origin }),
          ...{ isOpen: true, origins: ourOrigins(request, { publicUrl, acceptsEveryHost }) },
        })
      },
      draw: async (request, address, shown) =>
        withoutApplication(page, address, {
          ...{ ...shown, notice: await noticeFor(request, shown.language) },
        }),
    })
    return Promise.resolve()
  })
  return {
    sendPage: async (request, reply) => {
      const text = await textPages(request)
      if (text !== undefined)
        return reply.status(text.status).headers(text.headers).send(text.markup)
      const nonce = randomBytes(18).toString('base64url')
      const [path = '', query = ''] = request.url.split('?')
      const requested = { path, query: new URLSearchParams(query) }
      // With scripts the page is complete without it: a fault here does not affect them.
      const plain = await withoutScripts?.(requested).catch((fault: unknown) => {
        request.log.error({ requestId: request.id, err: fault }, 'a page without scripts fails')
        return undefined
      })
      const notice = await noticeFor(request, languageOfPath(path))
      const filled = page.replaceAll('{{nonce}}', nonce).replaceAll('{{signing-api}}', signingApi)
      return reply
        .header('content-security-policy', portalPolicy(nonce, signingApi))
        .header('cache-control', 'no-store')
        .type('text/html; charset=utf-8')
        .send(withFirstWords(filled, requested, { plain, nonce, notice }))
    },
  }
}

const nothing = html``

/** A name that is not offered is no file, whatever else is in the folder. */
const serveDownloads = (app: FastifyInstance, { folder, offered }: Downloads): void => {
  app.get<{ Params: { name: string } }>('/downloads/:name', async (request, reply) => {
    const file = (await offered()).find(({ name }) => name === request.params.name)
    if (file === undefined) return sendHttpProblem(request, reply, { kind: 'no-such-address' })
    return reply
      .header('cache-control', 'no-cache')
      .header('content-disposition', `attachment; filename="${file.name}"`)
      .header('content-length', file.bytes)
      .type(
        file.name.endsWith('.msi') ? 'application/x-msi' : 'application/vnd.debian.binary-package',
      )
      .send(createReadStream(join(folder, file.name)))
  })
}

/** Only here are forms of pages accepted: the API takes JSON, which a page of another site can't send. */
function takeForms(
  scope: FastifyInstance,
  forms: FormsWithoutScripts,
  {
    isOurs,
    draw,
  }: {
    readonly isOurs: (request: FastifyRequest) => boolean
    readonly draw: (
      request: FastifyRequest,
      address: string,
      page: PageWithoutScripts,
    ) => Promise<string>
  },
): void {
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, new URLSearchParams(String(body)))
    },
  )
  for (const language of languages)
    for (const [page, { perMinute, take }] of Object.entries(forms))
      scope.post(
        `/${language}/${page}`,
        {
          bodyLimit: defaultBodyLimit,
          config: { rateLimit: { max: perMinute, timeWindow: '1 minute' } },
        },
        async (request, reply) => {
          if (!isOurs(request))
            return sendHttpProblem(request, reply, { kind: 'not-from-our-page' })
          const { body: form, ip: address } = request
          if (!(form instanceof URLSearchParams))
            return sendHttpProblem(request, reply, { kind: 'malformed-input' })
          const taken = await take({ language, form, address })
          reply.header('cache-control', 'no-store')
          if ('redirectTo' in taken) return reply.redirect(taken.redirectTo, 303)
          return reply
            .status(taken.status)
            .header('content-security-policy', textPagePolicy)
            .type('text/html; charset=utf-8')
            .send(await draw(request, page, taken.page))
        },
      )
}

/** styled-components writes style elements, which carry the nonce, and style attributes, which can't. */
const portalPolicy = (nonce: string, signingApi: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    `connect-src 'self' ${signingApi}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
