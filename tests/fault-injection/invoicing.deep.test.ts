import { describe } from 'node:test'
import { killsOfRuns } from './kills-of-runs.ts'
import { invoicingCrashPoints } from './killing-invoicing.ts'

describe('an invoice run whose process is killed (R231)', () => {
  killsOfRuns(invoicingCrashPoints)
})
