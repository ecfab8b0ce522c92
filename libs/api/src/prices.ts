import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { pricedProduct } from './fees.ts'
import { dateText, id, instantText } from './values.ts'

/** `outside` value added tax, or with its standard rate. */
export const vatClass = z.enum(['outside', 'standard'])

/** Without value added tax, of every product that has a price. */
const cents = z.record(pricedProduct, z.number().int().min(1).max(1_000_000))
const permille = z.number().int().min(0).max(1000)

const deed = z.object({ name: z.string(), at: instantText })
const proposal = z.object({
  changeId: id,
  beginsOn: dateText,
  /** Absent of what the service comes with. */
  proposed: deed.optional(),
  decided: deed.optional(),
  /** Whether it waits, was rejected, or was approved: then where it stands today among those of its kind. */
  standing: z.enum(['proposed', 'rejected', 'replaced', 'past', 'now', 'coming']),
  /** Whether the asker proposed it, and may take it back. */
  isOwn: z.boolean(),
  mayApprove: z.boolean(),
  /** Whether it still waits on its first day or after it: nobody approves it any more. */
  isLate: z.boolean(),
})

export const viewPrices = defineEndpoint({
  method: 'GET',
  path: '/operations/prices',
  summary:
    'All changes of prices and of value added tax, those that begin last first (handler, auditor)',
  input: z.object({}),
  answer: z.object({
    /** Of several approved ones that begin on one day the one that was approved last holds. */
    changes: z.array(
      z.discriminatedUnion('kind', [
        proposal.extend({
          kind: z.literal('prices'),
          list: z.string(),
          vat: vatClass,
          cents,
        }),
        proposal.extend({ kind: z.literal('vat-rate'), permille }),
      ]),
    ),
  }),
})
export type PriceChange = z.infer<typeof viewPrices.answer>['changes'][number]

const proposed = z.object({ changeId: id })

export const proposePrices = defineEndpoint({
  method: 'POST',
  path: '/operations/prices/lists',
  summary: 'Proposes new prices of the standard list from tomorrow or a later day on (handler)',
  input: z.object({ beginsOn: dateText, vat: vatClass, cents }),
  answer: proposed,
})

export const proposeVatRate = defineEndpoint({
  method: 'POST',
  path: '/operations/prices/vat-rates',
  summary:
    'Proposes a new standard rate of value added tax from tomorrow or a later day on (handler)',
  input: z.object({ beginsOn: dateText, permille }),
  answer: proposed,
})

export const decidePriceChange = defineEndpoint({
  method: 'POST',
  path: '/operations/prices/changes/:changeId/decision',
  summary:
    'Approves a change that another handler proposed, before it begins, or rejects it; whoever proposed it takes it back (handler)',
  input: z.object({ changeId: id, decision: z.enum(['approved', 'rejected']) }),
  answer: z.object({}),
})
