import { readFile } from 'node:fs/promises'
import { inflateSync } from 'node:zlib'
import { NodeCompiler, type CompileDocArgs } from '@myriaddreamin/typst-ts-node-compiler'
import { backOf, frontOf } from '@sotevarmenne/card-face/card-face'
import { colours } from '@sotevarmenne/design-tokens/tokens'
import sharp from 'sharp'
import type { RenderFaces } from '../ports.ts'

/**
 * Front and back by the drawing that the pages use too: both as one PDF with a page each, and each as a PNG
 * of 300 dots an inch. Data reach the template only as an input: nothing in a name can become an instruction.
 */
export const renderFaces: RenderFaces = async ({ photo, ...face }) => {
  const template = await readFile(new URL('card-face.typ', import.meta.url), 'utf8')
  const fonts = await fontsOnce()
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: [...fonts] }] })
  const printed = { ...face, hasPhoto: photo !== undefined }
  const front = { ...frontOf(printed), ...(photo && { jpeg: [...photo] }) }
  const back = backOf(printed)
  const sides = (...of: readonly object[]): CompileDocArgs => ({
    mainFileContent: template,
    inputs: {
      ...{ sides: JSON.stringify(of), title: face.cardNumber ?? '' },
      photoFrame: colours.brand,
    },
  })
  const pdf = compiler.pdf(sides(front, back))
  const pictures = await Promise.all(
    [front, back].map((side) =>
      sharp(Buffer.from(compiler.plainSvg(sides(side))), { density: printDensity })
        .resize(printPixels)
        .png()
        .toBuffer(),
    ),
  )
  // The cache would hold names and photos in memory for as long as the process lives.
  compiler.evictCache(0)
  const [frontPicture, backPicture] = pictures
  if (!frontPicture || !backPicture) throw new Error('a card without two sides')
  return {
    pdf: new Uint8Array(pdf),
    front: new Uint8Array(frontPicture),
    back: new Uint8Array(backPicture),
  }
}

const printDensity = 300
/** ID-1 at 300 dots an inch, as card printers take it. */
const printPixels = { width: 1011, height: 638, fit: 'fill' } as const

let fonts: Promise<readonly Buffer[]> | undefined
const fontsOnce = (): Promise<readonly Buffer[]> => (fonts ??= readFonts())

/** The pages' own font. Letters beyond those of western Europe are in separate files. */
const readFonts = (): Promise<readonly Buffer[]> =>
  Promise.all(
    [400, 600, 700].flatMap((weight) =>
      ['latin', 'latin-ext'].map(async (letters) => {
        const name = `source-sans-3-${letters}-${String(weight)}-normal.woff`
        const font = unpackWoff(await readFile(new URL(`files/${name}`, fontFolder)))
        // Typst uses one file per family: the letters of Sámi and others need a separate family.
        return letters === 'latin' ? font : renamed(font, 'Source Sans 3', 'Source Sans E')
      }),
    ),
  )

const fontFolder = new URL('./', import.meta.resolve('@fontsource/source-sans-3/package.json'))

/** The font under another family name of the same length, as in its name table (UTF-16). */
function renamed(font: Buffer, from: string, to: string): Buffer {
  const [old, name] = [from, to].map((text) => Buffer.from(text, 'utf16le').swap16())
  if (!old || !name) throw new Error('font family names differ in length')
  for (let at = font.indexOf(old); at >= 0; at = font.indexOf(old, at)) name.copy(font, at)
  return font
}

/**
 * The font in a WOFF file (W3C, WOFF 1.0 § 4 and 5): the same tables, each compressed. Typst cannot read
 * WOFF.
 */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF file')
  const count = woff.readUInt16BE(12)
  const header = Buffer.alloc(12 + 16 * count)
  woff.copy(header, 0, 4, 8)
  header.writeUInt16BE(count, 4)
  const power = Math.floor(Math.log2(count))
  header.writeUInt16BE(16 * 2 ** power, 6)
  header.writeUInt16BE(power, 8)
  header.writeUInt16BE(16 * count - 16 * 2 ** power, 10)
  const tables: Buffer[] = [header]
  let offset = header.length
  for (let index = 0; index < count; index += 1) {
    const entry = 44 + 20 * index
    const [from, packed, length] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at))
    if (from === undefined || packed === undefined || length === undefined)
      throw new Error('a table in the WOFF file has no offset')
    const piece = woff.subarray(from, from + packed)
    const table = packed === length ? piece : inflateSync(piece)
    const record = 12 + 16 * index
    woff.copy(header, record, entry, entry + 4)
    woff.copy(header, record + 4, entry + 16, entry + 20)
    header.writeUInt32BE(offset, record + 8)
    header.writeUInt32BE(length, record + 12)
    const padded = Buffer.alloc(Math.ceil(length / 4) * 4)
    table.copy(padded)
    tables.push(padded)
    offset += padded.length
  }
  return Buffer.concat(tables)
}
