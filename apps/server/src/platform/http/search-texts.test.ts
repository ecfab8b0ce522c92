// cspell:disable – the texts are Finnish
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { searchForm, searchTexts, type SearchedText } from './search-texts.ts'

const page = (changes: Partial<SearchedText>): SearchedText => ({
  address: '/fi/x',
  language: 'fi',
  title: 'Otsikko',
  description: 'Mitä sivulla on',
  text: 'Tekstiä',
  ...changes,
})
const spare = page({
  address: '/fi/spare-cards',
  title: 'Varakortit',
  text: 'Varakortti toistaa oman korttisi tiedot.',
})
const order = page({
  address: '/fi/order',
  title: 'Kortin tilaaminen',
  text: 'Pyydä varakortti pisteestä. Ota passi mukaan.',
})
const english = page({
  address: '/en/spare-cards',
  language: 'en',
  title: 'Spare cards',
  text: 'A spare card',
})
const find = (sought: string, language: 'fi' | 'en' = 'fi') =>
  searchTexts([order, spare, english], { sought, language }).map(({ address }) => address)

describe('the search of the pages', () => {
  it('finds the forms of a word, in upper case and without dots too', () => {
    for (const sought of ['varakortin', 'VARAKORTILLA', 'varakortti'])
      assert.deepEqual(find(sought), ['/fi/spare-cards', '/fi/order'], sought)
    const dotted = page({ address: '/fi/a', text: 'Käyttöönotto' })
    assert.equal(searchTexts([dotted], { sought: 'kayttoonotto', language: 'fi' }).length, 1)
  })

  it('finds a page by what people call its subject, in every form that they type', () => {
    const pins = page({ address: '/fi/pin', text: 'Perustunnusluku on neljä numeroa.' })
    const lost = page({ address: '/fi/lost', title: 'Kadonnut kortti' })
    const found = (sought: string) =>
      searchTexts([order, pins, lost], { sought, language: 'fi' }).map(({ address }) => address)
    for (const sought of ['salasana', 'PUK', 'pin-koodi'])
      assert.deepEqual(found(sought), ['/fi/pin'])
    for (const sought of ['hukassa', 'kateissa', 'varastettu'])
      assert.deepEqual(found(sought), ['/fi/lost'], sought)
    assert.deepEqual(found('hukassa passi'), [])
  })

  it('requires every word, in the requested language', () => {
    assert.deepEqual(find('varakortti passi'), ['/fi/order'])
    assert.deepEqual(find('varakortti helikopteri'), [])
    assert.deepEqual(find('spare', 'en'), ['/en/spare-cards'])
    assert.deepEqual(find('spare', 'fi'), [])
  })

  it('finds nothing for an empty query, or for punctuation only', () => {
    for (const sought of ['', '   ', '<>&', '.*']) assert.deepEqual(find(sought), [], sought)
  })

  it('shows the words around the match, and shows the query as text', () => {
    const [found] = searchTexts([order], { sought: 'passi', language: 'fi' })
    assert.match(found?.excerpt ?? '', /Ota passi mukaan/)
    assert.match(searchForm('"><script>', [], 'fi').markup, /value="&#34;&#62;&#60;script&#62;"/)
  })
})
