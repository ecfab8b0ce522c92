import { sha256 } from '@sotevarmenne/issuing/checkpoint'
import type { TreeHead } from '@sotevarmenne/issuing/domain/tree-head'
import { isConsistent } from '@sotevarmenne/issuing/domain/merkle'
import type { SignerRefusal } from '@sotevarmenne/issuing/socket/messages'
import { formatInstant, parseInstant } from '@sotevarmenne/kernel/instant'
import type { Clock } from '@sotevarmenne/runtime/clock'
import { openMonthlyLog } from './monthly-log.ts'

/** The last tree head of the audit log that was signed; every later one must contain its tree. */
export type HeadMemory = {
  /**
   * Why the head may not follow the last one; undefined when it may. `proof`: the consistency proof from the
   * last head (RFC 9162 § 2.1.4.1).
   */
  readonly refusalOf: (head: TreeHead, proof: readonly Uint8Array[]) => SignerRefusal | undefined
  /** Remembers the head, on the disk; before its signature leaves. */
  readonly keep: (head: TreeHead) => Promise<void>
  /** That is on the disk. */
  readonly last: () => TreeHead | undefined
  /** The root of a head that was signed lately, by its size; after a start, of the last one only. */
  readonly rootOf: (size: number) => Uint8Array | undefined
  readonly close: () => Promise<void>
}

export async function openHeadMemory(folder: string, clock: Clock): Promise<HeadMemory> {
  const log = await openMonthlyLog(folder, 'audit-heads', clock)
  let last = log.last === undefined ? undefined : parseHead(log.last)
  let written = last
  const roots = new Map(last ? [[last.size, last.root]] : [])
  return {
    refusalOf: (head, proof) => {
      if (last === undefined) return proof.length === 0 ? undefined : notConsistent(0)
      return isConsistent(sha256, { first: last, second: head, path: proof })
        ? undefined
        : notConsistent(last.size)
    },
    keep: async (head) => {
      const before = last
      // At once, so that a second request does not start from the same head.
      last = head
      try {
        await log.write(formatHead(head))
      } catch (fault) {
        if (last === head) last = before
        throw fault
      }
      written = head
      if (before !== undefined && head.size < before.size) roots.clear()
      roots.delete(head.size)
      roots.set(head.size, head.root)
      for (const [oldest] of roots) {
        if (roots.size <= maxRoots) break
        roots.delete(oldest)
      }
    },
    last: () => written,
    rootOf: (size) => roots.get(size),
    close: log.close,
  }
}

/** Of ten minutes, when a head is signed each second. */
const maxRoots = 600

const notConsistent = (lastSize: number): SignerRefusal => ({
  kind: 'head-not-consistent',
  lastSize,
})

const formatHead = ({ size, root, at }: TreeHead): string =>
  `${formatInstant(at)} ${String(size)} ${Buffer.from(root).toString('hex')}\n`

function parseHead(line: string): TreeHead {
  const [, time = '', size, root = ''] = /^(\S+) (\d+) ([0-9a-f]{64})$/.exec(line) ?? []
  const at = parseInstant(time)
  if (at === undefined) throw new Error('the log of audit heads is damaged at its end')
  return { size: Number(size), root: new Uint8Array(Buffer.from(root, 'hex')), at }
}
