import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What stands before a database: it passes everything on, or accepts connections and says nothing. */
export type SilentRelay = {
  readonly url: string
  /** From now on no byte passes, of open connections and of new ones. */
  readonly fallSilent: () => void
  /** New connections are passed on again; those of the silence stay silent for ever. */
  readonly speak: () => void
  readonly close: () => Promise<void>
}

const socketName = '.s.PGSQL.5432'

/** Before the server of the URL, which names the folder of its Unix socket. */
export async function startSilentRelay(url: string): Promise<SilentRelay> {
  const folder = await mkdtemp(join(tmpdir(), 'silent-relay-'))
  const target = new URL(url.replace('@/', '@localhost/'))
  const path = join(target.searchParams.get('host') ?? '', socketName)
  const sockets = new Set<Socket>()
  let isSilent = false
  const server = createServer((near) => {
    sockets.add(near.on('error', () => undefined))
    if (isSilent) return
    const far = connect(path)
    sockets.add(far.on('error', () => undefined))
    near.pipe(far)
    far.pipe(near)
  })
  server.listen(join(folder, socketName))
  await once(server, 'listening')
  return {
    url: url.replace(/host=[^&]*/, `host=${encodeURIComponent(folder)}`),
    fallSilent: () => {
      isSilent = true
      for (const socket of sockets) socket.unpipe().pause()
    },
    speak: () => {
      isSilent = false
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
