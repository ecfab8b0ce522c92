/**
 * `npm run station`: a production station joins the demo environment that `npm start` runs, by default with
 * two virtual readers (`STATION_…`, docs/operations/station.md). While it runs, it produces the cards.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { environment, installNodePackages, node24, root, run, say } from './machine.mjs'

installNodePackages()
const data = path.resolve(process.env.SOTEVARMENNE_DATA ?? path.join(root, '.data'))
const listenerFile = (name) => path.join(data, 'listener', name)
if (
  process.env.STATION_CERTIFICATE_FILE === undefined &&
  !existsSync(listenerFile('station.pem'))
) {
  say(
    'Start the demo environment first (npm start). If its .data was created before stations existed, delete .data.',
  )
  process.exit(1)
}
run(node24, ['--disable-warning=ExperimentalWarning', 'apps/station/src/start.ts'], {
  env: {
    STATION_NAME: 'Example station',
    STATION_SERVICE: `https://service.localhost:${process.env.SOTEVARMENNE_ENROLMENT_API_PORT ?? 8443}`,
    STATION_CERTIFICATE_FILE: listenerFile('station.pem'),
    STATION_KEY_FILE: listenerFile('station.key'),
    STATION_ROOT_FILE: listenerFile('root.pem'),
    STATION_READERS: 'virtual:2',
    STATION_DATA: data,
    STATION_PRINT_FOLDER: path.join(data, 'printed'),
    ...environment(),
  },
})
