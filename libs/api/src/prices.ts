import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { pricedProduct } from './fees.ts'
import { changeProposedView, datedChange, decideChange } from './dated-changes.ts'
import { dateText } from './values.ts'
import { definePermission } from './permission.ts'

/**
 * `outside` value added tax, or at its standard rate: what only a public authority may sell is outside (domain
 * facts § 1.5, assumed).
 */
export const vatClass = z.enum(['outside', 'standard'])
export type VatClass = z.infer<typeof vatClass>

/** Without value added tax, for every product that has a price. */
const cents = z.record(pricedProduct, z.number().int().min(1).max(1_000_000))
const permille = z.number().int().min(0).max(1000)

export const viewPrices = defineEndpoint({
  method: 'GET',
  path: '/operations/prices',
  permission: definePermission('products.viewPrices', {
    roles: ['caseOfficer', 'auditor'],
    label: {
      fi: 'Hintojen muutosten katselu',
      sv: 'Visning av prisändringar',
      en: 'Viewing changes of prices',
    },
  }),
  summary:
    'All changes of prices and of value added tax, latest first day first (case officer, auditor)',
  input: z.object({}),
  response: z.object({
    /** If several approved ones begin on one day, the one approved last is in force. */
    changes: z.array(
      z.discriminatedUnion('kind', [
        datedChange.extend({
          kind: z.literal('prices'),
          list: z.string(),
          vat: vatClass,
          cents,
        }),
        datedChange.extend({ kind: z.literal('vat-rate'), permille }),
      ]),
    ),
  }),
})
export type PriceChangeView = z.infer<typeof viewPrices.response>['changes'][number]

export const proposePricesPermission = definePermission('products.proposePrices', {
  roles: ['caseOfficer'],
  label: {
    fi: 'Hinnan tai verokannan muutoksen ehdottaminen',
    sv: 'Förslag om ändring av pris eller momssats',
    en: 'Proposing a change of prices or VAT',
  },
})

export const proposePrices = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/operations/prices/lists',
  permission: proposePricesPermission,
  summary:
    'Proposes new prices of the standard list from tomorrow or a later day on (case officer)',
  input: z.object({ beginsOn: dateText, vat: vatClass, cents }),
  response: changeProposedView,
})

export const proposeVatRate = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/operations/prices/vat-rates',
  permission: proposePricesPermission,
  summary:
    'Proposes a new standard rate of value added tax from tomorrow or a later day on (case officer)',
  input: z.object({ beginsOn: dateText, permille }),
  response: changeProposedView,
})

export const decidePriceChange = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/operations/prices/changes/:changeId/decision',
  permission: definePermission('products.decidePrices', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Hinnan tai verokannan muutoksen päättäminen',
      sv: 'Beslut om ändring av pris eller momssats',
      en: 'Deciding a change of prices or VAT',
    },
  }),
  summary:
    'Approves or rejects a change that another case officer proposed, before it begins; or withdraws your own (case officer)',
  input: decideChange,
  response: z.object({}),
})
