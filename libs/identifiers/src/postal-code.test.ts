import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hasFinnishPostalCodes, isPostalCode } from './postal-code.ts'
import { postalCountries } from './postal-countries.ts'

describe('a postal code', () => {
  it('has five digits in Finland and Åland', () => {
    assert.ok(isPostalCode('00530', 'FI'))
    assert.ok(isPostalCode('22100', 'AX'))
    for (const wrong of ['0150', '111 22', 'SW1A 1AA', '005300', '0053O', ''])
      for (const country of ['FI', 'AX']) assert.ok(!isPostalCode(wrong, country), wrong)
  })

  it('is what the other country’s post uses, or absent where it has none', () => {
    for (const [code, country] of [
      ['0150', 'NO'],
      ['111 22', 'SE'],
      ['SW1A 1AA', 'GB'],
      ['1012 AB', 'NL'],
      ['LV-1050', 'LV'],
      ['10117', 'EE'],
      ['12345-6789', 'US'],
      ['', 'HK'],
    ] as const)
      assert.ok(isPostalCode(code, country), code)
    for (const country of postalCountries)
      assert.equal(isPostalCode('', country), !hasFinnishPostalCodes(country))
    for (const wrong of ['-0150', '0150-', 'Öster 1', '12345678901', '01\n50'])
      assert.ok(!isPostalCode(wrong, 'NO'), wrong)
  })
})

it('letters go to islands that issue no passports too, and to each country once', () => {
  for (const country of ['AX', 'FO', 'GL', 'FI', 'SE', 'HK', 'PR'])
    assert.ok(postalCountries.includes(country))
  assert.equal(new Set(postalCountries).size, postalCountries.length)
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
  assert.deepEqual(
    postalCountries.filter((country) => names.of(country) === undefined),
    [],
  )
})
