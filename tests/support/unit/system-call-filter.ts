// cspell:ignore setrlimit execvp
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const systemdAnalyze = '/usr/bin/systemd-analyze'

/** Why a program can't be started under a unit's system call filter here; undefined when it can. */
export const noSystemCallFilter = (): string | undefined => {
  if (!existsSync(systemdAnalyze)) return 'Debian’s package systemd is not installed'
  return hasSeccomp() ? undefined : 'Debian’s package python3-seccomp is not installed'
}

function hasSeccomp(): boolean {
  try {
    execFileSync('/usr/bin/python3', ['-c', 'import seccomp'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/**
 * A command as it runs under the unit's system call filter, and without core dumps, without systemd:
 * `SystemCallFilter=`, with the sets of systemd of this machine.
 */
export function underFilterOf(unitFile: string, command: readonly string[]): readonly string[] {
  const unit = readFileSync(unitFile, 'utf8')
  const lines = [...unit.matchAll(/^SystemCallFilter=(~?)(.+)$/gm)]
  const allowed = new Set<string>()
  for (const [, isDenied, names = ''] of lines)
    for (const call of names.split(' ').flatMap((name) => [...callsOf(name)]))
      if (isDenied) allowed.delete(call)
      else allowed.add(call)
  if (allowed.size === 0) throw new Error(`${unitFile} has no SystemCallFilter`)
  return ['/usr/bin/python3', '-c', launcher, [...allowed].join(' '), ...command]
}

/** The calls of a set, such as `@system-service`, and of the sets in it. */
function callsOf(name: string): ReadonlySet<string> {
  if (!name.startsWith('@')) return new Set([name])
  const members = setsOfSystemd().get(name)
  if (members === undefined) throw new Error(`unknown system call set ${name}`)
  return new Set(members.flatMap((member) => [...callsOf(member)]))
}

let known: ReadonlyMap<string, readonly string[]> | undefined
function setsOfSystemd(): ReadonlyMap<string, readonly string[]> {
  if (known !== undefined) return known
  const printed = execFileSync(systemdAnalyze, ['syscall-filter', '--no-pager'], {
    encoding: 'utf8',
    // It says that it can't see the kernel's own list.
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const sets = new Map<string, string[]>()
  let current: string[] = []
  for (const line of printed.split('\n')) {
    const [, set] = /^(@[\w-]+)$/.exec(line) ?? []
    if (set !== undefined) sets.set(set, (current = []))
    const [, member] = /^ {4}([@\w][\w-]*)$/.exec(line) ?? []
    if (member !== undefined) current.push(member)
  }
  known = sets
  return known
}

/** Refused calls fail with EPERM, as SystemCallErrorNumber= says. */
const launcher = `
import os, resource, seccomp, sys
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
filter = seccomp.SyscallFilter(seccomp.ERRNO(1))
for name in sys.argv[1].split(' '):
    try:
        filter.add_rule(seccomp.ALLOW, name)
    except RuntimeError:
        pass
filter.load()
os.execvp(sys.argv[2], sys.argv[2:])
`
