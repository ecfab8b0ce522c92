import assert from 'node:assert/strict'
import { it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { extractText, getDocumentProxy } from 'unpdf'
import { statementPdf } from '../../apps/server/src/pki/repository/cps-pdf.ts'
import { startTestCa } from '@sotevarmenne/tests/ca/test-ca'

it('the practice statement as PDF has a title, a language, and the text of the page', async (t) => {
  const ca = await startTestCa({ clock: { now: () => instant(Date.now()) } })
  t.after(() => ca.close())
  const { issuers } = ca
  const pdf = await getDocumentProxy((await statementPdf(issuers.all)()).body)
  const { info } = await pdf.getMetadata()
  assert.deepEqual(
    ['Title', 'Language'].map((name) => (info as Record<string, unknown>)[name]),
    ['Certificate policy and practice statement', 'en'],
  )
  const { text } = await extractText(pdf, { mergePages: true })
  const said = text.replace(/\s+/g, ' ')
  for (const words of [
    ...['Tiivistelmä', '1.3 PKI participants', '9.14 Governing law', 'The law of Finland.'],
    ...issuers.all.flatMap(({ policy }) => policy?.oid ?? []),
    ...['Relying parties: people and organisations that let somebody in', 'Valid at most'],
  ])
    assert.ok(said.includes(words), words)
})
