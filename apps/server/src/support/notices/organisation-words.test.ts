import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { organisationWordsOf } from './organisation-words.ts'

const service = { publicUrl: 'https://varmenne.example.fi' }

it('the mail about a refused application gives the grounds, and until when rectification may be requested (R257)', () => {
  for (const [language, correction] of [
    ['fi', /tehdä oikaisuvaatimuksen maksutta 30 päivän/],
    ['sv', /begära omprövning avgiftsfritt inom 30 dagar/],
    ['en', /request a review, free of charge, within 30 days/],
  ] as const) {
    for (const kind of ['application-refused', 'registrar-refused'] as const) {
      const { text } = organisationWordsOf(
        kind,
        {
          ...{ language, organisation: 'Esimerkkilän sairaala', name: 'kanta.example.fi' },
          because: 'The names are another’s.',
        },
        service,
      )
      assert.match(text, correction)
      assert.match(text, /The names are another’s\./)
    }
  }
})

it('the mail to a payer of visits names the invoice, its registration point operator and its due date (R265)', () => {
  for (const language of ['fi', 'sv', 'en'] as const)
    for (const kind of ['invoice-created', 'invoice-credited', 'invoice-overdue'] as const) {
      const { subject, text } = organisationWordsOf(
        kind,
        {
          ...{ language, organisation: 'Apteekki', name: 'Pitäjä', number: 100_001 },
          ...{ day: localDate('2026-11-23'), openCents: 41_400 },
        },
        service,
      )
      assert.ok(subject.length > 0 && !/[{}]/.test(subject + text))
      for (const said of ['Apteekki', 'Pitäjä', '100001']) assert.ok(text.includes(said), said)
      assert.equal(/23/.test(text), kind !== 'invoice-credited')
      assert.equal(/414[.,]00/.test(text), kind !== 'invoice-created')
    }
})

it('Finnish mails use the singular form of address, like all pages and other mails', async () => {
  const source = await readFile(new URL('organisation-words.ts', import.meta.url), 'utf8')
  const finnish = [...source.matchAll(/\bfi: '([^']+)'/g)].map(([, said = '']) => said)
  assert.ok(finnish.length > 50)
  const plural =
    // cspell:disable-next-line
    /[a-zåäö]+(?:nne|kaa|(?<!hyl)kää|ätte|atte|itte)(?![a-zåäö])|\bte(?:idän|ille|itä)\b/i
  assert.deepEqual(
    finnish.filter((said) => plural.test(said.replaceAll(/varmenne/gi, ''))),
    [],
  )
})
