import { existsSync } from 'node:fs'
import path from 'node:path'
import { beginExampleWorld } from './begin-example-world.ts'
import { configOfProcess } from './config.ts'
import { exampleDoor, exampleDoorName } from './example-door.ts'
import { assemble } from './parts.ts'
import { runUntilStopped } from './run-until-stopped.ts'
import { startJobs } from './start-jobs.ts'
import { startSignerProcess } from './start-signer.ts'
import { startStatus } from './start-status.ts'
import { startWeb } from './start-web.ts'
import { takeDataFolder } from './take-data-folder.ts'

/** The whole service in one process, with the signer as its own: what `npm start` runs. */
const config = configOfProcess()
const exampleCardDoor = `https://${exampleDoorName}:${String(config.ports.cardDoor)}`
const cardDoorUrl = config.cardDoor?.url ?? (config.isExampleWorld ? exampleCardDoor : undefined)
const folder = await takeDataFolder(config.data)
const isFirstStart = !existsSync(path.join(config.data, 'authority'))
sayStep(isFirstStart ? 'Rehearsing the key ceremony' : 'Opening the CA keys')
const signer = await startSignerProcess()
sayStep('Starting the database')
const parts = await assemble(config, 'all', cardDoorUrl)
if (config.isExampleWorld) {
  sayStep(
    isFirstStart
      ? 'Entering the demo data: people, cards, organisations'
      : 'Checking the demo data',
  )
  await beginExampleWorld(config, parts)
}
sayStep('Starting OCSP, jobs and web')
const status = await startStatus(config, parts)
const jobs = await startJobs(config, parts)
// Of an example world the doors for programs and for cards are open too, unless other certificates are told.
const example = config.isExampleWorld
  ? await exampleDoor(path.join(config.data, 'door'), parts)
  : undefined
const web = await startWeb(
  {
    ...config,
    machines: { ...config.machines, tls: config.machines.tls ?? example },
    cardDoor: config.cardDoor ?? (example && { url: exampleCardDoor, tls: example }),
  },
  parts,
)
runUntilStopped([web, jobs, status, parts, signer, folder])

/** To the person who has typed `npm start`: each may take longer than two seconds. */
function sayStep(step: string): void {
  if (config.isExampleWorld) process.stdout.write(`${step} …\n`)
}
