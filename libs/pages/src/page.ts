import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { html, trustedMarkup, type Html } from './html.ts'
import { isLanguage, languages, preferredLanguage, type Language, type Text } from './languages.ts'
import { commonStyle } from './style.ts'

export type Page = {
  readonly title: string
  readonly body: Html
  /** Text of our own script; it runs under a nonce. */
  readonly script?: string
  /** Origins besides its own that the page's script may call. */
  readonly mayCall?: readonly string[]
  readonly status?: number
}

/** What the frame around a page needs to know of the program that serves it. */
export type Site = {
  readonly name: Text
  /** Address of the front page. */
  readonly home: string
  /** Below this path a chosen language is remembered. */
  readonly path: string
  /** The site's own style, after the common one. */
  readonly style: string
  /** Other places, for the head of each page. */
  readonly places?: {
    readonly label: Text
    readonly links: readonly { readonly href: string; readonly text: Text }[]
  }
  /** What stands beneath the head of each page. */
  readonly notice?: Text
}

/** Sends a page in its frame, under a policy that lets in nothing foreign. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  site: Site,
  { title, body, script, mayCall = [], status = 200 }: Page,
): FastifyReply {
  const language = languageOf(request)
  const nonce = randomBytes(16).toString('base64')
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    `connect-src ${["'self'", ...mayCall].join(' ')}`,
    'img-src data:',
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
  const page = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="data:," />
        <title>${title} – ${site.name[language]}</title>
        <style nonce="${nonce}">
          ${trustedMarkup(commonStyle)}${trustedMarkup(site.style)}
        </style>
      </head>
      <body>
        <a class="skip" href="#content">${texts.skip[language]}</a>
        ${head(request, site, language)}
        <main id="content" tabindex="-1"><div class="wide">${body}</div></main>
        ${
          script !== undefined &&
          html`<script type="module" nonce="${nonce}">
            ${trustedMarkup(script)}
          </script>`
        }
      </body>
    </html>`
  if (isLanguage(queryOf(request).get('language')))
    void reply.header(
      'set-cookie',
      `language=${language}; Path=${site.path}; SameSite=Lax; HttpOnly`,
    )
  return reply
    .code(status)
    .header('content-security-policy', policy)
    .header('referrer-policy', 'same-origin')
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page.markup)
}

const head = (
  request: FastifyRequest,
  { name, home, places, notice }: Site,
  language: Language,
): Html => html`
  <header>
    <div class="wide">
      <a class="name" href="${home}">${name[language]}</a>
      ${
        places &&
        html`<nav aria-label="${places.label[language]}">
          <ul>
            ${places.links.map(
              ({ href, text }) => html`<li><a href="${href}">${text[language]}</a></li>`,
            )}
          </ul>
        </nav>`
      }
      <nav class="languages" aria-label="${texts.language[language]}">
        <ul>
          ${languages.map(
            (each) =>
              html`<li>
                <a
                  href="${linkTo(request, each)}"
                  lang="${each}"
                  hreflang="${each}"
                  ${each === language && trustedMarkup('aria-current="true"')}
                  >${languageNames[each]}</a
                >
              </li>`,
          )}
        </ul>
      </nav>
    </div>
  </header>
  ${
    notice &&
    html`<aside class="notice" aria-label="${texts.note[language]}">
      <div class="wide">${notice[language]}</div>
    </aside>`
  }
`

/** The language that was asked for on this page or an earlier one, else the browser's, else Finnish. */
export function languageOf(request: FastifyRequest): Language {
  const chosen = [queryOf(request).get('language'), cookieOf(request, 'language')]
  return chosen.find(isLanguage) ?? preferredLanguage(request.headers['accept-language'])
}

export const cookieOf = (request: FastifyRequest, name: string): string | undefined =>
  (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim().split('='))
    .find(([key]) => key === name)?.[1]

/** Lets the program read forms of its own pages, and refuses those that another site's page sends. */
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

const queryOf = (request: FastifyRequest): URLSearchParams =>
  new URL(request.url, 'http://localhost').searchParams

function linkTo(request: FastifyRequest, language: Language): string {
  const query = queryOf(request)
  query.set('language', language)
  return `?${query.toString()}`
}

const languageNames = { fi: 'Suomi', sv: 'Svenska', en: 'English' } as const

const texts = {
  skip: { fi: 'Siirry sisältöön', sv: 'Gå till innehållet', en: 'Skip to content' },
  language: { fi: 'Kieli', sv: 'Språk', en: 'Language' },
  note: { fi: 'Huomaa', sv: 'Obs', en: 'Note' },
} as const satisfies Record<string, Text>
