import * as contracts from '@sotevarmenne/api/prices'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { operation } from '#platform/operation.ts'
import { decideChange, proposeChange, showChanges, type DatedChangesDeps } from './dated-changes.ts'
import { defaultPriceList } from './domain/service-price.ts'
import { decidePriceProblems, proposeProblems } from './problems.ts'

const kinds = ['prices', 'vat-rate'] as const

/** All changes of prices and rates: in force, coming, rejected, or waiting for another case officer. */
export const viewPrices = operation({
  contract: contracts.viewPrices,
  problems: {},
  handle: (deps: Omit<DatedChangesDeps, 'record'>) => async (permit) => {
    const changes = await showChanges(deps, permit, kinds)
    return ok({ changes: changes.flatMap((one) => (one.kind === 'right-rules' ? [] : [one])) })
  },
})

/** A case officer proposes new prices from a day on. */
export const proposePrices = operation({
  contract: contracts.proposePrices,
  problems: proposeProblems,
  handle:
    (deps: DatedChangesDeps) =>
    (permit, { beginsOn, vat, cents }) =>
      proposeChange(deps, permit, {
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
      proposeChange(deps, permit, { kind: 'vat-rate', permille, beginsOn: localDate(beginsOn) }),
})

export const decidePriceChange = operation({
  contract: contracts.decidePriceChange,
  problems: decidePriceProblems,
  handle: (deps: DatedChangesDeps) => (permit, input) =>
    decideChange(deps, permit, { ...input, kinds, notFound: 'price-change-not-found' }),
})
