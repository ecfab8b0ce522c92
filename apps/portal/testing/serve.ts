import { fileURLToPath } from 'node:url'
import { startFakeServer } from './fake-server.ts'

/** `node apps/portal/testing/serve.ts [registrar|holder]`: look at the built portal without the service. */
const role = process.argv[2]
const server = await startFakeServer({
  dist: fileURLToPath(new URL('../dist', import.meta.url)),
  port: 8099,
})
server.signInAs(role === 'registrar' || role === 'holder' ? role : 'nobody')
process.stdout.write(`${server.url}\n`)
