import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { accountName, clean, cut, inCapitals, organisationName } from './subject-text.ts'

describe('the spelling of a subject', () => {
  it('has composed letters, single spaces, and capitals in names (S2)', () => {
    assert.equal(clean(' Áile \t\n Ánne '.normalize('NFD')), 'Áile Ánne')
    assert.equal(inCapitals(' Njeŋŋe  Sjöberg'), 'NJEŊŊE SJÖBERG')
  })

  it('cuts the name of an organisation to 64 characters, without a space at its end (RFC 5280, appendix A.1)', () => {
    assert.equal(cut('𝒜bc', 2), '𝒜b')
    assert.equal(organisationName(`${'ä'.repeat(64)}b`), 'ä'.repeat(64))
    assert.equal(organisationName(`${'ä'.repeat(63)} b`), 'ä'.repeat(63))
    assert.equal(organisationName(' Sairaala  Oy '), 'Sairaala Oy')
  })

  it('makes an account of the number and the CA’s domain, where it has one (R302)', () => {
    assert.equal(
      accountName('00098705718', { accountDomain: 'example.fi' }),
      '00098705718@example.fi',
    )
    assert.equal(accountName('00098705718', {}), undefined)
  })
})
