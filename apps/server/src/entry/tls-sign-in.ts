import { configOfProcess } from './config.ts'
import { runUntilStopped } from './run-until-stopped.ts'
import { startTlsSignInProcess } from './start-tls-sign-in.ts'

const config = configOfProcess('tls-sign-in')
runUntilStopped(config, await startTlsSignInProcess(config))
