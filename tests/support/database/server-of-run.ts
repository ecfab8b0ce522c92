import { noServer, serverOfRun, startServer, type Server } from './postgres.ts'

/**
 * Server of a run of many files (`--test-global-setup`): one PostgreSQL, on which each suite has its own
 * database.
 */
let server: Server | undefined

export async function globalSetup(): Promise<void> {
  if (noServer() !== undefined) return
  server = await startServer()
  process.env[serverOfRun] = server.socketDirectory
}

export async function globalTeardown(): Promise<void> {
  await server?.stop()
}
