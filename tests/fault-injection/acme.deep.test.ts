import { describe } from 'node:test'
import { everyKill } from './killing-acme.ts'
import { killsOfOrders } from './kills-of-orders.ts'

describe('an ACME order with a killed service process, on PostgreSQL', () => {
  killsOfOrders(everyKill)
})
