// cspell:ignore ngraphroot nrunroot CGROUPSV
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Containers by podman, with processes, mounts and a network apart from this machine: their images and volumes are in a
 * folder that is deleted, ports 80 and 443 are free, and `network_mode: host` is a network of loopback alone.
 */
export type ContainerMachine = {
  /** Runs a script of sh with `podman` and `podman-compose`; throws with its output when it fails. */
  readonly run: (script: string, options?: RunOptions) => Promise<string>
  /** Starts a program of this machine’s files in that network. */
  readonly startBeside: (command: readonly string[], env: NodeJS.ProcessEnv) => ChildProcess
  readonly close: () => Promise<void>
}

type RunOptions = { readonly typed?: string; readonly cwd?: string }

const repository = path.resolve(import.meta.dirname, '../../..')

/** Whether one can be made here; otherwise why not. */
export function noContainerMachine(): string | undefined {
  if (process.getuid?.() !== 0) return 'needs root'
  const wanted = ['mmdebstrap', 'buildah', 'podman', 'podman-compose', 'unshare', 'nsenter']
  const missing = wanted.find((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0)
  return missing === undefined ? undefined : `needs ${missing}`
}

export async function openContainerMachine(): Promise<ContainerMachine> {
  const folder = await mkdtemp(path.join(tmpdir(), 'container-machine-'))
  await writeFile(
    path.join(folder, 'storage.conf'),
    `[storage]\ndriver = "overlay"\ngraphroot = "${folder}/store"\nrunroot = "/run/containers/storage"\n`,
  )
  await writeFile(
    path.join(folder, 'containers.conf'),
    '[engine]\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\n[containers]\nlog_driver = "k8s-file"\n',
  )
  const holder = spawn(
    'unshare',
    [
      ...['--mount', '--pid', '--net', '--uts', '--ipc', '--fork', '--kill-child', '--'],
      'sh',
      '-c',
      // crun refuses a machine with both kinds of control groups: it sees those of the first kind.
      `mount -t proc proc /proc && ip link set lo up && mount -t tmpfs tmpfs /run &&
        { umount /sys/fs/cgroup/unified 2>/dev/null || true; } && echo begun && while :; do sleep 1000 & wait; done`,
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
  const inside = ['-t', first, '--mount', '--pid', '--net', '--uts', '--ipc', '--']
  return {
    run: (script, { typed = '', cwd = folder } = {}) =>
      new Promise((resolve, reject) => {
        const shell = spawn('nsenter', [...inside, 'sh', '-euc', `cd ${cwd}\n${script}`], {
          stdio: ['pipe', 'pipe', 'pipe'],
          env: {
            PATH: `/usr/sbin:/usr/bin:/sbin:/bin`,
            ...{ HOME: folder, LANG: 'C.UTF-8', PODMAN_IGNORE_CGROUPSV1_WARNING: '1' },
            ...{
              CONTAINERS_STORAGE_CONF: `${folder}/storage.conf`,
              CONTAINERS_CONF: `${folder}/containers.conf`,
            },
          },
        })
        let output = ''
        for (const stream of [shell.stdout, shell.stderr])
          stream.on('data', (chunk: Buffer) => {
            output += chunk.toString('utf8')
          })
        shell.stdin.on('error', () => undefined)
        shell.stdin.end(typed)
        shell.once('exit', (code) => {
          setTimeout(() => {
            if (code === 0) resolve(output)
            else reject(new Error(`${script}\nended with ${String(code)}:\n${output}`))
          }, 100)
        })
      }),
    startBeside: ([program = '', ...words], env) => {
      const child = spawn('nsenter', ['-t', first, '--net', '--', program, ...words], {
        ...{ env, cwd: repository },
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      beside.push(child)
      return child
    },
    close: async () => {
      for (const child of beside) child.kill()
      // With its first process all others in it end, and what it mounted is gone.
      holder.kill('SIGKILL')
      for (let tries = 0; tries < 100 && existsSync(`/proc/${first}`); tries += 1) await sleep(50)
      await rm(folder, { recursive: true, force: true })
    },
  }
}
