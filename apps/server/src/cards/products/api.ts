import * as contracts from '@sotevarmenne/api/prices'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import {
  decidePriceChange,
  proposePrices,
  proposeVatRate,
  viewPrices,
  type PricesDeps,
} from './change-prices.ts'
import { decideProblems, proposeProblems } from './problems.ts'

export const priceApi = (deps: PricesDeps): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewPrices,
    action: viewPrices(deps),
    problems: {},
  }),
  endpoint({
    contract: contracts.proposePrices,
    action: proposePrices(deps),
    problems: proposeProblems,
  }),
  endpoint({
    contract: contracts.proposeVatRate,
    action: proposeVatRate(deps),
    problems: proposeProblems,
  }),
  endpoint({
    contract: contracts.decidePriceChange,
    action: decidePriceChange(deps),
    problems: decideProblems,
  }),
]
