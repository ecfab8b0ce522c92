export { createOperatorPrices } from './create-operator-prices.ts'
