// cspell:ignore kauanko
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { forOrganisations } from './for-organisations.ts'

it('the page for organisations has what its description promises: what it costs and how long it takes, in each language', () => {
  const { content } = forOrganisations
  assert.ok(typeof content !== 'function')
  const headings = content.map(({ heading }) => heading)
  for (const [language, promised, heading] of [
    ['fi', 'kauanko se kestää', 'Kauanko se kestää'],
    ['sv', 'hur länge det tar', 'Hur länge det tar'],
    ['en', 'how long it takes', 'How long it takes'],
  ] as const) {
    assert.ok(forOrganisations.description[language].includes(promised), language)
    assert.ok(
      headings.some((each) => each?.[language] === heading),
      language,
    )
  }
})
