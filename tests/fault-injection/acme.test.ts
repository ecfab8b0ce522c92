import { describe } from 'node:test'
import { killsOfOrders } from './kills-of-orders.ts'

// Every arrow is in the deep tests: each kill is a process of its own.
describe('an order of a program whose service is killed, on PostgreSQL', () => {
  killsOfOrders([
    { web: 'AcmeOrderFinalised, committed', jobs: 'CertificatesReserved, not committed' },
    { web: 'a certificate fetched', jobs: 'ServiceCertificateIssued, committed' },
  ])
})
