import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import { instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import type { AgreementId } from '#organisations/registry/contract.ts'
import type { DocumentId, DocumentTerms } from '../contract.ts'
import { documentTexts } from './document-texts.ts'

const party = {
  ...{ organisationId: '', name: 'Esimerkki', customerNumber: 'A0000001' },
  businessId: '9900011-9' as string as BusinessId,
}
const scope = { product: 'staff-card', points: [], validFrom: localDate('2027-01-01') } as const
const kinds: readonly DocumentTerms[] = [
  { ...scope, kind: 'agreement', units: 'all', priceList: 'standard' },
  {
    ...{ ...scope, kind: 'delegation', delegate: party },
    deliveryAddress: {
      ...{ street: 'Katu 1', postalCode: '00100', postOffice: 'HELSINKI', country: 'FI' },
    },
    contact: { name: 'Pirjo', email: 'pirjo@example.fi', language: 'fi' },
  },
]
const days = { fi: '31. joulukuuta 2025', sv: '31 december 2025', en: '31 December 2025' } as const

describe('the text of a change', () => {
  it('names the earlier agreement or delegation by its first day, in each language; otherwise it names none (R213, R286)', () => {
    for (const terms of kinds)
      for (const language of ['fi', 'sv', 'en'] as const) {
        const isNamed = (changes: object) => {
          const { sections } = documentTexts({
            ...{ documentId: '' as string as DocumentId, organisation: party, language },
            ...{ terms: { ...terms, ...changes }, draftedAt: instant(0) },
          })
          return sections.some(({ facts }) => facts.some(([, value]) => value === days[language]))
        }
        const replaces = '' as string as AgreementId
        assert.ok(isNamed({ replaces, replacesFrom: localDate('2025-12-31') }))
        assert.ok(!isNamed({}))
      }
  })
})
