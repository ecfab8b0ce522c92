import { fileURLToPath } from 'node:url'
import { startFakeServer } from './fake-server.ts'

/**
 * `node apps/portal/testing/serve.ts [registrar|holder|handler|auditor|agent]`: view the built portal without
 * the service.
 */
const roles = ['registrar', 'holder', 'caseOfficer', 'auditor', 'agent'] as const
const server = await startFakeServer({
  dist: fileURLToPath(new URL('../dist', import.meta.url)),
  port: 8099,
})
server.signInAs(roles.find((role) => role === process.argv[2]) ?? 'nobody')
process.stdout.write(`${server.url}\n`)
