import { randomBytes } from 'node:crypto'
import { logo, logoIcon } from '@sotevarmenne/design-tokens/logo'
import { serviceName } from '@sotevarmenne/design-tokens/service-name'
import { version } from '@sotevarmenne/kernel/version'
import { html, trustedMarkup, type Html } from './html.ts'
import { isLanguage, languages, preferredLanguage, type Language, type Text } from './languages.ts'
import { commonStyle, compactStyle } from './style.ts'

export type Page = {
  readonly title: string
  readonly body: Html
  /** Our own script; it runs under a CSP nonce. */
  readonly script?: string
  /** Origins besides its own that the page's script may call. */
  readonly mayCall?: readonly string[]
  /** Origins besides its own to which its forms may redirect. */
  readonly mayLeadTo?: readonly string[]
  readonly status?: number
}

/** What the frame of a page needs from the program that serves it. */
export type Site = {
  /** Below the name of the service, unless the site belongs to others. */
  readonly name: Text
  /** In the demo environment: not the service, so it has neither the service's name nor its logo. */
  readonly isOfOthers?: boolean
  /** URL of the front page. */
  readonly home: string
  /** A chosen language is remembered below this path. */
  readonly path: string
  /** The site's own style, after the common one; its colours are tokens. */
  readonly style: string
  /** Links to other sites, for the head of each page. */
  readonly places?: {
    readonly label: Text
    readonly links: readonly { readonly href: string; readonly text: Text }[]
  }
  /** Shown below the head of each page. */
  readonly notice?: Text
}

/** The request for a page, independent of the server in use. */
export type Requested = {
  /** Path and query as received. */
  readonly target: string
  readonly cookie: string | undefined
  readonly acceptLanguage: string | undefined
}

/** A page that is ready to be sent. */
export type ComposedPage = {
  readonly status: number
  /** Names in lower case. */
  readonly fields: Readonly<Record<string, string>>
  readonly markup: string
}

/** A page in its frame, under a content security policy without foreign origins. */
export function composePage(
  requested: Requested,
  site: Site,
  { title, body, script, mayCall = [], mayLeadTo = [], status = 200 }: Page,
): ComposedPage {
  const language = languageRequested(requested)
  const nonce = randomBytes(16).toString('base64')
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    `connect-src ${["'self'", ...mayCall].join(' ')}`,
    'img-src data:',
    `form-action ${["'self'", ...mayLeadTo].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
  const page = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="${site.isOfOthers === true ? 'data:,' : logoIcon}" />
        <title>${title} – ${site.name[language]}</title>
        <style nonce="${nonce}">
          ${trustedMarkup(compactCommon)}${trustedMarkup(compactStyle(site.style))}
        </style>
      </head>
      <body>
        <a class="skip" href="#content">${texts.skip[language]}</a>
        ${head(requested, site, language)}
        <main id="content" tabindex="-1"><div class="wide">${body}</div></main>
        <footer><div class="wide">${texts.version[language]} ${version}</div></footer>
        ${
          script !== undefined &&
          html`<script type="module" nonce="${nonce}">
            ${trustedMarkup(script)}
          </script>`
        }
      </body>
    </html>`
  return {
    status,
    fields: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      ...(isLanguage(queryOf(requested).get('language')) && {
        'set-cookie': `language=${language}; Path=${site.path}; SameSite=Lax; HttpOnly`,
      }),
    },
    markup: page.markup,
  }
}

const compactCommon = compactStyle(commonStyle)

const head = (
  requested: Requested,
  { name, home, places, notice, isOfOthers = false }: Site,
  language: Language,
): Html => html`
  <header ${isOfOthers && trustedMarkup('class="of-others"')}>
    <div class="wide">
      <a class="name" href="${home}"
        >${
          isOfOthers
            ? name[language]
            : html`${trustedMarkup(logo)}<span
                  >${serviceName[language]}<small>${name[language]}</small></span
                >`
        }</a
      >
      <nav class="languages" aria-label="${texts.language[language]}">
        <ul>
          ${languages.map(
            (each) =>
              html`<li>
                <a
                  href="${linkTo(requested, each)}"
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
    ${
      places &&
      html`<nav class="menu" aria-label="${places.label[language]}">
        <ul class="wide">
          ${places.links.map(
            ({ href, text }) =>
              html`<li>
                <a
                  href="${href}"
                  ${isHere(requested, { href, home }) && trustedMarkup('aria-current="page"')}
                  >${text[language]}</a
                >
              </li>`,
          )}
        </ul>
      </nav>`
    }
  </header>
  ${
    notice &&
    html`<aside class="notice" aria-label="${texts.note[language]}">
      <div class="wide">${notice[language]}</div>
    </aside>`
  }
`

/** Whether the page is that of the link, or below it. */
function isHere({ target }: Requested, { href, home }: { href: string; home: string }): boolean {
  const [path = ''] = target.split('?')
  return path === href || (href !== home && path.startsWith(href.endsWith('/') ? href : `${href}/`))
}

/** The language that was requested on this page or an earlier one, else the browser’s, else Finnish. */
export function languageRequested(requested: Requested): Language {
  const chosen = [queryOf(requested).get('language'), cookieIn(requested.cookie, 'language')]
  return chosen.find(isLanguage) ?? preferredLanguage(requested.acceptLanguage)
}

export const cookieIn = (cookie: string | undefined, name: string): string | undefined =>
  (cookie ?? '')
    .split(';')
    .map((pair) => pair.trim().split('='))
    .find(([key]) => key === name)?.[1]

const queryOf = ({ target }: Requested): URLSearchParams =>
  // A URL that can't be parsed requests no language.
  URL.parse(target, 'http://localhost')?.searchParams ?? new URLSearchParams()

function linkTo(requested: Requested, language: Language): string {
  const query = queryOf(requested)
  query.set('language', language)
  return `?${query.toString()}`
}

const languageNames = { fi: 'Suomi', sv: 'Svenska', en: 'English' } as const

const texts = {
  skip: { fi: 'Siirry sisältöön', sv: 'Gå till innehållet', en: 'Skip to content' },
  language: { fi: 'Kieli', sv: 'Språk', en: 'Language' },
  note: { fi: 'Huomaa', sv: 'Obs', en: 'Note' },
  version: { fi: 'Versio', sv: 'Version', en: 'Version' },
} as const satisfies Record<string, Text>
