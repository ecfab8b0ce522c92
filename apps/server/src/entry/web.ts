import { configOfProcess } from './config.ts'
import { createParts } from './parts.ts'
import { runUntilStopped } from './run-until-stopped.ts'
import { startTracing } from './start-tracing.ts'
import { startWeb } from './start-web.ts'

const config = configOfProcess('web')
const tracing = startTracing(config, 'web')
const parts = await createParts(config, 'web')
runUntilStopped(config, [await startWeb(config, parts), parts, tracing])
