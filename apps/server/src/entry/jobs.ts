import { configOfProcess } from './config.ts'
import { createParts } from './parts.ts'
import { runUntilStopped } from './run-until-stopped.ts'
import { startJobs } from './start-jobs.ts'

const config = configOfProcess('jobs')
const parts = await createParts(config, 'jobs')
runUntilStopped(config, [await startJobs(config, parts), parts])
