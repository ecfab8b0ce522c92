import { configOfProcess } from './config.ts'
import { assemble } from './assemble.ts'
import { runUntilStopped } from './run-until-stopped.ts'
import { startJobs } from './start-jobs.ts'

const config = configOfProcess()
const parts = await assemble(config, 'jobs')
runUntilStopped([await startJobs(config, parts), parts])
