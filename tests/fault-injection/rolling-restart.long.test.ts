import { testRollingRestarts } from './rolling-restart.ts'

testRollingRestarts({ requests: 20_000 })
