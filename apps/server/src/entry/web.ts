import { configOfProcess } from './config.ts'
import { assemble } from './assemble.ts'
import { runUntilStopped } from './run-until-stopped.ts'
import { startWeb } from './start-web.ts'

const config = configOfProcess()
const parts = await assemble(config, 'web')
runUntilStopped([await startWeb(config, parts), parts])
