import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import { sayLimits } from './limits.ts'

/**
 * `npm run bench -- weights`: how much script a browser fetches for each page, in kB of gzip: everything for
 * a first visit to the page's address, and the addition when the application is already loaded.
 */
const root = path.resolve(import.meta.dirname, '../..')
const portal = path.join(root, 'apps/portal')

const chunk = z.object({
  file: z.string(),
  src: z.string().optional(),
  isEntry: z.boolean().optional(),
  isDynamicEntry: z.boolean().optional(),
  imports: z.array(z.string()).default([]),
})
type Manifest = Readonly<Record<string, z.infer<typeof chunk>>>

const dist = mkdtempSync(path.join(tmpdir(), 'portal-'))
try {
  const vite = path.join(root, 'node_modules/vite/bin/vite.js')
  const options = ['build', portal, '--outDir', dist, '--emptyOutDir', '--manifest']
  execFileSync(process.execPath, [vite, ...options], { stdio: 'pipe' })
  const manifest = z
    .record(z.string(), chunk)
    .parse(JSON.parse(readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8')))
  for (const line of weightsOf(manifest)) process.stdout.write(`${line}\n`)
  sayLimits([
    {
      what: 'script of every text page',
      ...{ reached: weigh(menuFilesOf(manifest)) / 1000, max: 30, unit: 'kB' },
    },
  ])
} finally {
  rmSync(dist, { recursive: true })
}

function weightsOf(manifest: Manifest): readonly string[] {
  const application = filesOf(manifest, 'index.html')
  const pages = Object.entries(manifest)
    .filter(([, { isDynamicEntry, src }]) => isDynamicEntry === true && src?.endsWith('-page.tsx'))
    .map(([key]) => {
      const files = filesOf(manifest, key)
      const added = [...files].filter((file) => !application.has(file))
      return { key, whole: weigh([...application, ...added]), added: weigh(added) }
    })
    .toSorted((one, other) => other.whole - one.whole)
  const text = menuFilesOf(manifest)
  return [
    row('page', 'whole', 'added'),
    row('every text page', weigh(text), weigh(text)),
    row('the application itself', weigh([...application]), 0),
    ...pages.map(({ key, whole, added }) => row(key.replace(/^src\//, ''), whole, added)),
  ]
}

/** Files of a text page, which puts the holder's own cards into the menu. */
function menuFilesOf(manifest: Manifest): readonly string[] {
  const menu = Object.keys(manifest).find((key) => key.endsWith('menu.ts'))
  if (menu === undefined) throw new Error('text page script not found')
  return [...filesOf(manifest, menu)]
}

/** A chunk with all its static imports. */
function filesOf(
  manifest: Manifest,
  key: string,
  known: Set<string> = new Set(),
): ReadonlySet<string> {
  const found = manifest[key]
  if (found === undefined || known.has(found.file)) return known
  known.add(found.file)
  for (const each of found.imports) filesOf(manifest, each, known)
  return known
}

function weigh(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(path.join(dist, file))).length, 0)
}

function row(name: string, ...figures: readonly (number | string)[]): string {
  const shown = figures.map((one) => (typeof one === 'number' ? (one / 1000).toFixed(1) : one))
  return [name.padEnd(52), ...shown.map((one) => one.padStart(8))].join('')
}
