// cspell:ignore oklab oklch
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { logoFile } from './logo.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Sources of the portal, the reader software, the pages that servers make, the demo environment and the card face. */
const places = [
  'apps/portal/**/*.{ts,tsx,css,html}',
  'apps/reader/src/**/*.ts',
  'apps/sandbox/src/**/*.ts',
  'apps/server/src/pki/repository/**/*.ts',
  'apps/server/src/cards/printing/**/*.typ',
  'libs/pages/src/**/*.ts',
  'libs/card-face/src/**/*.ts',
]

/** Of a style: where a colour of forced colours may stand (`CanvasText`), none that somebody chose. */
const literals = [
  /(?<!TODO\()#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![\w-])/gi,
  /\b(?:rgba?|hsla?|oklch|oklab|lab|lch|hwb|color-mix)\(\s*[\d.]/gi,
  /(?:color|background|fill|stroke|shadow|border|outline)[\w-]*\s*[:=]\s*["'{]?[^;"'}\n]*\b(?:white|black|gr[ae]y|red|green|blue|yellow|orange|navy|teal|silver|gold|maroon)\b/gi,
]

const coloursIn = (source: string): readonly string[] =>
  literals.flatMap((literal) => source.match(literal) ?? [])

it('a colour literal is found in each of its forms, and other signs are none', () => {
  for (const literal of ['color: #fff;', 'fill="#00357a"', 'hsl(202, 7%, 80%)', 'rgb(0 0 0 / 15%)'])
    assert.equal(coloursIn(literal).length, 1, literal)
  for (const literal of ['color: white;', 'border: 1px solid grey;', 'stroke="black"'])
    assert.equal(coloursIn(literal).length, 1, literal)
  for (const other of ["'#add-contact'", 'href="#content"', 'TODO(#123)', '${colours.surface}'])
    assert.deepEqual(coloursIn(other), [], other)
})

it('no page has a colour of its own: all come from tokens.ts', () => {
  const files = globSync(places, { cwd: root }).filter(
    (file) => !/\.test\.tsx?$|node_modules|\/dist\//.test(file),
  )
  assert.ok(files.length > 300, `only ${String(files.length)} files`)
  const found = files.flatMap((file) =>
    coloursIn(readFileSync(`${root}${file}`, 'utf8')).map((literal) => `${file}: ${literal}`),
  )
  assert.deepEqual(found, [])
})

it('the icons that stand as files are the logo', () => {
  for (const file of [
    'apps/portal/public/icon.svg',
    'apps/reader/packaging/sotevarmenne-reader.svg',
  ])
    assert.equal(readFileSync(`${root}${file}`, 'utf8'), logoFile, file)
})
