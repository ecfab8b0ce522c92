/**
 * `npm run station`: a personalisation station joins the example world that `npm start` runs, with two virtual readers
 * unless told otherwise (`STATION_…`, docs/operations/station.md). While it runs, it makes the cards.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { environment, installNodePackages, node24, root, run, say } from './machine.mjs'

installNodePackages()
const data = path.resolve(process.env.SOTEVARMENNE_DATA ?? path.join(root, '.data'))
const door = (name) => path.join(data, 'door', name)
if (process.env.STATION_CERTIFICATE_FILE === undefined && !existsSync(door('station.pem'))) {
  say('Start the example world first (npm start). One from before stations were: delete its .data.')
  process.exit(1)
}
run(node24, ['--disable-warning=ExperimentalWarning', 'apps/station/src/start.ts'], {
  env: {
    STATION_NAME: 'Example station',
    STATION_SERVICE: `https://service.localhost:${process.env.SOTEVARMENNE_MACHINES_PORT ?? 8443}`,
    STATION_CERTIFICATE_FILE: door('station.pem'),
    STATION_KEY_FILE: door('station.key'),
    STATION_ROOT_FILE: door('root.pem'),
    STATION_READERS: 'virtual:2',
    STATION_DATA: data,
    STATION_PRINT_FOLDER: path.join(data, 'printed'),
    ...environment(),
  },
})
