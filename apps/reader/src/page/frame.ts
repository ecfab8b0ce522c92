import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isLanguage, languages, preferredLanguage, type Language } from '../languages.ts'
import { html, trustedMarkup, type Html } from './html.ts'
import { style } from './style.ts'
import { texts } from './texts.ts'

export type Page = {
  readonly title: string
  readonly body: Html
  /** Text of our own script; it runs under a nonce. */
  readonly script?: string
  readonly status?: number
}

/** Sends a page in its frame. `home` is the path of the front page, with the secret in it. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  home: string,
  { title, body, script, status = 200 }: Page,
): FastifyReply {
  const language = languageOf(request)
  const nonce = randomBytes(16).toString('base64')
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
  const frame = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – ${texts.product[language]}</title>
        <style nonce="${nonce}">
          ${trustedMarkup(style)}
        </style>
      </head>
      <body>
        <a class="skip" href="#content">${texts.skip[language]}</a>
        <header>
          <div class="wide">
            <a class="name" href="${home}">${texts.product[language]}</a>
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
    void reply.header('set-cookie', `language=${language}; Path=${home}; SameSite=Strict; HttpOnly`)
  return reply
    .code(status)
    .header('content-security-policy', policy)
    .header('referrer-policy', 'same-origin')
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(frame.markup)
}

/** The language that was asked for on this page or an earlier one, else the browser's, else Finnish. */
export function languageOf(request: FastifyRequest): Language {
  const asked = queryOf(request).get('language')
  if (isLanguage(asked)) return asked
  const remembered = /(?:^|;\s*)language=(\w\w)/.exec(request.headers.cookie ?? '')?.[1]
  return isLanguage(remembered) ? remembered : preferredLanguage(request.headers['accept-language'])
}

const queryOf = (request: FastifyRequest): URLSearchParams =>
  new URL(request.url, 'http://localhost').searchParams

function linkTo(request: FastifyRequest, language: Language): string {
  const query = queryOf(request)
  query.set('language', language)
  return `?${query.toString()}`
}

const languageNames = { fi: 'Suomi', sv: 'Svenska', en: 'English' } as const
