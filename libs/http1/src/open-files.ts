import { readFileSync } from 'node:fs'
import { connectionLimits } from './limits.ts'

/**
 * Max connections of this process: half of the files that it may open, so that a flood leaves it room for its
 * database, its files and its own connections.
 */
export const maxConnectionsOfProcess = (
  limits: () => string = () => readFileSync('/proc/self/limits', 'latin1'),
): number => Math.min(connectionLimits.maxConnections, Math.floor(maxOpenFiles(limits) / 2))

/** RLIMIT_NOFILE; where the system does not tell it, what most systems allow at least. */
function maxOpenFiles(limits: () => string): number {
  try {
    const [, soft = ''] = /^Max open files\s+(\d+|unlimited)/m.exec(limits()) ?? []
    if (soft === 'unlimited') return Number.POSITIVE_INFINITY
    return soft === '' ? defaultOpenFiles : Number(soft)
  } catch {
    return defaultOpenFiles
  }
}

const defaultOpenFiles = 4096
