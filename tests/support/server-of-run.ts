import { noServer, serverOfRun, startServer, type Server } from './postgres.ts'

/** Of a run of many files (`--test-global-setup`): one server of PostgreSQL, on which each suite has a database of its own. */
let server: Server | undefined

export async function globalSetup(): Promise<void> {
  if (noServer() !== undefined) return
  server = await startServer()
  process.env[serverOfRun] = server.socketDirectory
}

export async function globalTeardown(): Promise<void> {
  await server?.stop()
}
