export { productionSite } from './contract.ts'
export { createBlanks, type Blanks } from './create-blanks.ts'
