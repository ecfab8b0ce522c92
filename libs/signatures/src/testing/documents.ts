import { concatenate } from '@sotevarmenne/x509/der'
import { bytesOf } from '../pdf/write.ts'

/** For tests: documents as other software writes them. */

/** A page with text, with a plain cross-reference table. */
export function plainPdf(words = 'Test'): Uint8Array {
  return assembled([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>',
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    streamOf(`BT /F1 24 Tf 72 720 Td (${words}) Tj ET`),
  ])
}

/** The objects, numbered from 1 (the first is the catalogue), as a file with a plain table. */
export function assembled(objects: readonly string[]): Uint8Array {
  const parts = [bytesOf('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n')]
  const places: number[] = []
  let at = parts[0]?.length ?? 0
  for (const [index, object] of objects.entries()) {
    const bytes = bytesOf(`${String(index + 1)} 0 obj\n${object}\nendobj\n`)
    places.push(at)
    parts.push(bytes)
    at += bytes.length
  }
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`)
  const size = String(objects.length + 1)
  parts.push(
    bytesOf(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${String(at)}\n%%EOF\n`,
    ),
  )
  return concatenate(...parts)
}

/** The same page, its objects packed in an object stream, with a table in a stream. */
export async function packedPdf(words = 'Test'): Promise<Uint8Array> {
  const packed = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>',
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ]
  let offset = 0
  const index = packed.map((object, place) => {
    const entry = `${String(place + 1)} ${String(offset)}`
    offset += object.length + 1
    return entry
  })
  const head = `${index.join(' ')} `
  const head1 = bytesOf('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n')
  const content = bytesOf(
    `5 0 obj\n${streamOf(`BT /F1 24 Tf 72 720 Td (${words}) Tj ET`)}\nendobj\n`,
  )
  const container = concatenate(
    ...(await flateStream(
      `6 0 obj\n<</Type/ObjStm/N 4/First ${String(head.length)}`,
      bytesOf(head + packed.join(' ')),
    )),
    bytesOf('\nendobj\n'),
  )
  const [fifth, sixth] = [head1.length, head1.length + content.length]
  const seventh = sixth + container.length
  // With PNG's “up” filter before each row, as nearly all writers use it.
  const rows = [
    [0, 0, 255],
    ...packed.map((_, place) => [2, 6, place]),
    [1, fifth, 0],
    [1, sixth, 0],
    [1, seventh, 0],
  ].map(([kind = 0, second = 0, third = 0]) => [kind, second >> 8, second & 0xff, third])
  const predicted = rows.flatMap((row, at) => [
    2,
    ...row.map((byte, column) => (byte - (rows[at - 1]?.[column] ?? 0)) & 0xff),
  ])
  const table = await flateStream(
    '7 0 obj\n<</Type/XRef/Size 8/Root 1 0 R/W[1 2 1]/DecodeParms<</Predictor 12/Columns 4>>',
    Uint8Array.from(predicted),
  )
  return concatenate(
    head1,
    content,
    container,
    ...table,
    bytesOf(`\nendobj\nstartxref\n${String(seventh)}\n%%EOF\n`),
  )
}

const streamOf = (content: string): string =>
  `<</Length ${String(content.length)}>>\nstream\n${content}\nendstream`

async function flateStream(head: string, content: Uint8Array): Promise<readonly Uint8Array[]> {
  const packed = new Blob([content.slice()]).stream().pipeThrough(new CompressionStream('deflate'))
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer())
  return [
    bytesOf(`${head}/Filter/FlateDecode/Length ${String(bytes.length)}>>\nstream\n`),
    bytes,
    bytesOf('\nendstream'),
  ]
}
