// cspell:ignore kokeil försök Testi
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import { frontOf } from '@sotevarmenne/card-face/card-face'
import { instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import type { Issuer } from '@sotevarmenne/issuing/issuers'
import { startTestCa } from '@sotevarmenne/tests/ca/test-ca'
import { letterTexts } from '../../apps/server/src/cards/letters/adapters/letter-texts.ts'
import { confirmationTexts } from '../../apps/server/src/cards/orders/adapters/confirmation-texts.ts'
import { decisionTexts } from '../../apps/server/src/cards/renewals/adapters/decision-texts.ts'
import type { DocumentId } from '../../apps/server/src/organisations/agreements/contract.ts'
import { documentTexts } from '../../apps/server/src/organisations/agreements/adapters/document-texts.ts'
import { anchorsPage } from '../../apps/server/src/pki/repository/ca-page.ts'
import {
  hasPolicy,
  policyDocuments,
  policyPage,
} from '../../apps/server/src/pki/repository/policy-page.ts'

const said = /\btest(?!":)|kokeil|försök|\btrial\b/i

/** What each document says in a service of one kind, without the names of its CAs. */
async function documentsOf(isProductionService: boolean, language: 'fi' | 'sv' | 'en') {
  const service = { publicUrl: 'https://varmenne.example.fi', isProductionService }
  const organisation = {
    ...{ organisationId: '', name: 'Esimerkki', customerNumber: 'A0000001' },
    businessId: '9900011-9' as string as BusinessId,
  }
  return {
    letter: letterTexts({
      ...{
        product: 'professional-card',
        language,
        letterNumber: '1',
        activationCode: '1',
        service,
      },
      ...{ lastDigits: '1', addressLines: [], date: '2026-12-03' },
    }),
    confirmation: confirmationTexts(
      { language, applicant: 'Aino', draftedAt: instant(0), statement: 'Kortti: 1\n' },
      service,
    ),
    decision: decisionTexts(
      {
        ...{ language, holder: 'Aino', orderId: '1', decidedOn: localDate('2026-12-03') },
        title: { fi: 'Sairaanhoitaja', sv: 'Sjukskötare', en: 'Nurse' },
        ...{ validTo: localDate('2031-12-02'), delivery: 'registration-point', point: 'Piste' },
        ...{ withPhoto: true, reasons: [], rulesVersion: '1', statementDigest: '00' },
      },
      service,
    ),
    agreement: documentTexts(
      {
        ...{ documentId: '1' as string as DocumentId, organisation, language },
        terms: {
          ...{ kind: 'agreement', units: 'all', priceList: 'standard', product: 'staff-card' },
          ...{ points: [], validFrom: localDate('2027-01-01') },
        },
        draftedAt: instant(0),
      },
      service,
    ),
    card: frontOf({
      ...{ product: 'professional-card', language, isProductionService, hasPhoto: false },
      ...{ surname: 'Virtanen', givenNames: 'Aino', subjectNumber: '1' },
    }),
  }
}

describe('TEST in the texts of the service', () => {
  for (const language of ['fi', 'sv', 'en'] as const) {
    it(`stands in ${language} on each letter, confirmation, decision, agreement and card, and on none of a production service (R354)`, async () => {
      for (const [name, document] of Object.entries(await documentsOf(false, language)))
        assert.match(JSON.stringify(document), /TEST/, name)
      for (const [name, document] of Object.entries(await documentsOf(true, language)))
        assert.doesNotMatch(JSON.stringify(document), said, name)
    })

    it(`stands in ${language} on the pages of CAs and policies, and in a production service on those of its test CAs alone (R354)`, async (test) => {
      const ca = await startTestCa({ clock: { now: () => instant(Date.parse('2026-12-03')) } })
      test.after(() => ca.close())
      const pagesOf = (isProductionService: boolean) => {
        const issuers = ca.issuers.all.map((issuer): Issuer => ({
          ...issuer,
          ...{ isProductionService, organisation: 'Organisation' },
          commonName: issuer.id,
        }))
        const documents = policyDocuments(issuers.filter(hasPolicy)).map((document) => ({
          role: document.issuer.role,
          page: policyPage(document, { issuers, language }),
        }))
        assert.ok(documents.length > 4)
        return { documents, anchors: anchorsPage(issuers, language).title }
      }
      const [trial, production] = [pagesOf(false), pagesOf(true)]
      assert.match(trial.anchors, /test/i)
      assert.doesNotMatch(production.anchors, /test/i)
      for (const { page } of trial.documents) assert.match(page.body.markup, /class="warn"/)
      for (const { role, page } of production.documents) {
        const isTest = role === 'test'
        assert.equal(/class="warn"/.test(page.body.markup), isTest)
        assert.equal(/test/i.test(page.title), isTest, page.title)
      }
    })
  }
})
