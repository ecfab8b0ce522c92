// cspell:ignore ngraphroot nrunroot CGROUPSV
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openNamespace, type Namespace } from './namespace.ts'

/**
 * Containers by podman, with processes, mounts and a network apart from this machine: their images and volumes are in a
 * folder that is deleted, ports 80 and 443 are free, and `network_mode: host` is a network of loopback alone.
 */
export type ContainerMachine = {
  /** Runs a script of sh with `podman` and `podman-compose`; throws with its output when it fails. */
  readonly run: (script: string, options?: RunOptions) => Promise<string>
  readonly startBeside: Namespace['startBeside']
  readonly close: () => Promise<void>
}

type RunOptions = { readonly typed?: string; readonly cwd?: string }

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
  const namespace = await openNamespace(
    // crun refuses a machine with both kinds of control groups: it sees those of the first kind.
    `mount -t proc proc /proc && ip link set lo up && mount -t tmpfs tmpfs /run &&
      { umount /sys/fs/cgroup/unified 2>/dev/null || true; }`,
    ['--ipc'],
  )
  const env = {
    PATH: `/usr/sbin:/usr/bin:/sbin:/bin`,
    ...{ HOME: folder, LANG: 'C.UTF-8', PODMAN_IGNORE_CGROUPSV1_WARNING: '1' },
    CONTAINERS_STORAGE_CONF: `${folder}/storage.conf`,
    CONTAINERS_CONF: `${folder}/containers.conf`,
  }
  return {
    run: (script, { typed = '', cwd = folder } = {}) =>
      namespace.run(['sh', '-euc', `cd ${cwd}\n${script}`], { script, typed, env }),
    startBeside: namespace.startBeside,
    close: async () => {
      await namespace.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
