import type { PointFacts } from './contract.ts'

/** The registration point of a new service: an example, to be replaced by the operator's own. */
export const examplePoint: PointFacts = {
  name: 'Esimerkkilän rekisteröintipiste',
  address: {
    street: 'Esimerkkikatu 1',
    postalCode: '00100',
    postOffice: 'HELSINKI',
    country: 'FI',
  },
}
