import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePorts } from '../network/free-ports.ts'

const run = promisify(execFile)

/** `litewitness` of Debian’s package litetlog, a witness of another maker, as it is. */
const ofDebian = '/usr/bin/litewitness'
const sources = '/usr/share/gocode/src/filippo.io/litetlog'

/** Why no witness can run here. */
export const noWitness = (): string | undefined =>
  [ofDebian, '/usr/bin/ssh-agent'].every((file) => existsSync(file))
    ? undefined
    : 'Debian’s packages litetlog and openssh-client are not installed'

/**
 * The same program, built from Debian’s sources with one call changed. Debian’s own (0.4.3-3) breaks off in
 * the moment in which it would write down what it cosigns: its SQLite library takes no array. It can refuse,
 * and never cosign.
 */
export async function buildWitness(): Promise<string> {
  const folder = join(process.env['TEST_CACHE'] ?? tmpdir(), 'sotevarmenne-witness')
  const program = join(folder, 'litewitness')
  if (existsSync(program)) return program
  await mkdir(folder, { recursive: true })
  const source = `${sources}/internal/witness/witness.go`
  const text = await readFile(source, 'utf8')
  const mended = text.replace('newSize, newHash, origin', 'newSize, newHash.String(), origin')
  if (mended === text) throw new Error(`${source} needs no change any more: use Debian’s program`)
  await writeFile(join(folder, 'witness.go'), mended)
  const overlay = join(folder, 'overlay.json')
  await writeFile(overlay, JSON.stringify({ Replace: { [source]: join(folder, 'witness.go') } }))
  const unfinished = join(folder, `litewitness-${String(process.pid)}`)
  await run(
    'go',
    ['build', '-overlay', overlay, '-o', unfinished, 'filippo.io/litetlog/cmd/litewitness'],
    {
      env: {
        ...process.env,
        GO111MODULE: 'off',
        GOPATH: '/usr/share/gocode',
        GOCACHE: join(folder, 'cache'),
        // SQLite takes minutes to be made fast, and a witness of a test needs no speed.
        CGO_CFLAGS: '-O0',
      },
    },
  )
  await run('mv', [unfinished, program])
  return program
}

export type TestWitness = {
  readonly url: string
  /** Its verifier key. */
  readonly key: string
  /** From now on it cosigns the log with this verifier key. */
  readonly addLog: (verifierKey: string) => Promise<void>
  /** As if it had cosigned this head of the log. */
  readonly setHead: (origin: string, head: { size: number; root: Uint8Array }) => void
  readonly stop: () => Promise<void>
}

/** Its key is held by an SSH agent. */
export async function startWitness(name: string, program = ofDebian): Promise<TestWitness> {
  const folder = await mkdtemp(join(tmpdir(), 'witness-'))
  const database = join(folder, 'db')
  const agentSocket = join(folder, 'agent')
  const keyFile = join(folder, 'key')
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', keyFile])
  const agent = spawn('ssh-agent', ['-D', '-a', agentSocket], { stdio: 'ignore' })
  while (!existsSync(agentSocket)) await wait(10)
  await run('ssh-add', ['-q', keyFile], { env: { ...process.env, SSH_AUTH_SOCK: agentSocket } })
  const [, fingerprint = ''] = (await run('ssh-keygen', ['-lf', keyFile])).stdout.split(' ')
  const { witness: port } = await freePorts(['witness'])
  const listen = `127.0.0.1:${String(port)}`
  const place = ['-db', database, '-ssh-agent', agentSocket, '-listen', listen]
  const witness = spawn(program, [...place, '-key', fingerprint, '-name', name], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // Built as Debian builds it, it knows its paths only with this setting of the Go runtime.
    env: { ...process.env, GODEBUG: 'httpmuxgo121=0' },
  })
  return {
    url: `http://${listen}`,
    key: await keyFrom(witness),
    addLog: async (verifierKey) => {
      const [origin = ''] = verifierKey.split('+')
      await run('witnessctl', ['add-log', '-db', database, '-origin', origin])
      const key = ['-origin', origin, '-key', verifierKey]
      await run('witnessctl', ['add-key', '-db', database, ...key])
    },
    setHead: (origin, { size, root }) => {
      const open = new DatabaseSync(database)
      open
        .prepare('update log set tree_size = ?, tree_hash = ? where origin = ?')
        .run(size, Buffer.from(root).toString('base64'), origin)
      open.close()
    },
    stop: async () => {
      for (const each of [witness, agent]) await ended(each)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** It prints its verifier key, and then that it listens. */
function keyFrom(witness: ChildProcess): Promise<string> {
  let printed = ''
  return new Promise((resolve, reject) => {
    witness.on('error', reject)
    witness.on('exit', () => {
      reject(new Error(`litewitness ended: ${printed}`))
    })
    witness.stderr?.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8')
      const [, key] = /vkey=(\S+)[^]*msg=listening/.exec(printed) ?? []
      if (key !== undefined) resolve(key)
    })
  })
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  await exited
}
