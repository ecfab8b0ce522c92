import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkDigit } from '@sotevarmenne/identifiers/machine-readable-zone'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { judgeDocument, type KnownOfPresented, type Presented } from './judge-document.ts'

const today = localDate('2026-11-24')

type Document = Exclude<Presented, { documentType: 'police-verification' }>

const aPassport: Document = {
  documentType: 'passport',
  documentNumber: 'AB1234567',
  issuingCountry: 'FI',
  expires: localDate('2030-01-01'),
}

const judge = (changes: Partial<Document> = {}, known: Partial<KnownOfPresented> = {}) =>
  judgeDocument(
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
    assert.ok(judge({ expires: today }).ok)
    const expires = localDate('2026-11-23')
    assert.deepEqual(judge({ expires }), refused({ kind: 'document-expired', expires }))
  })

  it('is a passport of any state', () => {
    for (const issuingCountry of ['FI', 'US', 'IN', 'GB', 'XK'])
      assert.ok(judge({ issuingCountry }).ok, issuingCountry)
  })

  it('is an identity card of an EEA state, Switzerland or San Marino, and of no other', () => {
    const card = (issuingCountry: string) =>
      judge({ documentType: 'identity-card', issuingCountry })
    for (const country of ['FI', 'SE', 'EE', 'GR', 'IS', 'LI', 'NO', 'CH', 'SM'])
      assert.ok(card(country).ok, country)
    for (const country of ['GB', 'US', 'RU', 'TR', 'VA', 'MC', 'AD'])
      assert.deepEqual(card(country), refused({ kind: 'document-country-not-accepted' }), country)
  })

  it('is told first that it is of the wrong kind, for waiting would not help', () => {
    const foreign = judge({
      documentType: 'identity-card',
      issuingCountry: 'US',
      expires: localDate('2020-01-01'),
    })
    assert.deepEqual(foreign, refused({ kind: 'document-country-not-accepted' }))
  })
})

describe('what was read of the document by machine (R110)', () => {
  it('is compared with what was written down and with the person, and not kept', () => {
    assert.deepEqual(judge({ machineReadableZone: zone() }), { ok: true, value: aPassport })
  })

  it('is refused when it does not add up', () => {
    const broken = zone().replace('AB1234567', 'AB1234568')
    assert.deepEqual(
      judge({ machineReadableZone: broken }),
      refused({
        kind: 'machine-readable-zone-wrong',
        because: { kind: 'wrong-check-digit', part: 'document-number' },
      }),
    )
  })

  it('says the same of the document as was written down', () => {
    for (const [field, changes] of [
      ['documentNumber', { documentNumber: 'AB1234568' }],
      ['issuingCountry', { issuingCountry: 'SE' }],
      ['expires', { expires: localDate('2031-01-01') }],
      ['documentType', { documentType: 'identity-card' }],
    ] as const)
      assert.deepEqual(
        judge({ ...changes, machineReadableZone: zone() }),
        refused({ kind: 'document-not-as-read', field }),
      )
  })

  it('is of somebody born on the day of the visitor', () => {
    assert.deepEqual(
      judge({ machineReadableZone: zone() }, { bornOn: localDate('1988-03-15') }),
      refused({ kind: 'document-of-another' }),
    )
  })

  it('is of no visa', () => {
    assert.deepEqual(
      judge({ machineReadableZone: zone('V<') }),
      refused({ kind: 'not-an-identity-document' }),
    )
  })
})

describe('a document in doubt (R111)', () => {
  it('identifies nobody while a handler looks at it, and never when it was rejected', () => {
    assert.deepEqual(judge({}, { doubts: ['open'] }), refused({ kind: 'document-in-doubt' }))
    assert.deepEqual(
      judge({}, { doubts: ['open', 'rejected'] }),
      refused({ kind: 'document-rejected' }),
    )
  })
})

describe('somebody whom the police identified (R112)', () => {
  const byPolice = (verifiedUntil: KnownOfPresented['verifiedUntil']) =>
    judgeDocument(
      { documentType: 'police-verification', documentNumber: '5500/R/1/26' },
      { today, bornOn: localDate('1988-03-14'), doubts: [], verifiedUntil },
    )

  it('is identified by that to its last day', () => {
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

  it('is not by one that the office has not entered, or that is too old', () => {
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
