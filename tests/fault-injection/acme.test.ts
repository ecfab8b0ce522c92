import { describe } from 'node:test'
import { killsOfOrders } from './kills-of-orders.ts'

// Every crash point is in the deep tests: each kill is a separate process.
describe('an ACME order with a killed service process, on PostgreSQL', () => {
  killsOfOrders([
    { web: 'AcmeOrderFinalised, committed', jobs: 'CertificatesReserved, not committed' },
    { web: 'a certificate fetched', jobs: 'ServiceCertificateIssued, committed' },
  ])
})
