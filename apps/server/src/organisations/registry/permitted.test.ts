import { it } from 'node:test'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import { comparePermitted } from './testing/permitted.ts'

forEachDatabase('what random acts with papers permit', ({ db }) => {
  it('is the set that is computed by itself: agreements, changes, ends, authorisations in circles, sides that have ceased, points that another keeps (R92, R213, R214, R277, R279, R286, R310, R317)', () =>
    comparePermitted(db, { rounds: 8 }))
})
