import assert from 'node:assert/strict'
import { it } from 'node:test'
import { organisationWordsOf } from './organisation-words.ts'

it('an application that is refused is told with its grounds, and until when a correction may be asked for (R257)', () => {
  for (const [language, correction] of [
    ['fi', /[Oo]ikaisua voi vaatia maksutta 30 päivän/],
    ['sv', /[Oo]mprövning kan begäras avgiftsfritt inom 30 dagar/],
    ['en', /correction may be asked for, free of charge, within 30 days/],
  ] as const) {
    for (const kind of ['application-refused', 'registrar-refused'] as const) {
      const { text } = organisationWordsOf(kind, {
        ...{ language, organisation: 'Esimerkkilän sairaala', name: 'kanta.example.fi' },
        because: 'The names are another’s.',
      })
      assert.match(text, correction)
      assert.match(text, /The names are another’s\./)
    }
  }
})
