import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { html, type Html } from '@sotevarmenne/pages/html'
import { isLanguage, preferredLanguage, type Language } from '@sotevarmenne/pages/languages'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { searchForm, searchTexts, type SearchedText } from './search-texts.ts'

/**
 * A part of a text page that only the running service knows; the page has the placeholder `{{live:<name>}}`
 * for it.
 */
export type LivePart = (requested: {
  readonly language: Language
  readonly query: URLSearchParams
}) => Promise<Html> | Html

export type TextPagesDeps = {
  /** The built portal. */
  readonly directory: string
  readonly publicUrl: string
  readonly liveParts?: { readonly [name: string]: LivePart }
  /** Other addresses that text pages link to, by name: `{{address:validation}}`. */
  readonly addresses?: { readonly [name: string]: string }
}

/** The response for a page. */
export type TextResponse = {
  readonly status: 200 | 302 | 304
  readonly headers: Readonly<Record<string, string>>
  readonly markup?: string
}

/** Returns undefined for every address that is not a text page. */
export type TextPages = (request: FastifyRequest) => Promise<TextResponse | undefined>

/**
 * Pages that were rendered when the portal was built (`apps/portal/prerender-plugin.ts`). They are the same
 * for everybody: a cache may store one, and revalidates it by its ETag.
 */
export async function readTextPages(deps: TextPagesDeps): Promise<TextPages> {
  const pages = await readPages(deps)
  const searched = [...pages.values()].map(searchedText)
  const liveParts: { readonly [name: string]: LivePart } = {
    ...deps.liveParts,
    search: ({ language, query }) => {
      const sought = (query.get('q') ?? '').trim().slice(0, 100)
      return searchForm(sought, searchTexts(searched, { sought, language }), language)
    },
  }

  return async (request) => {
    const [path = '', query = ''] = request.url.split('?')
    if (path === '/' && pages.size > 0) return leadToLanguage(request)
    const page = pages.get(path.replace(/(?<=.)\/$/, ''))
    if (page === undefined) return undefined
    const { language } = page
    const requested = { language, query: new URLSearchParams(query) }
    const parts = await Promise.all(
      page.parts.map(async (part, at) => {
        if (at % 2 === 0) return part
        try {
          return (await liveParts[part]?.(requested))?.markup ?? ''
        } catch (fault) {
          request.log.error({ requestId: request.id, err: fault, part }, 'a live part fails')
          return html`<p>${texts.notNow[language]}</p>`.markup
        }
      }),
    )
    const markup = parts.join('')
    const etag = `"${createHash('sha256').update(markup).digest('base64url').slice(0, 22)}"`
    const headers = {
      'content-security-policy': textPagePolicy,
      'cache-control': 'public, no-cache',
      'content-type': 'text/html; charset=utf-8',
      etag,
    }
    const known = (request.headers['if-none-match'] ?? '').split(/,\s*/)
    return known.some((one) => one.replace(/^W\//, '') === etag)
      ? { status: 304, headers }
      : { status: 200, headers, markup }
  }
}

/** The bare address redirects to the language that the browser asks for. */
const leadToLanguage = ({ headers }: FastifyRequest): TextResponse => ({
  status: 302,
  headers: {
    location: `/${preferredLanguage(headers['accept-language'])}`,
    vary: 'accept-language',
    'cache-control': 'public, no-cache',
  },
})

type TextPage = {
  readonly path: string
  readonly language: Language
  readonly title: string
  readonly description: string
  /** Markup, alternating with the name of the live part in between. */
  readonly parts: readonly string[]
}

const inIndex = z.array(
  z.object({
    path: z.string(),
    language: z.custom<Language>(isLanguage),
    title: z.string(),
    description: z.string(),
    file: z.string(),
  }),
)

async function readPages({
  directory,
  publicUrl,
  addresses = {},
}: TextPagesDeps): Promise<ReadonlyMap<string, TextPage>> {
  const folder = join(directory, 'text-pages')
  const index = join(folder, 'index.json')
  if (!existsSync(index)) return new Map()
  const notified = inIndex.parse(JSON.parse(await readFile(index, 'utf8')))
  const origin = new URL(publicUrl).origin
  const pages = await Promise.all(
    notified.map(async ({ file, ...page }): Promise<TextPage> => {
      const markup = (await readFile(join(folder, file), 'utf8'))
        .replaceAll('{{origin}}', origin)
        .replaceAll(/\{\{address:([\w-]+)\}\}/g, (_, name: string) => addresses[name] ?? '')
      return { ...page, parts: markup.split(/\{\{live:([\w-]+)\}\}/) }
    }),
  )
  return new Map(
    pages.map((page) => [`/${page.language}${page.path === '' ? '' : `/${page.path}`}`, page]),
  )
}

/** The searchable parts of a page: its text without markup, title, and the layout around it. */
function searchedText({ path, language, title, description, parts }: TextPage): SearchedText {
  const markup = parts.filter((_, at) => at % 2 === 0).join(' ')
  const main = /<main[^>]*>(.*)<\/main>/s.exec(markup)?.[1] ?? ''
  const text = main
    .replace(/<h1.*?<\/h1>/s, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#x27;', '’')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
  return {
    address: `/${language}${path === '' ? '' : `/${path}`}`,
    language,
    title,
    description,
    text,
  }
}

/** No resources of others, and no script or style except the portal's own files. */
export const textPagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const texts = {
  notNow: {
    fi: 'Tietoja ei voi näyttää juuri nyt. Yritä hetken kuluttua uudelleen.',
    sv: 'Uppgifterna kan inte visas just nu. Försök igen om en stund.',
    en: 'The information cannot be shown right now. Try again in a moment.',
  },
} as const
