import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, writeFile, link } from 'node:fs/promises'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

/** Two PGlites on one directory lose each other's acknowledged rows, so the second is refused. */
export type DirectoryInUse = {
  readonly kind: 'data-directory-in-use'
  readonly directory: string
  readonly pid: number
}

/**
 * Locks the directory for this process. A lock of a dead process, or of an earlier boot of the machine, is
 * taken over.
 */
export async function lockDirectory(
  directory: string,
): Promise<Result<{ readonly release: () => Promise<void> }, DirectoryInUse>> {
  const path = `${directory}/lock`
  const own = JSON.stringify(await holderNow())
  for (;;) {
    try {
      await writeFile(path, own, { flag: 'wx' })
      return ok({ release: () => rm(path, { force: true }) })
    } catch (thrown) {
      if (!isCode(thrown, 'EEXIST')) throw thrown
    }
    const found = await readIfThere(path)
    if (found === undefined) continue
    const holder = parseHolder(found)
    if (holder !== undefined && (await isAlive(holder)))
      return refuse({ kind: 'data-directory-in-use', directory, pid: holder.pid })
    await removeStale(path, found)
  }
}

type Holder = {
  readonly pid: number
  readonly bootId: string
  /** In clock ticks after boot: distinguishes the process from a later one with the same number. */
  readonly started: string
}

const holderNow = async (): Promise<Holder> => ({
  pid: process.pid,
  bootId: await bootId(),
  started: await startOf(process.pid),
})

function parseHolder(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Holder
    return typeof holder.pid === 'number' ? holder : undefined
  } catch {
    return undefined
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  if (holder.bootId !== (await bootId())) return false
  try {
    process.kill(holder.pid, 0)
  } catch (thrown) {
    // EPERM: it is alive and belongs to another user.
    if (!isCode(thrown, 'EPERM')) return false
  }
  return (await startOf(holder.pid)) === holder.started
}

/**
 * Removes the lock that was found dead, and no other: one that another process took meanwhile is put back.
 */
async function removeStale(path: string, found: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`
  try {
    await rename(path, aside)
  } catch (thrown) {
    if (isCode(thrown, 'ENOENT')) return
    throw thrown
  }
  if ((await readFile(aside, 'utf8')) !== found) await link(aside, path)
  await rm(aside)
}

const bootId = async (): Promise<string> =>
  (await readIfThere('/proc/sys/kernel/random/boot_id'))?.trim() ?? 'unknown'

/**
 * Field 22 of `/proc/<pid>/stat`; the name in field 2 may contain spaces, so count from its closing bracket.
 */
async function startOf(pid: number): Promise<string> {
  const stat = await readIfThere(`/proc/${String(pid)}/stat`)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? 'unknown'
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (thrown) {
    if (isCode(thrown, 'ENOENT') || isCode(thrown, 'ESRCH')) return undefined
    throw thrown
  }
}

const isCode = (thrown: unknown, code: string): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === code
