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
    deed: 'products.viewPrices',
    act: viewPrices(deps),
    problems: {},
  }),
  endpoint({
    contract: contracts.proposePrices,
    deed: 'products.proposePrices',
    act: proposePrices(deps),
    problems: proposeProblems,
  }),
  endpoint({
    contract: contracts.proposeVatRate,
    deed: 'products.proposePrices',
    act: proposeVatRate(deps),
    problems: proposeProblems,
  }),
  endpoint({
    contract: contracts.decidePriceChange,
    deed: 'products.decidePrices',
    act: decidePriceChange(deps),
    problems: decideProblems,
  }),
]
