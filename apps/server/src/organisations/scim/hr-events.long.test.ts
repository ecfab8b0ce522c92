import { it } from 'node:test'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { deliverEvents } from './testing/hr-events.ts'

forEachDatabase('10,000 events of an HR system over SCIM', ({ db }) => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  it(`lead to the state of a reconciliation, and are counted by the second (seed ${String(seed)}) (R517)`, async (test) => {
    test.diagnostic(JSON.stringify(await deliverEvents(db, { count: 10_000, seed })))
  })
})
