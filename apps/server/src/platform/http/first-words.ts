import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { html, trustedMarkup, type Html } from '@sotevarmenne/pages/html'
import { isLanguage, type Language } from '@sotevarmenne/pages/languages'
import { z } from 'zod'

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

/** What every page says above its content: the incidents that last. */
type Notice = { readonly notice: Html }

/** A form that was sent without scripts, as it was typed: nothing in it is checked. */
export type PostedForm = {
  readonly language: Language
  readonly form: URLSearchParams
  /** The network address of the client, as the nearest proxy saw it. */
  readonly address: string
}

/** By the page to which they are sent: what each leads to, and how many an address may send a minute. */
export type FormsWithoutScripts = {
  readonly [page: string]: {
    readonly perMinute: number
    readonly take: (
      posted: PostedForm,
    ) => Promise<
      | { readonly redirectTo: string }
      | { readonly status: number; readonly page: PageWithoutScripts }
    >
  }
}

/** Rendered when the portal was built (`apps/portal/src/prerender.tsx`). */
const builtFrames = z.object({
  style: z.string(),
  frames: z.array(
    z.object({
      language: z.custom<Language>(isLanguage),
      markup: z.string(),
      pages: z.record(z.string(), z.object({ title: z.string(), content: z.string() })),
    }),
  ),
})

/** The language that an address of the portal names; Finnish where it names none. */
export function languageOfPath(path: string): Language {
  const [, named] = path.split('/')
  return isLanguage(named) ? named : 'fi'
}

/**
 * Inserts into the application's page, in the frame of every page, what people read before its scripts have run and
 * where they do not run: the content that the service has for the page, or that was rendered when the portal was
 * built. Every other page shows, only without scripts, that it needs them.
 */
export async function readFirstWords(directory: string) {
  const file = join(directory, 'text-pages', 'frames.json')
  const built = existsSync(file)
    ? builtFrames.parse(JSON.parse(await readFile(file, 'utf8')))
    : { style: undefined, frames: [] }

  /** The content in the frame of every page; `address` is that of the page after its language. */
  const framedIn = (
    language: Language,
    { address, content, notice }: { readonly address: string; readonly content: Html } & Notice,
  ): Html => {
    const frame = built.frames.find((one) => one.language === language)
    if (frame === undefined) return html`<main>${content}</main>`
    // In one pass: placeholders in what is inserted are not replaced.
    const inserted: { readonly [placeholder: string]: string } = {
      'rest-of-address': html`${address}`.markup,
      '{{live:incident-notice}}': notice.markup,
      '{{content}}': content.markup,
    }
    return html`<link rel="stylesheet" href="${built.style}" />${trustedMarkup(
        frame.markup.replaceAll(
          /rest-of-address|\{\{live:incident-notice\}\}|\{\{content\}\}/g,
          (placeholder) => inserted[placeholder] ?? '',
        ),
      )}`
  }

  const fill = (
    page: string,
    {
      language,
      title,
      words,
    }: { readonly language: Language; readonly title: string; readonly words: Html },
  ): string =>
    page
      .replace('<html lang="fi">', `<html lang="${language}">`)
      .replace('<title>sotevarmenne</title>', () => html`<title>${title}</title>`.markup)
      // Last, and unchanged: placeholders in it are not replaced.
      .replace('{{first-words}}', () => words.markup)

  /** The page without the application, in response to a form: scripts would replace what was typed. */
  const withoutApplication = (
    page: string,
    address: string,
    { language, title, content, notice }: PageWithoutScripts & Notice,
  ): string =>
    fill(page.replaceAll(/<script\b[^>]*>\s*<\/script>|<meta [^>]*\{\{[^>]*>/g, ''), {
      ...{ language, title },
      words: html`<div id="first-words">${framedIn(language, { address, content, notice })}</div>`,
    })

  const withFirstWords = (
    page: string,
    { path, query }: RequestedPage,
    {
      plain,
      nonce,
      notice,
    }: { readonly plain: PageWithoutScripts | undefined; readonly nonce: string } & Notice,
  ): string => {
    const language = languageOfPath(path)
    const address = path.split('/').slice(2).join('/')
    const known = built.frames.find((one) => one.language === language)?.pages[address]
    const words = plain?.content ?? (known && withNotice(trustedMarkup(known.content), language))
    const framed = (content: Html): Html =>
      framedIn(language, {
        address: `${address}${query.size === 0 ? '' : `?${query.toString()}`}`,
        ...{ content, notice },
      })
    const inserted =
      words === undefined
        ? html`<noscript>${framed(needsScripts(language))}</noscript>`
        : html`<div id="first-words">${framed(words)}</div>
            <script nonce="${nonce}">
              ${trustedMarkup(disableFields)}
            </script>`
    return fill(page, {
      ...{ language, title: plain?.title ?? known?.title ?? 'sotevarmenne' },
      words: inserted,
    })
  }
  return { withFirstWords, withoutApplication }
}

/**
 * What was typed would be lost when the application replaces the words; links work at once. Where a script can't be
 * loaded or fails, the fields work as for those without scripts.
 */
const disableFields = `
  const disable = (isDisabled) => {
    for (const field of document.querySelectorAll('#first-words :is(input, select, textarea, button)'))
      field.disabled = isDisabled
  }
  disable('noModule' in HTMLScriptElement.prototype)
  addEventListener('error', () => disable(false), true)`

const withNotice = (content: Html, language: Language): Html =>
  html`${content}<noscript>
      <p><strong>${texts.needsScripts[language]}</strong></p>
      ${whatToDo(language)}
    </noscript>`

const needsScripts = (language: Language): Html =>
  html`<h1>${texts.needsScripts[language]}</h1>
    ${whatToDo(language)}`

const whatToDo = (language: Language): Html =>
  html`<p>${texts.needsScriptsHelp[language]}</p>
    <p><a href="/${language}/points">${texts.points[language]}</a></p>`

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
