import * as contracts from '@sotevarmenne/api/prices'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { operation } from '#platform/operation.ts'
import {
  decideChange,
  proposeChange,
  showChanges,
  type DatedChanges,
  type DatedChangesDeps,
} from '#platform/dated-changes/change-from-a-day.ts'
import { decideProblems, proposeProblems } from '#platform/dated-changes/problems.ts'
import type { PriceChange, PriceChangeEvent } from './contract.ts'
import { defaultPriceList } from './domain/service-price.ts'
import { priceChanges } from './store.ts'

const prices: DatedChanges<PriceChange> = {
  stored: priceChanges,
  eventOf: (step, changeId, change): PriceChangeEvent => ({
    ...{ type: `PriceChange${step}`, changeId, change },
  }),
}

/** All changes of prices and rates: in force, coming, rejected, or waiting for another case officer. */
export const viewPrices = operation({
  contract: contracts.viewPrices,
  problems: {},
  handle: (deps: Omit<DatedChangesDeps, 'record'>) => async (permit) =>
    ok({ changes: await showChanges(deps, permit, prices) }),
})

/** A case officer proposes new prices from a day on. */
export const proposePrices = operation({
  contract: contracts.proposePrices,
  problems: proposeProblems,
  handle:
    (deps: DatedChangesDeps) =>
    (permit, { beginsOn, vat, cents }) =>
      proposeChange(deps, permit, prices, {
        ...{ kind: 'prices', list: defaultPriceList, vat, cents },
        beginsOn: localDate(beginsOn),
      }),
})

/** A case officer proposes a new standard rate of value added tax from a day on. */
export const proposeVatRate = operation({
  contract: contracts.proposeVatRate,
  problems: proposeProblems,
  handle:
    (deps: DatedChangesDeps) =>
    (permit, { beginsOn, permille }) =>
      proposeChange(deps, permit, prices, {
        kind: 'vat-rate',
        permille,
        beginsOn: localDate(beginsOn),
      }),
})

export const decidePriceChange = operation({
  contract: contracts.decidePriceChange,
  problems: decideProblems('price-change-not-found'),
  handle: (deps: DatedChangesDeps) => (permit, input) =>
    decideChange(deps, permit, prices, { ...input, notFound: 'price-change-not-found' }),
})
