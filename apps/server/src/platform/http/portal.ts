import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { html, type Html } from '@sotevarmenne/pages/html'
import { isLanguage, languages, type Language } from '@sotevarmenne/pages/languages'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readTextPages, type TextPagesDeps } from './text-pages.ts'

export type PortalPlace = Pick<TextPagesDeps, 'liveParts' | 'addresses'> & {
  /** The built pages. */
  readonly directory: string
  /** Atom feeds by their name below each language. */
  readonly feeds?: { readonly [name: string]: (language: Language) => Promise<string> }
  /**
   * Where the card reader software listens on the user's computer: the only other place that pages may
   * connect to.
   */
  readonly signingApi: string
  /** What a page shows where scripts do not run; undefined for pages that it does not know. */
  readonly withoutScripts?: (requested: RequestedPage) => Promise<PageWithoutScripts | undefined>
}

/** A requested page of the portal. */
export type RequestedPage = {
  /** Begins with the language: `/fi/points`. */
  readonly path: string
  readonly query: URLSearchParams
}

export type PageWithoutScripts = {
  readonly language: Language
  readonly title: string
  readonly content: Html
}

/**
 * Serves the portal's files; `sendPage` replies to any of its addresses, which the page itself distinguishes.
 */
export async function servePortal(
  app: FastifyInstance,
  { directory, signingApi, withoutScripts, feeds = {}, ...notified }: PortalPlace,
  { publicUrl }: { readonly publicUrl: string },
): Promise<{
  readonly sendPage: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>
}> {
  await app.register(fastifyStatic, {
    root: directory,
    index: false,
    wildcard: false,
    cacheControl: false,
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
  // Read once: no page waits for the threads that read files.
  const page = await readFile(join(directory, 'index.html'), 'utf8')
  const textPages = await readTextPages({ directory, publicUrl, ...notified })
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
      return reply
        .header('content-security-policy', portalPolicy(nonce, signingApi))
        .header('cache-control', 'no-store')
        .type('text/html; charset=utf-8')
        .send(
          withPlainContent(
            page.replaceAll('{{nonce}}', nonce).replaceAll('{{signing-api}}', signingApi),
            plain ?? needsScripts(path),
            languageLinks(requested),
          ),
        )
    },
  }
}

/** The content is inserted last, and unchanged: placeholders in it are not replaced. */
const withPlainContent = (
  page: string,
  { language, title, content }: PageWithoutScripts,
  links: Html,
): string =>
  page
    .replace('<html lang="fi">', `<html lang="${language}">`)
    .replace('<title>sotevarmenne</title>', () => html`<title>${title}</title>`.markup)
    .replace('{{without-scripts}}', () => links.markup + content.markup)

/** The same page in the other languages. */
const languageLinks = ({ path, query }: RequestedPage): Html => {
  const rest = path.replace(/^\/[^/]*/, '')
  const requested = query.size === 0 ? '' : `?${query.toString()}`
  return html`<p>
    ${languages.map(
      (each) =>
        html`<a href="/${each}${rest}${requested}" lang="${each}">${languageNames[each]}</a> `,
    )}
  </p>`
}

const languageNames = { fi: 'Suomi', sv: 'Svenska', en: 'English' } as const

/** What every other page shows where scripts do not run. */
function needsScripts(path: string): PageWithoutScripts {
  const requested = path.split('/')[1]
  const language = isLanguage(requested) ? requested : 'fi'
  return {
    language,
    title: 'sotevarmenne',
    content: html`<h1>${texts.needsScripts[language]}</h1>
      <p>${texts.needsScriptsHelp[language]}</p>
      <p><a href="/${language}/points">${texts.points[language]}</a></p>`,
  }
}

const texts = {
  needsScripts: {
    fi: 'Sivu tarvitsee JavaScriptin',
    sv: 'Sidan behöver JavaScript',
    en: 'This page needs JavaScript',
  },
  needsScriptsHelp: {
    fi: 'Salli JavaScript selaimen asetuksissa. Rekisteröintipisteet näet ilman sitäkin.',
    sv: 'Tillåt JavaScript i webbläsarens inställningar. Registreringsställena ser du också utan det.',
    en: 'Allow JavaScript in your browser. You can see the registration points without it.',
  },
  points: {
    fi: 'Rekisteröintipisteet',
    sv: 'Registreringsställen',
    en: 'Registration points',
  },
} as const

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
