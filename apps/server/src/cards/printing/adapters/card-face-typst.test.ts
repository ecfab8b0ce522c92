import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { it } from 'node:test'
import { drawnFace } from '@sotevarmenne/tests/card/drawn-face'
import sharp from 'sharp'
import { printedContacts } from '@sotevarmenne/api/service-contacts'
import { exampleServiceContacts } from '#platform/service-contacts.ts'
import type { FacesToPrint } from '../ports.ts'
import { renderFaces } from './card-face-typst.ts'

const face: FacesToPrint = {
  surname: 'Ålander-Žižek',
  givenNames: 'Aino Maria',
  title: { fi: 'Sairaanhoitaja', sv: 'Sjukskötare', en: 'Nurse' },
  language: 'fi',
  product: 'professional-card',
  subjectNumber: '00098705718',
  validTo: '2031-11-23',
  cardNumber: '12345123451234512',
  contacts: printedContacts(exampleServiceContacts),
}

it('a card is printed as it is drawn: two pages of its size, and pictures for printers', async () => {
  const photo = await readFile(drawnFace)
  const { pdf, front, back } = await renderFaces({ ...face, photo: new Uint8Array(photo) })
  const text = Buffer.from(pdf).toString('latin1')
  assert.match(text, /^%PDF-/)
  // ID-1 in points of 1/72 inch.
  assert.match(text, /\/MediaBox\s*\[0 0 242\.6\d* 153\.0\d*\]/)
  assert.match(text, /SourceSans3/)
  // Every letter is in the pages' own font, including those of Sámi and Czech names.
  assert.doesNotMatch(text, /Libertinus|DejaVu|NewCM/)
  for (const picture of [front, back]) {
    const { width, height, format } = await sharp(picture).metadata()
    assert.deepEqual([width, height, format], [1011, 638, 'png'])
  }
  const folder = process.env['PICTURES']
  if (folder === undefined) return
  await writeFile(path.join(folder, 'card-front.png'), front)
  await writeFile(path.join(folder, 'card-back.png'), back)
  await writeFile(path.join(folder, 'card.pdf'), pdf)
})

it('the picture of a card without a photo differs from one with it only by the photo', async () => {
  const without = await renderFaces(face)
  const { data } = await sharp(without.front).raw().toBuffer({ resolveWithObject: true })
  const { dominant } = await sharp(without.front)
    .extract({ left: 750, top: 180, width: 150, height: 200 })
    .stats()
  assert.ok(data.length > 0)
  assert.ok(dominant.r > 200 && dominant.g > 200, 'the place of the photo is light')
})
