import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin, type ResolvedConfig } from 'vite'
import type { Beside, prerender as Prerender } from './src/prerender.tsx'

const menu = 'src/public/text-pages/menu.ts'

/**
 * After the application is built, its text pages are rendered by the same components into `text-pages/` of
 * the same folder: markup for each language, and `index.json`, which lists the pages; `frames.json` has what pages of the
 * application show before their scripts have run.
 */
export function prerenderTextPages(): Plugin {
  let config: ResolvedConfig
  return {
    name: 'prerender-text-pages',
    apply: 'build',
    configResolved: (resolved) => {
      config = resolved
    },
    writeBundle: async ({ dir = '' }, bundle) => {
      const files = Object.values(bundle)
      const script = files.find(
        (file) => file.type === 'chunk' && file.facadeModuleId?.endsWith(menu) === true,
      )
      // What main.tsx imports: the fonts and the styles of every page.
      const common = files.find(
        ({ type, fileName }) => type === 'asset' && /^assets\/application-.*\.css$/.test(fileName),
      )
      if (script === undefined || common === undefined)
        throw new Error('the build has no script or no stylesheet for text pages')
      const scratch = path.join(dir, 'prerender')
      await build({
        configFile: false,
        root: config.root,
        logLevel: 'error',
        define: config.define ?? {},
        // One copy of each package: two copies of styled-components would each collect half of the styles.
        ssr: { noExternal: true },
        build: { ssr: 'src/prerender.tsx', outDir: scratch, minify: false },
      })
      const { prerender } = (await import(
        pathToFileURL(path.join(scratch, 'prerender.js')).href
      )) as { readonly prerender: typeof Prerender }
      const drawn = prerender({ styles: [], script: '' })
      const style = `assets/text-pages-${digestOf(drawn.styles)}.css`
      const beside: Beside = {
        styles: [`/${common.fileName}`, `/${style}`],
        script: `/${script.fileName}`,
      }
      const { pages, frames } = prerender(beside)
      await writeFile(path.join(dir, style), drawn.styles)
      const folder = path.join(dir, 'text-pages')
      await mkdir(folder, { recursive: true })
      const index = await Promise.all(
        pages.map(async ({ markup, ...page }) => {
          const file = `${page.path === '' ? 'front' : page.path.replaceAll('/', '-')}.${page.language}.html`
          await writeFile(path.join(folder, file), markup)
          return { ...page, file }
        }),
      )
      await writeFile(path.join(folder, 'index.json'), JSON.stringify(index))
      await writeFile(
        path.join(folder, 'frames.json'),
        JSON.stringify({ style: `/${style}`, frames }),
      )
      await rm(scratch, { recursive: true })
    },
  }
}

const digestOf = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 8)
