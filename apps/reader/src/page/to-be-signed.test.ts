// cspell:disable: a statement in three languages
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { toBeSigned } from './to-be-signed.ts'

const statement = `Tilaus / Beställning / Order: 7a0c2e52-8f3f-4f0e-9a53-1c2d3e4f5a01
Tuote / Produkt / Product: ammattikortti / yrkeskort / professional card
Etunimet / Förnamn / Given names: Aino <b>
Sukunimi / Efternamn / Surname: Esimerkki
Voimassa / Giltigt till / Valid to: 2031-11-23
Laadittu / Upprättad / Drafted: 2026-11-24T12:00:00.000Z
`
const shown = (text: string | undefined, language: 'fi' | 'sv' | 'en') =>
  toBeSigned(
    { digestAlgorithm: 'SHA384', digest: 'ab', ...(text !== undefined && { text }) },
    language,
  ).markup

it('a statement of the service is summed up in the language of the page, with its exact text folded below', () => {
  const [summary = '', folded = ''] = shown(statement, 'en').split('<details')
  assert.match(
    summary,
    /Check your answers[^]*Name on the card<\/dt>\s*<dd>Aino &#60;b&#62; Esimerkki</,
  )
  assert.match(summary, /Card valid until<\/dt>\s*<dd>23 Nov 2031</)
  assert.ok(!summary.includes('7a0c2e52'))
  assert.match(folded, /<summary>Show the exact text that is signed<\/summary>/)
  assert.ok(folded.includes(statement.replace('<b>', '&#60;b&#62;')))
  assert.ok(!/<details[^>]*\bopen/.test(shown(statement, 'en')))
})

it('any other text is shown to the letter, and nothing is folded', () => {
  const markup = shown('Lääkitys tarkistettu.\n', 'fi')
  assert.match(markup, /<h3>Allekirjoitettava teksti<\/h3>\s*<pre[^>]*>Lääkitys tarkistettu\.\n</)
  assert.doesNotMatch(markup, /<details/)
})

it('an order of a form that is not known is shown to the letter, unfolded', () => {
  for (const unknown of [
    `${statement}Tuote / Produkt / Product: henkilöstökortti / personalkort / staff card\n`,
    statement.replace('Tuote / Produkt / Product', 'Laji / Slag / Kind'),
    statement.trimEnd(),
  ]) {
    const markup = shown(unknown, 'en')
    assert.doesNotMatch(markup, /<details|Check your answers/)
    assert.ok(
      /<pre[^>]*>([^]*)<\/pre>/.exec(markup)?.[1]?.includes('Etunimet / Förnamn / Given names'),
    )
  }
})

it('what is no text is not shown, and says so', () => {
  assert.match(shown(undefined, 'sv'), /class="warn"[^]*<code>ab<\/code>/)
})

it('a statement with days that are none is shown as it is written', () => {
  for (const none of ['2031-99-99', '2031-02-30'])
    assert.match(shown(statement.replace('2031-11-23', none), 'fi'), new RegExp(`<dd>${none}<`))
})
