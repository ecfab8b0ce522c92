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

/**
 * Inserts into the application's page what people read before its scripts have run, and where they do not run:
 * the content that the service has for the page, or that was rendered when the portal was built, in the frame of
 * every page. With scripts its fields can't be used until the application replaces it: what was typed would be lost.
 */
export async function readFirstWords(directory: string) {
  const file = join(directory, 'text-pages', 'frames.json')
  const built = existsSync(file)
    ? builtFrames.parse(JSON.parse(await readFile(file, 'utf8')))
    : { style: undefined, frames: [] }

  return (
    page: string,
    { path, query }: RequestedPage,
    { plain, nonce }: { readonly plain: PageWithoutScripts | undefined; readonly nonce: string },
  ): string => {
    const [, requested, ...rest] = path.split('/')
    const language = isLanguage(requested) ? requested : 'fi'
    const frame = built.frames.find((one) => one.language === language)
    const known = frame?.pages[rest.join('/')]
    const content =
      plain?.content ??
      (known && html`${trustedMarkup(known.content)}<noscript>${needsScripts(language)}</noscript>`)
    const inserted = (title: string, words: Html): string =>
      page
        .replace('<html lang="fi">', `<html lang="${language}">`)
        .replace('<title>sotevarmenne</title>', () => html`<title>${title}</title>`.markup)
        // Inserted last, and unchanged: placeholders in it are not replaced.
        .replace('{{first-words}}', () => words.markup)
    if (content === undefined || frame === undefined)
      return inserted(
        plain?.title ?? 'sotevarmenne',
        html`<noscript><main>${content ?? needsScripts(language)}</main></noscript>`,
      )
    const address = html`${[...rest, ''].slice(0, -1).join('/')}${query.size === 0 ? '' : `?${query.toString()}`}`
    return inserted(
      plain?.title ?? known?.title ?? '',
      html`<link rel="stylesheet" href="${built.style}" />
        <div id="first-words">
          ${trustedMarkup(
            frame.markup
              .replaceAll('rest-of-address', () => address.markup)
              .replace('{{content}}', () => content.markup),
          )}
        </div>
        <script nonce="${nonce}">
          ${trustedMarkup(untilScriptsHaveRun)}
        </script>`,
    )
  }
}

/** Links work at once. A script that can't be loaded leaves the fields as they are for those without scripts. */
const untilScriptsHaveRun = `
  const disable = (isDisabled) => {
    for (const field of document.querySelectorAll('#first-words :is(input, select, textarea, button)'))
      field.disabled = isDisabled
  }
  disable('noModule' in HTMLScriptElement.prototype)
  addEventListener('error', ({ target }) => target.tagName === 'SCRIPT' && disable(false), true)`

const needsScripts = (language: Language): Html =>
  html`<h1>${texts.needsScripts[language]}</h1>
    <p>${texts.needsScriptsHelp[language]}</p>
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
