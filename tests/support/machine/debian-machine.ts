import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openNamespace, type Namespace } from './namespace.ts'

/**
 * An empty Debian 13 in a folder, with processes and a network of its own: packages are installed and removed in it
 * and nothing of this machine changes. There is no systemd: `systemctl` is Debian's package of that name, which reads
 * units and starts their programs, without their hardening.
 */
export type DebianMachine = {
  readonly root: string
  /** Runs a script of bash; throws with its output when it fails. */
  readonly run: (script: string, typed?: string) => Promise<string>
  readonly startBeside: Namespace['startBeside']
  /** Copies a file into its folder `/root`. */
  readonly bring: (file: string) => Promise<void>
  readonly close: () => Promise<void>
}

const repository = path.resolve(import.meta.dirname, '../../..')

/** Whether one can be made here; otherwise why not. */
export function noDebianMachine(): string | undefined {
  if (process.getuid?.() !== 0) return 'needs root'
  return ['mmdebstrap', 'unshare', 'nsenter'].find(
    (name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0,
  )
}

/** As `installDebianPackages` for the suites: only where a missing program would be a failure. */
export async function installTools(packages: Readonly<Record<string, string>>): Promise<void> {
  if (process.env['CI'] !== 'true') return
  const { installDebianPackages } = (await import(
    path.join(repository, 'tools/set-up/machine.mjs')
  )) as { installDebianPackages: (options: object) => Promise<void> }
  await installDebianPackages({ yes: true, more: packages })
}

export async function openDebianMachine(packages: readonly string[]): Promise<DebianMachine> {
  const root = await mkdtemp(path.join(tmpdir(), 'debian-machine-'))
  command('tar', ['-xf', await baseOf(packages), '-C', root, '--numeric-owner'])
  const namespace = await openNamespace(
    `mount -t proc proc ${root}/proc && mount --rbind /dev ${root}/dev && mount -t tmpfs tmpfs ${root}/run &&
      chroot ${root} ip link set lo up`,
  )
  const env = {
    ...{ PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', LANG: 'C.UTF-8' },
    DEBIAN_FRONTEND: 'noninteractive',
  }
  return {
    root,
    run: (script, typed = '') =>
      namespace.run(
        ['chroot', root, '/bin/bash', '-euo', 'pipefail', '-c', `cd /root\n${script}`],
        { script, typed, env },
      ),
    startBeside: namespace.startBeside,
    bring: (file) => cp(file, path.join(root, 'root', path.basename(file))),
    close: async () => {
      await namespace.close()
      await rm(root, { recursive: true, force: true })
    },
  }
}

/** Made once for these packages, from the mirror that this machine uses. */
async function baseOf(packages: readonly string[]): Promise<string> {
  const digest = createHash('sha256').update(packages.join()).digest('hex').slice(0, 16)
  const file = path.join(repository, `node_modules/.debian-${digest}.tar`)
  if (existsSync(file)) return file
  const aside = `${file.replace(/\.tar$/, '')}-${String(process.pid)}.tar`
  command('mmdebstrap', [
    ...['--quiet', '--variant=apt', '--mode=root', `--include=${packages.join()}`],
    ...['trixie', aside],
  ])
  await rename(aside, file)
  return file
}

function command(program: string, words: readonly string[]): void {
  const { status, stderr } = spawnSync(program, words, { encoding: 'utf8' })
  assert.equal(status, 0, `${program}: ${stderr}`)
}
