import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { asShown } from './as-shown.ts'
import { address, letterAddress } from './values.ts'

const at = (postalCode: string, postOffice: string, country?: string) => ({
  ...{ street: 'Rådhusgatan 1', postalCode, postOffice },
  ...(country !== undefined && { country }),
})

describe('the address of a letter', () => {
  it('is taken in Oslo, Stockholm and London with the postal code that is written there', () => {
    for (const [postalCode, postOffice, country] of [
      ['0150', 'Oslo', 'NO'],
      ['111 22', 'Stockholm', 'SE'],
      ['SW1A 1AA', 'London', 'GB'],
    ] as const)
      assert.deepEqual(
        letterAddress.parse(at(postalCode, postOffice, country)),
        at(postalCode, postOffice, country),
      )
    assert.equal(letterAddress.parse(at(' sw1a  1aa', 'London', 'GB')).postalCode, 'SW1A 1AA')
  })

  it('needs five digits in Finland, which is the country where none is named', () => {
    assert.equal(letterAddress.parse(at('00530', 'Helsinki')).country, 'FI')
    for (const code of ['0150', '111 22', 'SW1A 1AA', ''])
      for (const schema of [address, letterAddress]) {
        const [issue] = schema.safeParse(at(code, 'Helsinki')).error?.issues ?? []
        assert.deepEqual(issue?.path, ['postalCode'], code)
      }
  })

  it('may name an organisation and somebody in whose care it is, each in one plain line', () => {
    const named = {
      organisation: 'Esimerkkilän sairaala',
      careOf: 'Osasto 3',
      ...at('00530', 'Espoo', 'FI'),
    }
    assert.deepEqual(letterAddress.parse(named), named)
    assert.ok(!letterAddress.safeParse({ ...named, careOf: '\u202Eeno' }).success)
    assert.ok(!letterAddress.safeParse({ ...named, organisation: '' }).success)
  })

  it('is shown as a register has it, also with a postal code that nobody may type', () => {
    const odd = at('FI-00530', 'Helsinki', 'FI')
    assert.deepEqual(asShown(letterAddress).parse(odd), odd)
  })
})
