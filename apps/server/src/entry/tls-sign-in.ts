import { configOfProcess } from './config.ts'
import { runUntilStopped } from './run-until-stopped.ts'
import { startTlsSignInProcess } from './start-tls-sign-in.ts'

runUntilStopped(await startTlsSignInProcess(configOfProcess()))
