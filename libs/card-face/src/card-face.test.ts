import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { backOf, cardSize, frontOf, type CardFace } from './card-face.ts'
import { printed, testCardNames } from './card-texts.ts'
import { widthOf } from './fit-text.ts'

const face: CardFace = {
  surname: 'von Hertzen-Ålander-Mäkinen-Virtanen-Korhonen',
  givenNames: 'Maria Margareta Johanna Kristina Åsa',
  title: {
    fi: 'Laillistettu sosiaalityöntekijä, erikoistunut lastensuojeluun ja perhetyöhön',
    sv: 'Legitimerad socialarbetare, specialiserad på barnskydd och familjearbete',
    en: 'Licensed social worker, specialised in child protection and family work',
  },
  language: 'sv',
  product: 'professional-card',
  subjectNumber: '00098705718',
  validTo: '2031-11-23',
  hasPhoto: true,
  cardNumber: '12345123451234512',
}

describe('the printed card', () => {
  it('shows all its data, with no text outside its area or across the photo', () => {
    const { texts, photo } = frontOf(face)
    assert.ok(photo)
    for (const { text, x, size, anchor } of texts.filter(({ y }) => y > 300 && y < 470)) {
      assert.equal(anchor, 'start')
      assert.ok(x + widthOf(text) * size <= photo.x, text)
    }
    const words = texts.map(({ text }) => text).join(' ')
    for (const said of [face.subjectNumber, '23.11.2031', printed.sv.validTo])
      assert.ok(words.includes(said), said)
    assert.ok(frontOf({ ...face, hasPhoto: false }).photo === undefined)
  })

  it('of a test card says that it is a test first, then of which card, in all three languages, and nothing else', () => {
    for (const product of ['organisation-card', 'citizen-card', 'professional-card'] as const) {
      const { title, ...untitled } = face
      const isTitled = product === 'professional-card'
      const { texts } = frontOf({ ...untitled, ...(isTitled && { title }), product, isTest: true })
      const [name, below] = texts
      const { fi, sv, en } = testCardNames
      assert.ok(name && below)
      assert.ok(name.text.startsWith(`${fi}: `), name.text)
      assert.ok(below.text.startsWith(`${sv}: `), below.text)
      assert.match(below.text, new RegExp(`· ${en}: [a-z]+ card$`))
      for (const one of [name, below])
        assert.ok(one.x + widthOf(one.text) * one.size <= 700, one.text)
      assert.ok(texts.every(({ text }) => text !== ''))
    }
  })

  it('says TEST on both sides, except in a production service, where only a test card does', () => {
    const marked = (one: Partial<CardFace>) =>
      [frontOf, backOf].map((side) =>
        side({ ...face, ...one }).texts.some(({ text }) => text === 'TEST'),
      )
    assert.deepEqual(marked({}), [true, true])
    assert.deepEqual(marked({ isProductionService: false }), [true, true])
    assert.deepEqual(marked({ isProductionService: true }), [false, false])
    assert.deepEqual(marked({ isProductionService: true, isTest: true }), [true, true])
    const sign = /<rect x="700"/
    assert.match(frontOf(face).art, sign)
    assert.doesNotMatch(frontOf({ ...face, isProductionService: true }).art, sign)
  })

  it('shows its number on the back, or that the number follows if there is none yet', () => {
    const wordsOf = (one: CardFace) => backOf(one).texts.map(({ text }) => text)
    assert.ok(wordsOf(face).includes('12345123451234512'))
    assert.ok(wordsOf({ ...face, cardNumber: undefined }).includes(printed.sv.numberComes))
    for (const { y } of backOf(face).texts) assert.ok(y < cardSize.height)
  })

  /* cspell:disable */
  it('says on its back whom to call and where to post a found card, and no text leaves the card or meets another', () => {
    for (const returnAddress of [
      'TEST Varmennepalvelu, Esimerkkikatu 1, 00100 Helsinki',
      'Sosiaali- ja terveydenhuollon varmennepalveluiden palautukset, Lintulahdenkuja 2 B, PL 123, 00531 Helsinki',
    ]) {
      const { texts } = backOf({ ...face, contacts: { hotline: '0800 162 622', returnAddress } })
      const said = texts.map(({ text }) => text).join(' ')
      for (const one of ['0800 162 622', ...returnAddress.split(' ')])
        assert.ok(said.includes(one), one)
      for (const language of ['Sulkupalvelu', 'Spärrtjänst', 'Revocation service'])
        assert.ok(said.includes(language))
      for (const { text, x, y, size, anchor } of texts) {
        assert.ok(anchor === 'end' || x + widthOf(text) * size <= cardSize.width - 30, text)
        assert.ok(y <= cardSize.height - 12, text)
      }
      const lines = texts.filter(({ anchor }) => anchor === 'start')
      for (const [at, { text, y, size }] of lines.entries())
        if (at > 0) assert.ok(y - size >= (lines[at - 1]?.y ?? 0) - 3, text)
    }
    // Without contacts nothing stands in their place.
    assert.doesNotMatch(
      backOf(face)
        .texts.map(({ text }) => text)
        .join(' '),
      /24 h|Palautus/,
    )
  })
  /* cspell:enable */
})
