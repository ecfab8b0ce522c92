import type { Config } from './config.ts'
import type { Parts } from './parts.ts'
import type { Running } from './start-web.ts'

/** Serves OCSP, lists and the authorities' certificates; answers once keys and lists are there. */
export async function startStatus(config: Config, { status }: Parts): Promise<Running> {
  const server = await status.start({ host: config.host, port: config.ports.status })
  return { stop: server.close }
}
