import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { wordsOfName } from './name-words.ts'

describe('the words of a name', () => {
  it('are found by whoever heard them and cannot spell them', () => {
    assert.deepEqual(wordsOfName('Åsa-Märta Sjöberg'), ['asa', 'marta', 'sjoberg'])
    assert.deepEqual(wordsOfName('Áile Njeŋŋe Đærru'), ['aile', 'njenne', 'daerru'])
  })

  it('are the same whether letters and marks come together or apart', () => {
    assert.deepEqual(wordsOfName('Hämäläinen'.normalize('NFD')), wordsOfName('HÄMÄLÄINEN'))
  })

  it('are there once each, and none in what has no letters', () => {
    assert.deepEqual(wordsOfName("O'Brien-Obrien o"), ['o', 'brien', 'obrien'])
    assert.deepEqual(wordsOfName(' - '), [])
  })
})
