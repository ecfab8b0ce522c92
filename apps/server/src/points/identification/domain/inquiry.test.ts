import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { addDays, localDate } from '@sotevarmenne/kernel/local-date'
import type { Inquiry } from '../contract.ts'
import { hasNumberOfItsKind, latestExpiry } from './document-form.ts'
import { decide, forgottenAt, lapsesAt, mayDecide, withdraw, type Decision } from './inquiry.ts'

const now = instant(Date.parse('2026-11-24T10:00:00Z'))
const today = localDate('2026-11-24')
const content = { givenNames: 'Aino', surname: 'Esimerkki', observation: 'The edge is loose' }
const inquiry = (kind: Inquiry['kind'], state: Inquiry['state'] = 'open') =>
  ({
    ...{ inquiryId: 'i', personId: 'aino', kind, pointId: 'point', raisedBy: 'riitta' },
    ...{ raisedAt: instant(1), state, content },
  }) as unknown as Inquiry
const by = { by: 'hanna', now, policeDays: 90 }
const kindOf = (result: ReturnType<typeof decide> | ReturnType<typeof withdraw>) =>
  result.ok ? 'ok' : result.refusal.kind
const police = (verifiedOn: string): Decision => ({
  ...{ decision: 'confirmed', grounds: 'seen' },
  police: { reference: '5500/1', verifiedOn: localDate(verifiedOn) },
})

describe('an identity inquiry', () => {
  it('is decided once, by another case officer than the person who raised it (R111)', () => {
    const rejected = { decision: 'rejected', grounds: 'forged' } as const
    const ended = { endedAt: now, endedBy: 'hanna' }
    for (const kind of ['document-doubt', 'no-document'] as const)
      assert.deepEqual(decide(inquiry(kind), rejected, by), {
        ok: true,
        value: {
          ...{ ...inquiry(kind), ...ended, state: 'rejected' },
          content: { ...content, grounds: 'forged' },
        },
      })
    assert.deepEqual(
      decide(inquiry('document-doubt'), { ...rejected, decision: 'confirmed' }, by),
      {
        ok: true,
        value: {
          ...{ ...inquiry('document-doubt'), ...ended, state: 'confirmed' },
          content: { ...content, grounds: 'forged' },
        },
      },
    )
    assert.equal(
      kindOf(decide(inquiry('document-doubt'), rejected, { ...by, by: 'riitta' })),
      'second-person-required',
    )
    for (const state of ['confirmed', 'rejected', 'withdrawn'] as const)
      assert.deepEqual(decide(inquiry('document-doubt', state), rejected, by), {
        ...{ ok: false, refusal: { kind: 'inquiry-not-open', state } },
      })
    assert.deepEqual(
      ['hanna', 'riitta', undefined].map((officer) => mayDecide(inquiry('no-document'), officer)),
      [true, false, false],
    )
    assert.equal(mayDecide(inquiry('no-document', 'rejected'), 'hanna'), false)
  })

  it('about a person without a document is confirmed by the police, for ninety days from their day (R112)', () => {
    const confirmed = decide(inquiry('no-document'), police('2026-11-20'), by)
    assert.deepEqual(confirmed, {
      ok: true,
      value: {
        ...{ ...inquiry('no-document'), endedAt: now, endedBy: 'hanna', state: 'confirmed' },
        content: { ...content, grounds: 'seen', reference: '5500/1' },
        goodUntil: '2027-02-18',
      },
    })
    const without = { decision: 'confirmed', grounds: 'seen' } as const
    assert.equal(kindOf(decide(inquiry('no-document'), without, by)), 'police-reference-missing')
    const kindOn = (days: number) =>
      kindOf(decide(inquiry('no-document'), police(addDays(today, days)), by))
    assert.deepEqual([1, 0, -90, -91].map(kindOn), [
      'police-day-impossible',
      'ok',
      'ok',
      'police-day-impossible',
    ])
  })

  it('is withdrawn while it is open, lapses so many days after it was raised, and is forgotten so many years after its end (R113)', () => {
    assert.deepEqual(withdraw(inquiry('no-document'), now), {
      ...{ ok: true, value: { ...inquiry('no-document'), state: 'withdrawn', endedAt: now } },
    })
    assert.equal(kindOf(withdraw(inquiry('no-document', 'confirmed'), now)), 'inquiry-not-open')
    assert.equal(lapsesAt(now, 90), plus(now, 90 * day))
    assert.equal(forgottenAt(now, 2), Date.parse('2028-11-23T22:00:00Z'))
  })
})

describe('the form of a document', () => {
  it('is that of its kind: nine places of a passport, two letters and seven digits of a Finnish one', () => {
    const has = (
      documentType: 'passport' | 'identity-card',
      documentNumber: string,
      state = 'SE',
    ) => hasNumberOfItsKind({ documentType, documentNumber, issuingCountry: state })
    for (const [number, passport, finnish, card] of [
      ['AB1234567', true, true, true],
      ['A12345678', true, false, true],
      ['AB123456', true, false, true],
      ['12345', true, false, true],
      ['1234', false, false, false],
      ['AB12345678', false, false, true],
      ['A'.repeat(20), false, false, true],
      ['A'.repeat(21), false, false, false],
      ['ab1234567', false, false, false],
      ['AB 123456', false, false, false],
    ] as const) {
      assert.equal(has('passport', number), passport, number)
      assert.equal(has('passport', number, 'FI'), finnish, number)
      for (const state of ['SE', 'FI'])
        assert.equal(has('identity-card', number, state), card, `${number} ${state}`)
    }
  })

  it('of Finland ends five years from now at the latest', () => {
    for (const documentType of ['passport', 'identity-card'] as const)
      for (const bornOn of [localDate('1930-01-01'), localDate('1988-03-14')])
        assert.equal(
          latestExpiry({ documentType, issuingCountry: 'FI' }, { today, bornOn }),
          '2031-11-24',
        )
  })

  it('of another state ends eleven years from now at the latest, but for the identity card of a person of seventy', () => {
    const latest = (documentType: 'passport' | 'identity-card', bornOn: string) =>
      latestExpiry({ documentType, issuingCountry: 'SE' }, { today, bornOn: localDate(bornOn) })
    assert.equal(latest('identity-card', '1956-11-24'), undefined)
    assert.equal(latest('identity-card', '1956-11-25'), '2037-11-24')
    assert.equal(latest('passport', '1930-01-01'), '2037-11-24')
  })
})
