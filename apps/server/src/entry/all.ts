import path from 'node:path'
import { beginExampleWorld } from './begin-example-world.ts'
import { readConfig } from './config.ts'
import { exampleDoor } from './example-door.ts'
import { assemble } from './parts.ts'
import { runUntilStopped } from './run-until-stopped.ts'
import { startJobs } from './start-jobs.ts'
import { startSignerProcess } from './start-signer.ts'
import { startStatus } from './start-status.ts'
import { startWeb } from './start-web.ts'
import { takeDataFolder } from './take-data-folder.ts'

/** The whole service in one process, with the signer as its own: what `npm start` runs. */
const config = readConfig(process.env)
const folder = await takeDataFolder(config.data)
const signer = await startSignerProcess()
const parts = await assemble(config, 'all')
if (config.isExampleWorld) await beginExampleWorld(config, parts)
const status = await startStatus(config, parts)
const jobs = await startJobs(parts)
// Of an example world the door for programs is open too, unless another certificate is told.
const tls =
  config.machines.tls ??
  (config.isExampleWorld ? await exampleDoor(path.join(config.data, 'door'), parts) : undefined)
const web = await startWeb({ ...config, machines: { ...config.machines, tls } }, parts)
runUntilStopped([web, jobs, status, parts, signer, folder])
