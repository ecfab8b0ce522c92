import { testRollingRestarts } from './rolling-restart.ts'

testRollingRestarts({ requests: 2_000 })
