import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { judgeIdentification, type Identification } from './identification.ts'

const today = localDate('2026-11-24')
const document = (changes: Partial<Identification> = {}): Identification => ({
  documentType: 'passport',
  documentNumber: 'AB1234567',
  issuingCountry: 'FI',
  expires: localDate('2030-01-01'),
  ...changes,
})

describe('a document that identifies a person (R10)', () => {
  it('is accepted on its last day, and refused on the next', () => {
    assert.ok(judgeIdentification(document({ expires: today }), today).ok)
    const expires = localDate('2026-11-23')
    assert.deepEqual(judgeIdentification(document({ expires }), today), {
      ok: false,
      refusal: { kind: 'document-expired', expires },
    })
  })

  it('is a passport of any state', () => {
    for (const issuingCountry of ['FI', 'US', 'IN', 'GB', 'XK'])
      assert.ok(judgeIdentification(document({ issuingCountry }), today).ok, issuingCountry)
  })

  it('is an identity card of an EEA state, Switzerland or San Marino, and of no other', () => {
    const card = (issuingCountry: string) =>
      judgeIdentification(document({ documentType: 'identity-card', issuingCountry }), today)
    for (const country of ['FI', 'SE', 'EE', 'GR', 'IS', 'LI', 'NO', 'CH', 'SM'])
      assert.ok(card(country).ok, country)
    for (const country of ['GB', 'US', 'RU', 'TR', 'VA', 'MC', 'AD'])
      assert.deepEqual(
        card(country),
        { ok: false, refusal: { kind: 'document-country-not-accepted' } },
        country,
      )
  })

  it('is told first that it is of the wrong kind, for waiting would not help', () => {
    const foreign = document({
      documentType: 'identity-card',
      issuingCountry: 'US',
      expires: localDate('2020-01-01'),
    })
    assert.deepEqual(judgeIdentification(foreign, today), {
      ok: false,
      refusal: { kind: 'document-country-not-accepted' },
    })
  })
})
