import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'

/**
 * A free port for each name. They stay reserved for this process until it ends: between check and listening
 * another test file could choose the same, and the kernel assigns none of them to listeners on any port.
 */
export async function freePorts<Name extends string>(
  names: readonly Name[],
): Promise<Readonly<Record<Name, number>>> {
  const found: [Name, number][] = []
  for (const name of names) found.push([name, (await reservePorts(1)).first])
  return Object.fromEntries(found) as Record<Name, number>
}

export type ReservedPorts = { readonly first: number; release(): Promise<void> }

/** This many consecutive free ports. They stay reserved until they are released. */
export async function reservePorts(
  count: number,
  suggest: () => number = anyPort,
): Promise<ReservedPorts> {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const first = suggest()
    const ports = Array.from({ length: count }, (_, index) => first + index)
    const marks = await Promise.all(ports.map(takeMark))
    const release = async () => {
      for (const mark of marks) await (mark && closed(mark))
    }
    const isTaken = await Promise.all(ports.map(isListenedOn))
    if (marks.every((mark) => mark !== undefined) && !isTaken.includes(true))
      return { first, release }
    await release()
  }
  throw new Error('no free port found')
}

/**
 * Whether a process listens there, by the kernel's tables: a reader would take a connection for a card, and a
 * trial listener would block the daemon that is about to listen.
 */
export async function isListenedOn(port: number): Promise<boolean> {
  const listener = new RegExp(
    `: [0-9A-F]+:${port.toString(16).toUpperCase().padStart(4, '0')} \\S+ 0A `,
  )
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  )
  return tables.some((table) => listener.test(table))
}

/**
 * Below the range that the kernel assigns to connections and to listeners on any port
 * (`ip_local_port_range`).
 */
export const anyPort = (): number => randomInt(12_000, 32_000)

/**
 * A name that one process of the machine can hold at a time, and that ends with it (an abstract Unix socket).
 */
async function takeMark(port: number): Promise<Server | undefined> {
  const server = createServer().unref()
  try {
    await once(server.listen(`\0sotevarmenne-tests-port-${String(port)}`), 'listening')
  } catch {
    // Node's only way to say that another process has it.
    return undefined
  }
  return server
}

async function closed(server: Server): Promise<void> {
  server.close()
  await once(server, 'close')
}
