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
    for (const said of [face.subjectNumber, '23\u00a0nov.\u00a02031', printed.sv.validTo])
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

  it('shows its number on the back, or that the number follows if there is none yet', () => {
    const wordsOf = (one: CardFace) => backOf(one).texts.map(({ text }) => text)
    assert.ok(wordsOf(face).includes('12345123451234512'))
    assert.ok(wordsOf({ ...face, cardNumber: undefined }).includes(printed.sv.numberComes))
    for (const { y } of backOf(face).texts) assert.ok(y < cardSize.height)
  })
})
