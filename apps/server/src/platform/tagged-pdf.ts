import { readFile } from 'node:fs/promises'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { second, type Instant } from '@sotevarmenne/kernel/instant'

/**
 * A tagged PDF (PDF/UA-1) by a Typst template: the same data and time give the same bytes. Data reaches the
 * template only as inputs: nothing in a name can become an instruction. A character that its fonts lack
 * becomes a question mark, since PDF/UA allows no character without a glyph.
 */
export async function taggedPdf({
  template,
  inputs,
  at,
}: {
  readonly template: URL
  /** Each is passed as JSON. */
  readonly inputs: { readonly [name: string]: unknown }
  /** When it was produced, to the second. */
  readonly at: Instant
}): Promise<Uint8Array> {
  const mainFileContent = await readFile(template, 'utf8')
  const compiler = NodeCompiler.create()
  const texts = Object.entries(inputs).map(([name, value]) => [
    name,
    JSON.stringify(value, displayed),
  ])
  const pdf = compiler.pdf(
    { mainFileContent, inputs: Object.fromEntries(texts) as Record<string, string> },
    { pdfStandard: 'ua-1', pdfTags: true, creationTimestamp: Math.floor(at / second) },
  )
  // The cache would keep names and codes in memory for as long as the process lives.
  compiler.evictCache(0)
  return new Uint8Array(pdf)
}

const displayed = (_member: string, value: unknown): unknown =>
  typeof value === 'string' ? value.normalize('NFC').replaceAll(withoutPicture, '?') : value

/** Latin, Greek and Cyrillic letters and the punctuation between them have a glyph. */
const withoutPicture =
  /[^\n -~\u00a0-\u024f\u0300-\u036f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff\u2010-\u2027\u202f\u20ac\u2212]|\p{Cn}/gu
