import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { RevocationCause } from '../contract.ts'
import { crlReasonOf } from './reasons.ts'

const expected: Readonly<Record<RevocationCause, string>> = {
  'card-lost': 'keyCompromise',
  'card-stolen': 'keyCompromise',
  'card-misused': 'keyCompromise',
  'card-faulty': 'superseded',
  'data-changed': 'affiliationChanged',
  'employment-ended': 'affiliationChanged',
  'right-ended': 'privilegeWithdrawn',
  'holder-died': 'cessationOfOperation',
  'card-replaced': 'superseded',
  'card-not-wanted': 'cessationOfOperation',
  'spare-card-returned': 'superseded',
  'ca-error': 'unspecified',
}

for (const [cause, reason] of Object.entries(expected))
  it(`a revocation because of ${cause} is on CRLs as ${reason}`, () => {
    assert.equal(crlReasonOf(cause as RevocationCause), reason)
  })
