import { existsSync } from 'node:fs'
import path from 'node:path'
import { beginDemoEnvironment, signByFirstTwo } from './begin-demo-environment.ts'
import { configOfProcess } from './config.ts'
import { demoTlsProxy, demoTlsProxyName } from './demo-tls-proxy.ts'
import { createParts } from './parts.ts'
import { runUntilStopped } from './run-until-stopped.ts'
import { startJobs } from './start-jobs.ts'
import { startSignerProcess } from './start-signer.ts'
import { startOcsp } from './start-ocsp.ts'
import { startTracing } from './start-tracing.ts'
import { startTlsSignIn } from './start-tls-sign-in.ts'
import { startWeb } from './start-web.ts'
import { takeDataFolder } from './take-data-folder.ts'

/** The whole service in one process, with its own signer: run by `npm start`. */
const config = configOfProcess('all')
const exampleTlsSignIn = `https://${demoTlsProxyName}:${String(config.ports.tlsSignIn)}`
const tlsSignInUrl =
  config.tlsSignIn.url ?? (config.isDemoEnvironment ? exampleTlsSignIn : undefined)
if (config.tlsSignIn.tls !== undefined && tlsSignInUrl === undefined)
  throw new Error('SOTEVARMENNE_TLS_SIGN_IN_URL is missing: people are sent to it')
const folder = await takeDataFolder(config.data)
const isFirstStart = !existsSync(path.join(config.data, 'ca'))
sayStep(isFirstStart ? 'Rehearsing the key ceremony' : 'Opening the CA keys')
const signer = await startSignerProcess()
const tracing = startTracing(config, 'all')
sayStep('Starting the database')
const parts = await createParts(config, 'all', tlsSignInUrl)
if (config.isDemoEnvironment) {
  sayStep(
    isFirstStart
      ? 'Entering the demo data: people, cards, organisations'
      : 'Checking the demo data',
  )
  await beginDemoEnvironment(config, parts)
}
sayStep('Starting OCSP, jobs and web')
const ocsp = await startOcsp(config, parts)
const jobs = await startJobs(config, parts)
// In a demo environment the enrolment API and the TLS sign-in are open too, unless other certificates are
// configured.
const example = config.isDemoEnvironment
  ? await demoTlsProxy(path.join(config.data, 'listener'), parts, signByFirstTwo(config, parts))
  : undefined
const web = await startWeb(
  {
    ...config,
    machines: { ...config.machines, tls: config.machines.tls ?? example },
  },
  parts,
)
const tlsOfSignIn = config.tlsSignIn.tls ?? example
const tlsSignIn =
  tlsSignInUrl !== undefined && tlsOfSignIn
    ? [await startTlsSignIn({ ...config, tls: tlsOfSignIn }, parts)]
    : []
runUntilStopped(config, [...tlsSignIn, web, jobs, ocsp, parts, signer, tracing, folder])

/** Progress for the person who started `npm start`: each step may take longer than two seconds. */
function sayStep(step: string): void {
  if (config.isDemoEnvironment) process.stdout.write(`${step} …\n`)
}
