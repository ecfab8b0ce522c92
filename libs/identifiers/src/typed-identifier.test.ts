import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readTypedIdentifier } from './typed-identifier.ts'

describe('the kind of what was typed into a search field', () => {
  it('is recognised by its format', () => {
    assert.deepEqual(readTypedIdentifier(' 131052-308t ', false), {
      by: 'identity-code',
      identityCode: '131052-308t',
    })
    assert.deepEqual(readTypedIdentifier('1234 5678 9012 3456 7', false), {
      by: 'card-number',
      cardNumber: '12345678901234567',
    })
    assert.deepEqual(readTypedIdentifier('0A:1b:2c:3d:4e:5f:60:71', false), {
      by: 'serial',
      serial: '0a1b2c3d4e5f6071',
    })
    assert.deepEqual(readTypedIdentifier('Esimerkki Aino', false), {
      by: 'name',
      name: 'Esimerkki Aino',
    })
  })

  it('is a name with two letters, or with any where there is a birth date', () => {
    for (const typed of ['', 'v', '12', 'v a']) {
      assert.deepEqual(readTypedIdentifier(typed, false), { by: 'nothing' })
      assert.deepEqual(readTypedIdentifier(typed, true), { by: 'name', name: typed })
    }
  })
})
