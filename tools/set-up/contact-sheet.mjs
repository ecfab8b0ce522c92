/**
 * The page for viewing the pictures of `npm run pictures`: one row for each page, its languages and widths.
 */
import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const sets = {
  public: 'Public text pages',
  portal: 'The portal',
  operations: 'The portal, for those who run the service',
  office: 'The portal, for the office: points, organisations, statistics',
  organisations: 'The portal, for organisations',
  reader: 'The reader software',
  sandbox: 'The demo environment',
  ocsp: 'The OCSP process: repository, CRLs, profiles',
}
const languages = ['fi', 'sv', 'en']

/** Writes `index.html` into the folder of pictures; returns its path. */
export function writeContactSheet(folder) {
  const file = path.join(folder, 'index.html')
  writeFileSync(file, page(folder))
  return file
}

const page = (folder) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Pictures of every page</title>
<style>
body { font: 16px/1.4 sans-serif; margin: 1.5rem; color: #1a2121; }
nav { display: flex; flex-wrap: wrap; gap: 1.5rem; }
section { border-top: 1px solid #c6cfce; padding: 0.5rem 0 1.5rem; }
.row { display: flex; gap: 0.75rem; align-items: flex-start; overflow-x: auto; }
img { border: 1px solid #c6cfce; display: block; }
img.phone { width: 195px; } img.desktop { width: 512px; }
</style>
<h1>Pictures of every page</h1>
<p>Each in Finnish, Swedish and English, at a phone's width and a desktop's. A picture opens in its own size.</p>
<nav>${[...Object.entries(sets), ['steps', 'Steps of the journeys']].map(([set, name]) => `<a href="#${set}">${name}</a>`).join('')}</nav>
${Object.entries(sets)
  .map(([set, name]) => setOf(folder, set, name))
  .join('')}
<h2 id="steps">Steps of the journeys</h2>
${picturesIn(folder, 'steps')
  .map((file) => section(file.replace('.png', ''), picture('steps', file, 'desktop')))
  .join('')}
</html>
`

function setOf(folder, set, name) {
  const files = picturesIn(folder, set)
  if (files.length === 0) return ''
  const pages = [...new Set(files.map((file) => file.split('.')[0]))]
  return `<h2 id="${set}">${name}</h2>${pages.map((each) => rowOf(set, each, files)).join('')}`
}

function rowOf(set, name, files) {
  const pictures = ['phone', 'desktop']
    .flatMap((size) => languages.map((language) => [size, `${name}.${language}.${size}.png`]))
    .filter(([, file]) => files.includes(file))
  const row = pictures.map(([size, file]) => picture(set, file, size)).join('')
  return section(name.replace(/^\d+ /, ''), row)
}

const section = (title, pictures) =>
  `<section><h3>${escape(title)}</h3><div class="row">${pictures}</div></section>\n`

const picture = (set, file, size) =>
  `<a href="${set}/${encodeURIComponent(file)}"><img class="${size}" loading="lazy" src="${set}/${encodeURIComponent(file)}" alt="${escape(file)}"></a>`

const escape = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&#34;')

/** In the order of the lists of pages; empty if the set was not taken. */
function picturesIn(folder, set) {
  try {
    return readdirSync(path.join(folder, set)).sort()
  } catch (fault) {
    if (fault.code === 'ENOENT') return []
    throw fault
  }
}
