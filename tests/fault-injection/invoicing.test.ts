import { describe } from 'node:test'
import { killsOfRuns } from './kills-of-runs.ts'

// Every crash point is in the deep tests: each kill is a separate process.
describe('an invoice run whose process is killed (R231)', () => {
  killsOfRuns([
    'an invoice is written, not committed',
    'the last of the invoices is committed',
    'the operator has the invoice',
  ])
})
