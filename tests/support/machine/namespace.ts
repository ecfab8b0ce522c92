import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Mounts, process numbers and a network of loopback alone, apart from those of this machine. */
export type Namespace = {
  /** Runs a program in it; throws with its output, named by the script, when it fails. */
  readonly run: (
    command: readonly string[],
    options: { readonly script: string; readonly typed: string; readonly env: NodeJS.ProcessEnv },
  ) => Promise<string>
  /** Starts a program of this machine’s files in its network. */
  readonly startBeside: (command: readonly string[], env: NodeJS.ProcessEnv) => ChildProcess
  /** Ends all processes in it; what was mounted is gone. */
  readonly close: () => Promise<void>
}

const repository = path.resolve(import.meta.dirname, '../../..')

/** Opens one that has run these commands of sh first. `more`: further kinds, as options of unshare. */
export async function openNamespace(
  commands: string,
  more: readonly string[] = [],
): Promise<Namespace> {
  const kinds = ['--mount', '--pid', '--net', '--uts', ...more]
  const holder = spawn(
    'unshare',
    [
      ...[...kinds, '--fork', '--kill-child', '--'],
      ...['sh', '-c', `${commands} && echo begun && while :; do sleep 1000 & wait; done`],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await new Promise((begun, failed) => {
    holder.stdout.once('data', begun)
    holder.once('exit', failed)
  })
  const first = readFileSync(
    `/proc/${String(holder.pid)}/task/${String(holder.pid)}/children`,
    'utf8',
  ).trim()
  const beside: ChildProcess[] = []
  return {
    run: (command, { script, typed, env }) =>
      new Promise((resolve, reject) => {
        const program = spawn('nsenter', ['-t', first, ...kinds, '--', ...command], {
          stdio: ['pipe', 'pipe', 'pipe'],
          env,
        })
        let output = ''
        for (const stream of [program.stdout, program.stderr])
          stream.on('data', (chunk: Buffer) => {
            output += chunk.toString('utf8')
          })
        program.stdin.on('error', () => undefined)
        program.stdin.end(typed)
        // What it started may keep its output open.
        program.once('exit', (code) => {
          setTimeout(() => {
            if (code === 0) resolve(output)
            else reject(new Error(`${script}\nended with ${String(code)}:\n${output}`))
          }, 100)
        })
      }),
    startBeside: (command, env) => {
      const child = spawn('nsenter', ['-t', first, '--net', '--', ...command], {
        ...{ env, cwd: repository },
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      beside.push(child)
      return child
    },
    close: async () => {
      for (const child of beside) child.kill()
      // With its first process all others in it end.
      holder.kill('SIGKILL')
      for (let tries = 0; tries < 100 && existsSync(`/proc/${first}`); tries += 1) await sleep(50)
    },
  }
}

/** Waits until the request does not fail; after three minutes fails with what happened. */
export async function untilItWorks(
  what: string,
  request: () => Promise<unknown>,
  happened: () => Promise<string>,
): Promise<void> {
  const end = performance.now() + 180_000
  for (;;) {
    const works = await request().then(
      () => true,
      () => false,
    )
    if (works) return
    if (performance.now() > end)
      throw new Error(`${what}: not within three minutes\n${await happened()}`)
    await sleep(500)
  }
}
