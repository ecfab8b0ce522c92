import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { languages } from '@sotevarmenne/pages/languages'

/** The folder of a portal that was built with these rendered pages, and whose application is empty. */
export async function aBuiltPortal(
  pages: Readonly<Record<string, { readonly title: string; readonly content: string }>> = {},
): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'portal-'))
  await writeFile(path.join(directory, 'index.html'), application)
  await mkdir(path.join(directory, 'text-pages'))
  await writeFile(path.join(directory, 'text-pages/index.json'), '[]')
  const frames = languages.map((language) => ({ language, markup: frame, pages }))
  await writeFile(
    path.join(directory, 'text-pages/frames.json'),
    JSON.stringify({ style: '/assets/text-pages.css', frames }),
  )
  return directory
}

const application = `<!doctype html><html lang="fi"><head><meta name="signing-api" content="{{signing-api}}" /><title>sotevarmenne</title>
<link rel="stylesheet" href="/assets/application.css" />
<script nonce="{{nonce}}" src="/main.js"></script></head>
<body>{{first-words}}<div id="portal"></div></body></html>`

const frame =
  '<header><a href="/sv/rest-of-address">sv</a></header>{{live:incident-notice}}<main>{{content}}</main>'
