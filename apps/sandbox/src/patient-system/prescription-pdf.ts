import { bytesOf } from '@sotevarmenne/signatures/pdf/write'
import { concatenate } from '@sotevarmenne/x509/der'

const linesOnPage = 48
const widestLine = 84

/** A text as a PDF of plain pages, as a patient system would print a prescription. */
export function pdfOfText(title: string, text: string): Uint8Array {
  const lines = [title, '', ...text.split(/\r?\n/).flatMap(wrapped)]
  const pages: string[][] = []
  for (let from = 0; from < lines.length; from += linesOnPage)
    pages.push(lines.slice(from, from + linesOnPage))

  // 1 the catalogue, 2 the page tree, 3 the font, then each page and its content.
  const numbers = pages.map((_, index) => 4 + 2 * index)
  const kids = numbers.map((number) => `${String(number)} 0 R`).join(' ')
  return assembled([
    '<</Type/Catalog/Pages 2 0 R/Lang(fi)>>',
    `<</Type/Pages/Kids[${kids}]/Count ${String(pages.length)}>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    ...pages.flatMap((page, index) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents ${String((numbers[index] ?? 0) + 1)} 0 R>>`,
      streamOf(
        `BT /F1 11 Tf 56 780 Td 15 TL ${page.map((line) => `(${escaped(line)}) Tj T*`).join(' ')} ET`,
      ),
    ]),
  ])
}

function wrapped(line: string): readonly string[] {
  const words = line.split(' ')
  const lines: string[] = []
  let current = ''
  for (const word of words.flatMap(pieces)) {
    if (current !== '' && current.length + 1 + word.length > widestLine) {
      lines.push(current)
      current = word
    } else current = current === '' ? word : `${current} ${word}`
  }
  return [...lines, current]
}

const pieces = (word: string): readonly string[] =>
  word.length <= widestLine
    ? [word]
    : (word.match(new RegExp(`.{1,${String(widestLine)}}`, 'gu')) ?? [])

/** The font covers Latin-1; any other character is shown as missing. */
const escaped = (line: string): string =>
  line.replaceAll(/[^\x20-\x7e\xa0-\xff]/gu, '?').replaceAll(/[\\()]/g, String.raw`\$&`)

const streamOf = (content: string): string =>
  `<</Length ${String(content.length)}>>\nstream\n${content}\nendstream`

function assembled(objects: readonly string[]): Uint8Array {
  const parts = ['%PDF-1.7\n']
  let at = parts[0]?.length ?? 0
  const rows = objects.map((object, index) => {
    const row = `${String(at).padStart(10, '0')} 00000 n \n`
    const written = `${String(index + 1)} 0 obj\n${object}\nendobj\n`
    parts.push(written)
    at += written.length
    return row
  })
  const size = String(objects.length + 1)
  parts.push(
    `xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${String(at)}\n%%EOF\n`,
  )
  return concatenate(...parts.map(bytesOf))
}
