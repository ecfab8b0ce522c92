import assert from 'node:assert/strict'
import { it } from 'node:test'
import { exampleServiceContacts } from '#platform/service-contacts.ts'
import { renderLetter } from './letter-typst.ts'

const letter = {
  product: 'professional-card' as const,
  letterNumber: '0123456789',
  activationCode: '48201735',
  lastDigits: '234512',
  addressLines: ['Áilu #image("/etc/passwd") $x$', 'Čáhcegeaidnu 5', '99800 IVALO'],
  date: '2026-11-30',
  service: { publicUrl: 'https://varmenne.example.fi', contacts: exampleServiceContacts },
}

for (const language of ['fi', 'sv', 'en'] as const)
  it(`the letter in ${language} is a tagged PDF, byte for byte the same each time`, async () => {
    const pdf = Buffer.from(await renderLetter({ ...letter, language }))
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
    assert.ok(pdf.includes('/StructTreeRoot') && pdf.includes('pdfuaid:part'))
    assert.ok(pdf.equals(await renderLetter({ ...letter, language })))
  })

it('the letter is produced whatever characters a name contains', async () => {
  const addressLines = ['Ming 明 \u0000 \u{1f600}', 'Katu 1', '00100 HELSINKI']
  assert.ok((await renderLetter({ ...letter, addressLines, language: 'fi' })).length > 0)
})
