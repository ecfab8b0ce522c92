import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Oid } from '@sotevarmenne/identifiers/oid'
import { localDate } from '@sotevarmenne/kernel/local-date'
import type { TechnicalContact } from '../contract.ts'
import { checkIntermediary } from './intermediary.ts'

describe('a Kanta intermediary (R297)', () => {
  const [ours, theirs] = ['0204819-8', '0245929-6'] as const
  const entry = (name: string, businessId: string) => ({
    ...({ oid: '1.2.246.10.2459296' as Oid, codeList: 'kanta-intermediaries', name } as const),
    ...{ businessId: businessId as BusinessId, validFrom: localDate('2020-01-01') },
    validTo: localDate('2026-11-25'),
  })
  const check = ({
    contact = {},
    ...changes
  }: { contact?: Partial<TechnicalContact> } & Partial<{
    product: 'server' | 'system-signature'
    isTest: boolean
    isOwn: boolean
    today: string
  }>) => {
    const { product = 'server', isTest = false, isOwn = true, today = '2026-11-25' } = changes
    const checked = checkIntermediary({
      facts: {
        ...{ product, isTest },
        technicalContact: { name: 'Otto', email: 'otto@vendor.example', ...contact },
      },
      ...{ applicant: { businessId: ours as BusinessId }, isOwn, today: localDate(today) },
      intermediaries: [entry('Oma Oy', ours), entry('Muu Oy', theirs), entry('Oma Oy', theirs)],
    })
    if (checked === undefined) return 'not checked'
    return checked.ok ? 'ok' : checked.refusal.kind
  }
  const named = (organisation?: string) => ({
    isKantaIntermediary: true as const,
    ...(organisation !== undefined && { organisation }),
  })

  it('is named as in the register, on a day on which it is in the register', () => {
    assert.equal(check({ contact: { organisation: 'Vendor Oy' } }), 'not checked')
    assert.equal(check({ contact: named('Muu Oy') }), 'ok')
    for (const contact of [named('Vendor Oy'), named('muu oy'), named()])
      assert.equal(check({ contact }), 'intermediary-not-in-register')
    for (const today of ['2020-01-01', '2026-11-25'])
      assert.equal(check({ contact: named('Muu Oy'), today }), 'ok')
    for (const today of ['2019-12-31', '2026-11-26'])
      assert.equal(check({ contact: named('Muu Oy'), today }), 'intermediary-not-in-register')
  })

  it('alone may apply for a signing system with the OID of another, and does so itself', () => {
    const product = 'system-signature'
    assert.equal(check({ product }), 'not checked')
    assert.equal(check({ isOwn: false }), 'not checked')
    assert.equal(check({ product, isOwn: false, isTest: true }), 'not checked')
    assert.equal(check({ product, contact: named('Muu Oy') }), 'ok')
    assert.equal(check({ product, isOwn: false }), 'intermediary-not-named')
    const contact = { organisation: 'Oma Oy' }
    assert.equal(check({ product, isOwn: false, contact }), 'intermediary-not-named')
    assert.equal(check({ product, isOwn: false, contact: named('Oma Oy') }), 'ok')
    const other = check({ product, isOwn: false, contact: named('Muu Oy') })
    assert.equal(other, 'intermediary-does-not-apply')
  })
})
