import { testFailovers } from './failover.ts'

testFailovers({ kills: 3, killsOthers: true })
