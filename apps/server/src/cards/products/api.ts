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
    operation: 'products.viewPrices',
    action: viewPrices(deps),
    problems: {},
  }),
  endpoint({
    contract: contracts.proposePrices,
    operation: 'products.proposePrices',
    action: proposePrices(deps),
    problems: proposeProblems,
  }),
  endpoint({
    contract: contracts.proposeVatRate,
    operation: 'products.proposePrices',
    action: proposeVatRate(deps),
    problems: proposeProblems,
  }),
  endpoint({
    contract: contracts.decidePriceChange,
    operation: 'products.decidePrices',
    action: decidePriceChange(deps),
    problems: decideProblems,
  }),
]
