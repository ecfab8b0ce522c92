import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Processor time that a process and all its threads have used so far, in microseconds (Linux, proc(5): `utime`, `stime`). */
export const cpuMicroseconds = (pid: number): number => timesOf(pid).own

/**
 * The same for this benchmark's own PostgreSQL, all its processes, ended ones too; other instances may run
 * beside it.
 */
export function cpuMicrosecondsOfPostgres(): number {
  return postgresPids().reduce((sum, pid) => {
    const { own, ofEndedChildren } = timesOf(pid)
    return sum + own + ofEndedChildren
  }, 0)
}

/** Pins this benchmark's own PostgreSQL to one core; processes that it starts later stay there too. */
export function keepPostgresTo(core: number): void {
  for (const pid of postgresPids())
    execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', String(core), String(pid)])
}

/** All processes with that command that descend from this one. */
function postgresPids(): readonly number[] {
  const parents = new Map(
    readdirSync('/proc').flatMap((name) => {
      const stat = /^\d+$/.test(name) ? statOf(Number(name)) : undefined
      return stat === undefined ? [] : [[Number(name), stat] as const]
    }),
  )
  const isMine = (pid: number): boolean => {
    const parent = parents.get(pid)?.parent
    return parent !== undefined && (parent === process.pid || isMine(parent))
  }
  return [...parents].flatMap(([pid, { command }]) =>
    command === 'postgres' && isMine(pid) ? [pid] : [],
  )
}

const timesOf = (pid: number) => statOf(pid) ?? { own: 0, ofEndedChildren: 0 }

/** Undefined when the process no longer exists. */
function statOf(pid: number) {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    const fields = stat.replace(/^.*\) /, '').split(' ')
    const time = (index: number): number => Number(fields[index]) * (1_000_000 / ticksPerSecond)
    return {
      command: /\((.*)\)/.exec(stat)?.[1] ?? '',
      parent: Number(fields[1]),
      own: time(11) + time(12),
      ofEndedChildren: time(13) + time(14),
    }
  } catch {
    return undefined
  }
}

/** USER_HZ, which is 100 on every Linux that Node runs on. */
const ticksPerSecond = 100
