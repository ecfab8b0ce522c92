import assert from 'node:assert/strict'
import { it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { extractText, getDocumentProxy } from 'unpdf'
import { statementPdf } from '../../apps/server/src/pki/repository/cps-pdf.ts'
import { startTestAuthority } from '../support/authority.ts'

it('the practice statement as PDF has a title, a language, and the words of the page', async (t) => {
  const authority = await startTestAuthority({ clock: { now: () => instant(Date.now()) } })
  t.after(() => authority.close())
  const { issuers } = authority
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
    ...['Relying parties: whoever lets somebody in', 'Valid at most'],
  ])
    assert.ok(said.includes(words), words)
})
