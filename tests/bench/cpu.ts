import { readdirSync, readFileSync } from 'node:fs'

/** Processor time that a process and all its threads have used so far, in microseconds (Linux, proc(5): `utime`, `stime`). */
export function cpuMicroseconds(pid: number): number {
  const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * (1_000_000 / ticksPerSecond)
}

/** The same of all processes of this command, ended children of theirs included. */
export function cpuMicrosecondsOf(command: string): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.reduce((sum, pid) => {
    try {
      const isOne = readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === command
      return isOne ? sum + cpuMicroseconds(Number(pid)) : sum
    } catch {
      // It ended meanwhile.
      return sum
    }
  }, 0)
}

/** USER_HZ, which is 100 on every Linux that Node runs on. */
const ticksPerSecond = 100
