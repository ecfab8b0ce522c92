import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { contactParts, exampleContacts, readContacts, warnWithoutContacts } from './contacts.ts'

describe('the operator’s contact details', () => {
  const query = new URLSearchParams()

  it('are read from JSON, and a file with a wrong or unknown member is refused', () => {
    assert.deepEqual(readContacts(JSON.stringify(exampleContacts)), exampleContacts)
    for (const wrong of [
      { ...exampleContacts, hotline: 'call' },
      { ...exampleContacts, postalCode: '100' },
      { ...exampleContacts, fax: '000 123' },
      { ...exampleContacts, town: undefined },
      { ...exampleContacts, registrarTraining: 'javascript:alert(1)' },
    ])
      assert.throws(() => readContacts(JSON.stringify(wrong)))
  })

  it('can be copied from the handbook', async () => {
    const handbook = new URL('../../../../docs/operations/README.md', import.meta.url)
    const [, json] =
      /```json\n([^`]*"hotline"[^`]*)```/.exec(await readFile(handbook, 'utf8')) ?? []
    assert.equal(readContacts(json ?? '').hotline, '0800 000 000')
  })

  it('stand on pages in three languages; without them the pages say so, and name no address for found cards', async () => {
    for (const language of ['fi', 'sv', 'en'] as const) {
      const markupOf = async (name: string, of: Parameters<typeof contactParts>[0]) =>
        (await contactParts(of)[name]?.({ language, query }))?.markup
      assert.match((await markupOf('hotline', exampleContacts)) ?? '', /tel:000123456/)
      assert.match((await markupOf('found-card', exampleContacts)) ?? '', /Esimerkkikatu 1, 00100/)
      assert.doesNotMatch((await markupOf('hotline', undefined)) ?? '', /tel:/)
      const training = (of: Parameters<typeof contactParts>[0]) =>
        markupOf('registrar-training', of)
      assert.match(
        (await training(exampleContacts)) ?? '',
        /"https:\/\/koulutus\.varmenne\.example\/"/,
      )
      const { registrarTraining: _, ...without } = exampleContacts
      for (const contacts of [without, undefined])
        assert.match((await training(contacts)) ?? '', /contact-form\?topic=registrar-training/)
      assert.equal(await markupOf('found-card', undefined), '')
    }
  })

  it('are missed in the log of a process that prints them', () => {
    const warnings: string[] = []
    warnWithoutContacts(undefined, { warn: (text: string) => warnings.push(text) })
    warnWithoutContacts(exampleContacts, { warn: () => assert.fail() })
    assert.match(String(warnings), /SOTEVARMENNE_CONTACTS_FILE/)
  })
})
