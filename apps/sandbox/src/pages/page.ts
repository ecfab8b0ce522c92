import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isLanguage, languages, type Language, type Text } from '../world/languages.ts'
import { html, trustedMarkup, type Html } from './html.ts'
import { style } from './style.ts'

export type Page = {
  readonly title: string
  readonly body: Html
  /** Text of our own script; it runs under a nonce. */
  readonly script?: string
  /** Origins besides its own that the page's script may call. */
  readonly mayCall?: readonly string[]
}

/** What the frame around a page needs to know of the program that serves it. */
export type Site = {
  readonly name: Text
  readonly home: string
  /** The example world's places, for the head of each page. */
  readonly links: readonly { readonly href: string; readonly text: Text }[]
}

/** Sends a page in its frame, under a policy that lets in nothing foreign. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  site: Site,
  { title, body, script, mayCall = [] }: Page,
): FastifyReply {
  const language = languageOf(request)
  const nonce = randomBytes(16).toString('base64')
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    `connect-src ${["'self'", ...mayCall].join(' ')}`,
    "img-src 'self' data:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
  const frame = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="data:," />
        <title>${title} – ${site.name[language]}</title>
        <style nonce="${nonce}">
          ${trustedMarkup(style)}
        </style>
      </head>
      <body>
        <a class="skip" href="#content">${texts.skip[language]}</a>
        <header>
          <div class="wide">
            <a class="name" href="${site.home}">${site.name[language]}</a>
            <nav aria-label="${texts.places[language]}">
              <ul>
                ${site.links.map(
                  ({ href, text }) => html`<li><a href="${href}">${text[language]}</a></li>`,
                )}
              </ul>
            </nav>
            <nav class="languages" aria-label="${texts.language[language]}">
              <ul>
                ${languages.map(
                  (each) =>
                    html`<li>
                      <a
                        href="?language=${each}"
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
        <aside class="stand-in" aria-label="${texts.note[language]}">
          <div class="wide">${texts.standIn[language]}</div>
        </aside>
        <main id="content" tabindex="-1"><div class="wide">${body}</div></main>
        ${
          script !== undefined &&
          html`<script type="module" nonce="${nonce}">
            ${trustedMarkup(script)}
          </script>`
        }
      </body>
    </html>`
  if (isLanguage(askedLanguage(request)))
    void reply.header('set-cookie', `language=${language}; Path=/; SameSite=Lax; HttpOnly`)
  return reply
    .header('content-security-policy', policy)
    .header('referrer-policy', 'same-origin')
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(frame.markup)
}

/** The language that was asked for on this page or an earlier one, else the browser's, else Finnish. */
export function languageOf(request: FastifyRequest): Language {
  const asked = askedLanguage(request)
  if (isLanguage(asked)) return asked
  const remembered = cookieOf(request, 'language')
  if (isLanguage(remembered)) return remembered
  const preferred = (request.headers['accept-language'] ?? '')
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase())
  return preferred.find(isLanguage) ?? 'fi'
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

const askedLanguage = (request: FastifyRequest): unknown =>
  new URL(request.url, 'http://localhost').searchParams.get('language') ?? undefined

const languageNames = { fi: 'Suomi', sv: 'Svenska', en: 'English' } as const

const texts = {
  skip: { fi: 'Siirry sisältöön', sv: 'Gå till innehållet', en: 'Skip to content' },
  places: {
    fi: 'Esimerkkimaailman paikat',
    sv: 'Exempelvärldens platser',
    en: 'Places of the example world',
  },
  language: { fi: 'Kieli', sv: 'Språk', en: 'Language' },
  note: { fi: 'Huomaa', sv: 'Obs', en: 'Note' },
  standIn: {
    fi: 'Esimerkkimaailmaa: ihmiset, kortit ja järjestelmät ovat keksittyjä. Ei tuotantokäyttöön.',
    sv: 'Exempelvärlden: människor, kort och system är påhittade. Inte för produktion.',
    en: 'The example world: people, cards and systems are invented. Not for production.',
  },
} as const satisfies Record<string, Text>
