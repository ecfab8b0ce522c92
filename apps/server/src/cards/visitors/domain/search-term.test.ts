import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseSearchTerm } from './search-term.ts'

describe('a search term at the desk', () => {
  it('is a card when it has seventeen digits, with any spacing', () => {
    for (const typed of ['12345123451234529', ' 12345 12345 1234529 '])
      assert.deepEqual(parseSearchTerm(typed), {
        by: 'card-number',
        cardNumber: '12345123451234529',
      })
  })

  it('is an order when it has the form of an order id', () => {
    assert.deepEqual(parseSearchTerm(' 7A0C2E52-8F3F-4F0E-9A53-1C2D3E4F5A01'), {
      by: 'order',
      orderId: '7a0c2e52-8f3f-4f0e-9a53-1c2d3e4f5a01',
    })
  })

  it('is a name otherwise', () => {
    for (const name of ['Esimerkki Aino', '1234', '7a0c2e52'])
      assert.deepEqual(parseSearchTerm(` ${name} `), { by: 'name', name })
  })
})
