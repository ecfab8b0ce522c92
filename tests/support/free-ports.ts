import { createServer } from 'node:net'

/** A port for each name that nobody listens on now; held open together while they are found, so that they differ. */
export async function freePorts<Name extends string>(
  names: readonly Name[],
): Promise<Readonly<Record<Name, number>>> {
  const found = await Promise.all(names.map(async (name) => ({ name, ...(await hold()) })))
  await Promise.all(found.map(({ letGo }) => letGo()))
  return Object.fromEntries(found.map(({ name, port }) => [name, port])) as Record<Name, number>
}

const hold = (): Promise<{ readonly port: number; readonly letGo: () => Promise<unknown> }> =>
  new Promise((held, failed) => {
    const server = createServer().once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') throw new Error('no port')
      held({ port: address.port, letGo: () => new Promise((closed) => server.close(closed)) })
    })
  })
