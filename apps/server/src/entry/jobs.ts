import { configOfProcess } from './config.ts'
import { createParts } from './parts.ts'
import { runUntilStopped } from './run-until-stopped.ts'
import { serveJobsMetrics } from './serve-jobs-metrics.ts'
import { startJobs } from './start-jobs.ts'
import { startTracing } from './start-tracing.ts'

const config = configOfProcess('jobs')
const tracing = startTracing(config, 'jobs')
const parts = await createParts(config, 'jobs')
const jobs = await startJobs(config, parts)
runUntilStopped(config, [await serveJobsMetrics(config, parts, jobs.metrics), jobs, parts, tracing])
