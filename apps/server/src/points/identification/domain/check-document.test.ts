import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkDigit } from '@sotevarmenne/identifiers/machine-readable-zone'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { checkIdentityDocument, type KnownOfPresented, type Presented } from './check-document.ts'

const today = localDate('2026-11-24')

type Document = Exclude<Presented, { documentType: 'police-verification' }>

const aPassport: Document = {
  documentType: 'passport',
  documentNumber: 'AB1234567',
  issuingCountry: 'FI',
  expires: localDate('2030-01-01'),
}

const check = (changes: Partial<Document> = {}, known: Partial<KnownOfPresented> = {}) =>
  checkIdentityDocument(
    { ...aPassport, ...changes },
    {
      today,
      bornOn: localDate('1988-03-14'),
      doubts: [],
      verifiedUntil: undefined,
      ...known,
    },
  )

const refused = (refusal: object) => ({ ok: false, refusal })

describe('a document that identifies a person (R10)', () => {
  it('is accepted on its last day, and refused on the next', () => {
    assert.ok(check({ expires: today }).ok)
    const expires = localDate('2026-11-23')
    assert.deepEqual(check({ expires }), refused({ kind: 'document-expired', expires }))
  })

  it('is a passport of any state', () => {
    for (const issuingCountry of ['FI', 'US', 'IN', 'GB', 'XK'])
      assert.ok(check({ issuingCountry }).ok, issuingCountry)
  })

  it('is an identity card of an EEA state, Switzerland or San Marino, and of no other', () => {
    const card = (issuingCountry: string) =>
      check({ documentType: 'identity-card', issuingCountry })
    for (const country of ['FI', 'SE', 'EE', 'GR', 'IS', 'LI', 'NO', 'CH', 'SM'])
      assert.ok(card(country).ok, country)
    for (const country of ['GB', 'US', 'RU', 'TR', 'VA', 'MC', 'AD'])
      assert.deepEqual(card(country), refused({ kind: 'document-country-not-accepted' }), country)
  })

  it('has a number of its kind: of a Finnish passport two letters and seven digits', () => {
    const numbered = (documentNumber: string, changes: Partial<Document> = {}) => {
      const checked = check({ documentNumber, ...changes })
      return checked.ok ? 'accepted' : checked.refusal.kind
    }
    assert.equal(numbered('PA1234567'), 'accepted')
    for (const wrong of ['1234567', 'PA123456', 'P12345678', 'PA12345678', 'PA123456A', '😀😀😀😀'])
      assert.equal(numbered(wrong), 'document-number-wrong', wrong)
    const swedish = { issuingCountry: 'SE' }
    assert.equal(numbered('12345678', swedish), 'accepted')
    assert.equal(numbered('AB12345678', swedish), 'document-number-wrong')
    const card = { documentType: 'identity-card', issuingCountry: 'BE' } as const
    assert.equal(numbered('592123456789', card), 'accepted')
    assert.equal(numbered('5921-2345', card), 'document-number-wrong')
  })

  const until = (expires: string, changes: Partial<Document> = {}, bornOn = '1988-03-14') => {
    const checked = check(
      { issuingCountry: 'SE', expires: localDate(expires), ...changes },
      { bornOn: localDate(bornOn) },
    )
    return checked.ok ? 'accepted' : checked.refusal.kind
  }

  it('ends within five years if Finland issued it, also to somebody of seventy', () => {
    for (const documentType of ['passport', 'identity-card'] as const) {
      const finnish = { issuingCountry: 'FI', documentType } as const
      assert.equal(until('2031-11-24', finnish), 'accepted')
      assert.equal(until('2031-11-25', finnish), 'document-valid-too-long')
      assert.equal(until('2031-11-25', finnish, '1930-01-01'), 'document-valid-too-long')
    }
  })

  it('ends within eleven years if another state issued it, but for the identity card of somebody of seventy', () => {
    assert.equal(until('2037-11-24'), 'accepted')
    assert.equal(until('2037-11-25'), 'document-valid-too-long')
    const card = { documentType: 'identity-card' } as const
    assert.equal(until('2199-12-31', card), 'document-valid-too-long')
    assert.equal(until('2199-12-31', card, '1956-11-24'), 'accepted')
    assert.equal(until('2199-12-31', card, '1956-11-25'), 'document-valid-too-long')
    assert.equal(until('2199-12-31', {}, '1930-01-01'), 'document-valid-too-long')
  })

  it('is first refused for its kind, as waiting would not help', () => {
    const foreign = check({
      documentType: 'identity-card',
      issuingCountry: 'US',
      expires: localDate('2020-01-01'),
    })
    assert.deepEqual(foreign, refused({ kind: 'document-country-not-accepted' }))
  })
})

describe('the machine-readable zone of the document (R110)', () => {
  it('is compared with what was entered and with the person, and not stored', () => {
    assert.deepEqual(check({ machineReadableZone: zone() }), { ok: true, value: aPassport })
  })

  it('is refused when its check digits are wrong', () => {
    const broken = zone().replace('AB1234567', 'AB1234568')
    assert.deepEqual(
      check({ machineReadableZone: broken }),
      refused({
        kind: 'machine-readable-zone-wrong',
        because: { kind: 'wrong-check-digit', part: 'document-number' },
      }),
    )
  })

  it('must match what was entered of the document', () => {
    for (const [field, changes] of [
      ['documentNumber', { documentNumber: 'AB1234568' }],
      ['issuingCountry', { issuingCountry: 'SE' }],
      ['expires', { expires: localDate('2031-01-01') }],
      ['documentType', { documentType: 'identity-card' }],
    ] as const)
      assert.deepEqual(
        check({ ...changes, machineReadableZone: zone() }),
        refused({ kind: 'document-not-as-read', field }),
      )
  })

  it('must have the visitor’s date of birth', () => {
    assert.deepEqual(
      check({ machineReadableZone: zone() }, { bornOn: localDate('1988-03-15') }),
      refused({ kind: 'document-of-another' }),
    )
  })

  it('must not be that of a visa', () => {
    assert.deepEqual(
      check({ machineReadableZone: zone('V<') }),
      refused({ kind: 'not-an-identity-document' }),
    )
  })
})

describe('a document in doubt (R111)', () => {
  it('is not accepted while a case officer checks it, and never when it was rejected', () => {
    assert.deepEqual(check({}, { doubts: ['open'] }), refused({ kind: 'document-in-doubt' }))
    assert.deepEqual(
      check({}, { doubts: ['open', 'rejected'] }),
      refused({ kind: 'document-rejected' }),
    )
  })
})

describe('a police verification of a person (R112)', () => {
  const byPolice = (verifiedUntil: KnownOfPresented['verifiedUntil']) =>
    checkIdentityDocument(
      { documentType: 'police-verification', documentNumber: '5500/R/1/26' },
      { today, bornOn: localDate('1988-03-14'), doubts: [], verifiedUntil },
    )

  it('is accepted up to its last day', () => {
    assert.deepEqual(byPolice(today), {
      ok: true,
      value: {
        documentType: 'police-verification',
        documentNumber: '5500/R/1/26',
        issuingCountry: 'FI',
        expires: today,
      },
    })
  })

  it('is refused when the office has not entered it, or when it is too old', () => {
    for (const until of [undefined, localDate('2026-11-23')])
      assert.deepEqual(byPolice(until), refused({ kind: 'police-verification-unknown' }))
  })
})

/** Of Aino's passport. */
function zone(code = 'P<'): string {
  const number = 'AB1234567'
  const upper = `${code}FINESIMERKKI<<AINO<ANNIKKI`.padEnd(44, '<')
  const numbered = number + checkDigit(number)
  const born = `880314${checkDigit('880314')}`
  const until = `300101${checkDigit('300101')}`
  const optional = '<'.repeat(15)
  return `${upper}${numbered}FIN${born}F${until}${optional}${checkDigit(numbered + born + until + optional)}`
}
