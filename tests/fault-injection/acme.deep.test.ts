import { describe } from 'node:test'
import { everyKill } from './killing-acme.ts'
import { killsOfOrders } from './kills-of-orders.ts'

describe('an order of a program whose service is killed, on PostgreSQL', () => {
  killsOfOrders(everyKill)
})
