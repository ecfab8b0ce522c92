// cspell:ignore Meißner meissner
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { wordsOfName } from './name-words.ts'

describe('the words of a name', () => {
  it('are found by a person who heard the name and cannot spell it', () => {
    assert.deepEqual(wordsOfName('Åsa-Märta Sjöberg'), ['asa', 'marta', 'sjoberg'])
    assert.deepEqual(wordsOfName('Bøe Æro Łapa Meißner Ŧeo Ʒa'), [
      ...['boe', 'aero', 'lapa', 'meissner', 'teo', 'za'],
    ])
    assert.deepEqual(wordsOfName('Áile Njeŋŋe Đærru'), ['aile', 'njenne', 'daerru'])
  })

  it('are the same for composed and decomposed characters', () => {
    assert.deepEqual(wordsOfName('Hämäläinen'.normalize('NFD')), wordsOfName('HÄMÄLÄINEN'))
  })

  it('occur once each, and a text without letters has none', () => {
    assert.deepEqual(wordsOfName("O'Brien-Obrien o"), ['o', 'brien', 'obrien'])
    assert.deepEqual(wordsOfName(' - '), [])
  })
})
