import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sayAloud } from './script-texts.ts'
import { whatToSay } from './what-to-say.ts'

const call = {
  outcome: 'cancelled',
  caller: 'holder',
  happened: 'lost',
  followUp: 'none',
} as const

/** Everything that is read to a holder whose card was cancelled. */
const said = (language: 'fi' | 'sv' | 'en', isBoundToEmployer = false): string =>
  whatToSay(call, { isBoundToEmployer })
    .map((one) => sayAloud(one, language, '1234 5678'))
    .join(' ')

describe('a holder whose card was cancelled on the telephone', () => {
  it('learns of the new card in the service, of the registration point and of a spare card', () => {
    assert.match(said('fi'), /Suomi\.fi-tunnistuksella.* rekisteröintipisteessä\..* varakortin/)
    assert.match(said('sv'), /Suomi\.fi-identifikation.* registreringsställe\..* tillfälligt kort/)
    assert.match(said('en'), /Suomi\.fi e-Identification.* registration point\..* spare card/)
  })

  it('learns that the employer orders the new card, and of a spare card', () => {
    assert.match(said('fi', true), /työnantajan rekisteröijä\..* varakortin/)
    assert.match(said('sv', true), /arbetsgivarens registrerare\..* tillfälligt kort/)
    assert.match(said('en', true), /employer’s registrar.* spare card/)
    for (const language of ['fi', 'sv', 'en'] as const)
      assert.doesNotMatch(said(language, true), /Suomi\.fi/)
  })

  it('learns of no new card when somebody else calls', () => {
    const saidToFinder = whatToSay({ ...call, caller: 'finder' }, { isBoundToEmployer: false })
    assert.deepEqual(saidToFinder, ['cancelled', 'reference', 'finder'])
  })
})
