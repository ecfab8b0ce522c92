import { it } from 'node:test'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { comparePermitted } from './testing/permitted.ts'

forEachDatabase('ordering after many random changes of agreements, deep run', ({ db }) => {
  it('permits the independently computed set: agreements, changes, ends, delegations in circles, ceased sides, points with a new operator (R92, R213, R214, R277, R279, R286, R310, R317)', () =>
    comparePermitted(db, { rounds: 200 }))
})
