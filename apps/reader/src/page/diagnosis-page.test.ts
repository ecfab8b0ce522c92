import assert from 'node:assert/strict'
import { it } from 'node:test'
import { diagnosisPage } from './diagnosis-page.ts'

it('the diagnosis says first what keeps the card from working, as its head tells people to do', () => {
  const page = diagnosisPage('en', [
    { about: 'service', verdict: 'warn', says: 'service-silent' },
    { about: 'reader', verdict: 'good', says: 'reader-found' },
    { about: 'card', verdict: 'bad', says: 'card-missing' },
    { about: 'browser', verdict: 'warn', says: 'browser-strange' },
  ])
  const said = [...page.markup.matchAll(/data-says="([^"]+)"/g)].map(([, says]) => says)
  assert.deepEqual(said, ['card-missing', 'service-silent', 'browser-strange', 'reader-found'])
})
