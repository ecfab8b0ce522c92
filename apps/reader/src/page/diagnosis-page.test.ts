import assert from 'node:assert/strict'
import { it } from 'node:test'
import { diagnosisPage } from './diagnosis-page.ts'

it('the diagnosis page first shows what keeps the card from working, as its heading promises', () => {
  const page = diagnosisPage('en', [
    { about: 'service', assessment: 'warn', says: 'service-silent' },
    { about: 'reader', assessment: 'good', says: 'reader-found' },
    { about: 'card', assessment: 'bad', says: 'card-missing' },
    { about: 'browser', assessment: 'warn', says: 'browser-strange' },
  ])
  const said = [...page.markup.matchAll(/data-says="([^"]+)"/g)].map(([, says]) => says)
  assert.deepEqual(said, ['card-missing', 'service-silent', 'browser-strange', 'reader-found'])
})
