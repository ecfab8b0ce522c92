import { testFailovers } from './failover.ts'

testFailovers({ kills: 1, killsOthers: false })
