import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { backOf, cardSize, frontOf, type CardFace } from './card-face.ts'
import { printed } from './card-texts.ts'
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
  it('has everything on it, and no text beside it or in the photo', () => {
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

  it('says its number on the back, and that it comes where there is none yet', () => {
    const wordsOf = (one: CardFace) => backOf(one).texts.map(({ text }) => text)
    assert.ok(wordsOf(face).includes('12345123451234512'))
    assert.ok(wordsOf({ ...face, cardNumber: undefined }).includes(printed.sv.numberComes))
    for (const { y } of backOf(face).texts) assert.ok(y < cardSize.height)
  })
})
