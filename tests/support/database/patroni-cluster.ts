// cspell:ignore conn httpchk initdb maxconn patronictl pgpass restapi
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { databaseRoles, type DatabaseUser } from '../../../apps/server/src/entry/grants.ts'
import { freePorts } from '../network/free-ports.ts'
import { binaries, endNow, familyOf, giveToServer, serverCommand } from './postgres.ts'

const nodeNames = ['node1', 'node2', 'node3'] as const
export type NodeName = (typeof nodeNames)[number]

/**
 * PostgreSQL on three nodes under Patroni, as docs/operations/several-machines.md describes it, on one machine: etcd,
 * HAProxy that leads to the primary, and pgbouncer before it.
 */
export type PatroniCluster = {
  /** Straight to HAProxy; the owner's unless a process is named. */
  readonly urlByHaproxy: (user?: DatabaseUser) => string
  /** Through pgbouncer in transaction mode. */
  readonly urlByPgbouncer: (user?: DatabaseUser) => string
  readonly primary: () => Promise<NodeName | undefined>
  /** The replica that a commit waits for. */
  readonly synchronousReplica: () => Promise<NodeName | undefined>
  /** Ends a node's server and its Patroni as a power cut would. */
  readonly kill: (node: NodeName) => Promise<void>
  /** Starts the Patroni of a node that was killed, as its machine does when it comes back. */
  readonly start: (node: NodeName) => Promise<void>
  /** Hands the primary over, as an operator does (`patronictl switchover`). */
  readonly switchOver: (from: NodeName) => Promise<void>
  /** Until the primary has this many replicas that keep up. */
  readonly untilReplicas: (count: number) => Promise<void>
  readonly killEtcd: () => Promise<void>
  readonly startEtcd: () => Promise<void>
  readonly close: () => Promise<void>
}

const files = {
  etcd: '/usr/bin/etcd',
  patroni: '/usr/bin/patroni',
  haproxy: '/usr/sbin/haproxy',
  pgbouncer: '/usr/sbin/pgbouncer',
}

/** Why no cluster can be started here; undefined when it can. */
export const noCluster = (): string | undefined =>
  [...Object.values(files), `${binaries}/postgres`]
    .filter((file) => !existsSync(file))
    .map((file) => `no ${file}`)[0]

const database = 'sotevarmenne'
const owner = 'postgres'

export async function startPatroniCluster(): Promise<PatroniCluster> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-patroni-'))
  await giveToServer(folder)
  const ports = await freePorts([
    ...['etcd', 'etcdPeers', 'haproxy', 'pgbouncer'],
    ...nodeNames.flatMap((name) => [`${name}-server`, `${name}-api`]),
  ])
  const portOf = (name: string): number => ports[name] ?? 0
  const programs = new Map<string, Program>()
  const launch = (name: string, command: readonly string[]): void => {
    programs.set(name, startProgram(command, folder))
  }
  const write = async (name: string, content: string): Promise<string> => {
    const file = path.join(folder, name)
    await writeFile(file, content)
    await giveToServer(file)
    await chmod(file, 0o600)
    return file
  }

  const startEtcd = async (): Promise<void> => {
    launch('etcd', etcdCommand(path.join(folder, 'etcd'), portOf))
    await until('etcd responds', folder, () => isOk(`${http(portOf('etcd'))}/health`))
  }
  const start = async (node: NodeName): Promise<void> => {
    const file = await write(`${node}.json`, JSON.stringify(patroniSettings(node, folder, portOf)))
    launch(node, [files.patroni, file])
    await until(`${node} runs`, folder, () => isOk(`${http(portOf(`${node}-api`))}/health`))
  }
  const primary: PatroniCluster['primary'] = async () => {
    const found = await Promise.all(
      nodeNames.map((name) => isOk(`${http(portOf(`${name}-api`))}/primary`)),
    )
    return nodeNames.find((_, index) => found[index])
  }
  /** As the primary sees them; none without a primary. */
  const replicas = async (): Promise<Members['members']> => {
    const name = await primary()
    if (name === undefined) return []
    const { members } = (await responseOf(`${http(portOf(`${name}-api`))}/cluster`)) as Members
    return members.filter(({ role, state }) => state === 'streaming' && role !== 'leader')
  }
  const synchronousReplica: PatroniCluster['synchronousReplica'] = async () =>
    (await replicas()).find(({ role }) => role === 'sync_standby')?.name
  const untilReplicas: PatroniCluster['untilReplicas'] = (count) =>
    until(
      `${String(count)} replicas`,
      folder,
      // Only the synchronous one may become primary.
      async () => (await replicas()).length === count && (await synchronousReplica()) !== undefined,
    )

  const close = async (): Promise<void> => {
    // The replicas first: none of them needs to become primary.
    for (const program of [...programs.values()].reverse()) await program.end('SIGTERM')
    for (const name of nodeNames) await endServerOf(path.join(folder, name))
    await rm(folder, { recursive: true, force: true })
  }

  try {
    await mkdir(path.join(folder, 'etcd'))
    await giveToServer(path.join(folder, 'etcd'))
    await startEtcd()
    for (const name of nodeNames) {
      await start(name)
      await until('there is a primary', folder, async () => (await primary()) !== undefined)
    }
    launch('haproxy', [
      files.haproxy,
      '-db',
      '-f',
      await write('haproxy.cfg', haproxySettings(portOf)),
    ])
    const users = [owner, ...Object.values(databaseRoles)].map((user) => `"${user}" ""\n`)
    const usersFile = await write('users.txt', users.join(''))
    launch('pgbouncer', [
      files.pgbouncer,
      await write('pgbouncer.ini', pgbouncerSettings({ usersFile, folder, portOf })),
    ])
    await untilReplicas(2)
    await until('the database is created', folder, () =>
      createDatabase(portOf('haproxy')).then(() => true),
    )
  } catch (fault) {
    await close()
    throw fault
  }

  const urlAt = (port: number) => (user?: DatabaseUser) =>
    `postgresql://${user === undefined ? owner : databaseRoles[user]}@127.0.0.1:${String(port)}/${database}`
  return {
    urlByHaproxy: urlAt(portOf('haproxy')),
    urlByPgbouncer: urlAt(portOf('pgbouncer')),
    ...{ primary, synchronousReplica, start, untilReplicas, startEtcd, close },
    kill: async (node) => {
      const pid = await pidOfServer(path.join(folder, node))
      const family = pid === undefined ? [] : await familyOf(pid)
      const patroni = programs.get(node)?.end('SIGKILL')
      for (const each of family) endNow(each)
      await patroni
    },
    switchOver: async (from) => {
      const response = await fetch(`${http(portOf(`${from}-api`))}/switchover`, {
        method: 'POST',
        body: JSON.stringify({ leader: from }),
      })
      if (!response.ok) throw new Error(`no switchover: ${await response.text()}`)
    },
    killEtcd: async () => {
      await programs.get('etcd')?.end('SIGKILL')
    },
  }
}

/** Patroni's `GET /cluster`. */
type Members = {
  readonly members: readonly {
    readonly name: NodeName
    readonly role: string
    readonly state: string
  }[]
}

type PortOf = (name: string) => number

const http = (port: number): string => `http://127.0.0.1:${String(port)}`

const createDatabase = (port: number) =>
  promisify(execFile)(
    `${binaries}/createdb`,
    ['--host', '127.0.0.1', '--port', String(port), '--username', owner, database],
    { env: { ...process.env, LC_ALL: 'C.UTF-8' }, timeout: 30_000 },
  )

const etcdCommand = (data: string, portOf: PortOf): readonly string[] => [
  ...[files.etcd, '--name', 'etcd', '--data-dir', data, '--log-level', 'error'],
  // Nothing here simulates a power cut of etcd.
  '--unsafe-no-fsync',
  ...[
    '--listen-client-urls',
    http(portOf('etcd')),
    '--advertise-client-urls',
    http(portOf('etcd')),
  ],
  ...['--listen-peer-urls', http(portOf('etcdPeers'))],
  ...['--initial-advertise-peer-urls', http(portOf('etcdPeers'))],
  ...['--initial-cluster', `etcd=${http(portOf('etcdPeers'))}`],
]

/** Seconds: the shortest that Patroni takes for `ttl`, and `ttl` ≥ `loop_wait` + 2 × `retry_timeout`. */
const cadence = { ttl: 20, loop_wait: 5, retry_timeout: 5 }

function patroniSettings(node: NodeName, folder: string, portOf: PortOf): object {
  const server = `127.0.0.1:${String(portOf(`${node}-server`))}`
  const api = `127.0.0.1:${String(portOf(`${node}-api`))}`
  return {
    scope: 'sotevarmenne',
    name: node,
    restapi: { listen: api, connect_address: api },
    etcd3: { hosts: [`127.0.0.1:${String(portOf('etcd'))}`] },
    bootstrap: {
      dcs: {
        ...cadence,
        // What was committed is on two nodes: a failover loses nothing.
        synchronous_mode: true,
        postgresql: { use_pg_rewind: true, parameters: { max_connections: 200 } },
      },
      initdb: [{ encoding: 'UTF8' }, { locale: 'C.UTF-8' }, 'data-checksums'],
    },
    postgresql: {
      listen: server,
      connect_address: server,
      data_dir: path.join(folder, node),
      bin_dir: binaries,
      pgpass: path.join(folder, `${node}.pgpass`),
      authentication: {
        superuser: { username: owner, password: 'of tests' },
        replication: { username: 'replicator', password: 'of tests' },
      },
      pg_hba: ['host all all 127.0.0.1/32 trust', 'host replication all 127.0.0.1/32 trust'],
      parameters: { unix_socket_directories: folder, client_connection_check_interval: '5s' },
    },
  }
}

const haproxySettings = (portOf: PortOf): string => `
global
  maxconn 1000
defaults
  mode tcp
  timeout connect 4s
  timeout check 2s
  timeout client 30m
  timeout server 30m
listen primary
  bind 127.0.0.1:${String(portOf('haproxy'))}
  option httpchk OPTIONS /primary
  http-check expect status 200
  default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
${nodeNames
  .map(
    (name) =>
      `  server ${name} 127.0.0.1:${String(portOf(`${name}-server`))} check port ${String(portOf(`${name}-api`))}\n`,
  )
  .join('')}`

const pgbouncerSettings = ({
  usersFile,
  folder,
  portOf,
}: {
  readonly usersFile: string
  readonly folder: string
  readonly portOf: PortOf
}): string => `
[databases]
* = host=127.0.0.1 port=${String(portOf('haproxy'))}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${String(portOf('pgbouncer'))}
unix_socket_dir = ${folder}
auth_type = trust
auth_file = ${usersFile}
pool_mode = transaction
max_prepared_statements = 200
default_pool_size = 20
max_client_conn = 500
server_login_retry = 1
server_connect_timeout = 3
query_wait_timeout = 20
log_connections = 0
log_disconnections = 0
`

type Program = { readonly end: (signal: NodeJS.Signals) => Promise<void> }

/** As the server's user, and no longer than this process; what it prints goes to `log` in the folder. */
function startProgram(command: readonly string[], folder: string): Program {
  const [first, ...rest] = serverCommand([
    ...['sh', '-c', 'exec "$@" >>log 2>&1', 'sh'],
    ...command,
  ])
  const child: ChildProcess = spawn(first, rest, { cwd: folder, stdio: 'ignore' })
  return {
    end: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
    },
  }
}

async function pidOfServer(data: string): Promise<number | undefined> {
  const text = await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => undefined)
  const pid = Number(text?.split('\n')[0])
  return Number.isInteger(pid) && pid > 0 ? pid : undefined
}

/** Patroni ends its server with itself, but for one that was killed. */
async function endServerOf(data: string): Promise<void> {
  const pid = await pidOfServer(data)
  if (pid !== undefined) endNow(pid)
}

const isOk = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    async (response) => {
      await response.arrayBuffer()
      return response.ok
    },
    () => false,
  )

const responseOf = async (url: string): Promise<unknown> =>
  (await fetch(url, { signal: AbortSignal.timeout(5_000) })).json()

async function until(what: string, folder: string, request: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 120_000
  while (!(await request().catch(() => false))) {
    if (performance.now() > end) {
      const log = await readFile(path.join(folder, 'log'), 'utf8').catch(() => '')
      throw new Error(`not within two minutes: ${what}\n${log.slice(-4000)}`)
    }
    await sleep(100)
  }
}
