import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Oid } from '@sotevarmenne/identifiers/oid'
import { localDate } from '@sotevarmenne/kernel/local-date'
import type { TechnicalContact } from '../contract.ts'
import { judgeIntermediary } from './intermediary.ts'

describe('a Kanta intermediary (R297)', () => {
  const [ours, theirs] = ['0204819-8', '0245929-6'] as const
  const entry = (name: string, businessId: string) => ({
    ...({ oid: '1.2.246.10.2459296' as Oid, codeList: 'kanta-intermediaries', name } as const),
    ...{ businessId: businessId as BusinessId, validFrom: localDate('2020-01-01') },
    validTo: localDate('2026-11-25'),
  })
  const judge = ({
    contact = {},
    ...changes
  }: { contact?: Partial<TechnicalContact> } & Partial<{
    product: 'server' | 'system-signature'
    isTest: boolean
    isOwn: boolean
    today: string
  }>) => {
    const { product = 'server', isTest = false, isOwn = true, today = '2026-11-25' } = changes
    const judged = judgeIntermediary({
      facts: {
        ...{ product, isTest },
        technicalContact: { name: 'Otto', email: 'otto@vendor.example', ...contact },
      },
      ...{ applicant: { businessId: ours as BusinessId }, isOwn, today: localDate(today) },
      intermediaries: [entry('Oma Oy', ours), entry('Muu Oy', theirs)],
    })
    if (judged === undefined) return 'not judged'
    return judged.ok ? 'ok' : judged.refusal.kind
  }
  const named = (organisation?: string) => ({
    isKantaIntermediary: true as const,
    ...(organisation !== undefined && { organisation }),
  })

  it('is named as in the register, on a day on which it is in the register', () => {
    assert.equal(judge({ contact: { organisation: 'Vendor Oy' } }), 'not judged')
    assert.equal(judge({ contact: named('Muu Oy') }), 'ok')
    for (const contact of [named('Vendor Oy'), named('muu oy'), named()])
      assert.equal(judge({ contact }), 'intermediary-not-in-register')
    for (const today of ['2019-12-31', '2026-11-26'])
      assert.equal(judge({ contact: named('Muu Oy'), today }), 'intermediary-not-in-register')
  })

  it('alone may apply for a signing system with the OID of another, and does so itself', () => {
    const product = 'system-signature'
    assert.equal(judge({ product }), 'not judged')
    assert.equal(judge({ isOwn: false }), 'not judged')
    assert.equal(judge({ product, isOwn: false, isTest: true }), 'not judged')
    assert.equal(judge({ product, contact: named('Muu Oy') }), 'ok')
    assert.equal(judge({ product, isOwn: false }), 'intermediary-not-named')
    const contact = { organisation: 'Oma Oy' }
    assert.equal(judge({ product, isOwn: false, contact }), 'intermediary-not-named')
    assert.equal(judge({ product, isOwn: false, contact: named('Oma Oy') }), 'ok')
    const other = judge({ product, isOwn: false, contact: named('Muu Oy') })
    assert.equal(other, 'intermediary-does-not-apply')
  })
})
