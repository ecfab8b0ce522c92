import { it } from 'node:test'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { deliverEvents } from './testing/hr-events.ts'

forEachDatabase('300 events of an HR system over SCIM', ({ db }) => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  it(`lead to the state of a reconciliation, in whatever order they are delivered (seed ${String(seed)}) (R517)`, async () => {
    await deliverEvents(db, { count: 300, seed })
  })
})
