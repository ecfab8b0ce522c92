import { configOfProcess } from './config.ts'
import { assemble } from './assemble.ts'
import { runUntilStopped } from './run-until-stopped.ts'
import { startOcsp } from './start-ocsp.ts'

const config = configOfProcess()
const parts = await assemble(config, 'ocsp')
runUntilStopped([await startOcsp(config, parts), parts])
