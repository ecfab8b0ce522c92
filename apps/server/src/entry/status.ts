import { configOfProcess } from './config.ts'
import { assemble } from './parts.ts'
import { runUntilStopped } from './run-until-stopped.ts'
import { startStatus } from './start-status.ts'

const config = configOfProcess()
const parts = await assemble(config, 'status')
runUntilStopped([await startStatus(config, parts), parts])
