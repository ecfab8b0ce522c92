import { configOfProcess } from './config.ts'
import { createParts } from './parts.ts'
import { runUntilStopped } from './run-until-stopped.ts'
import { startOcsp } from './start-ocsp.ts'

const config = configOfProcess('ocsp')
const parts = await createParts(config, 'ocsp')
runUntilStopped(config, [await startOcsp(config, parts), parts])
