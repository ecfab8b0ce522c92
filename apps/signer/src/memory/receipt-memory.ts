import { open, readFile } from 'node:fs/promises'
import path from 'node:path'
import {
  formatOpenReceipts,
  formatReceipts,
  parseOpenReceipts,
} from '@sotevarmenne/issuing/socket/receipt-frames'
import type { EntryReceipt, OpenReceipt, SignerState } from '@sotevarmenne/issuing/socket/messages'
import type { Clock } from '@sotevarmenne/runtime/clock'
import { unlessMissing } from '@sotevarmenne/runtime/unless-missing'
import { writeDurably } from '@sotevarmenne/runtime/write-durably'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { appendDurably } from './line-file.ts'
import { openMonthlyLog } from './monthly-log.ts'

/**
 * Audit entries that the processes announced after their commit. Each stays here until it is proved to be in
 * a tree whose head was signed: an entry that was removed before it got its position stays for ever.
 */
export type ReceiptMemory = {
  /** Remembers them, on the disk. Returns false, and remembers none, when there are too many. */
  readonly keep: (receipts: readonly EntryReceipt[]) => Promise<boolean>
  /** Those that arrived after the number, oldest first, some of them. */
  readonly openAfter: (nr: number) => readonly OpenReceipt[]
  /** The entries with these digests are in a signed tree. */
  readonly settle: (digests: readonly Uint8Array[]) => Promise<void>
  /** Two persons decided that what is open is lost: it goes into a log of its own. */
  readonly abandonAll: () => Promise<void>
  readonly figures: () => SignerState['receipts']
  readonly close: () => Promise<void>
}

const maxShown = 5000
/** In bytes, of what is settled: the file is written again without it. */
const maxSettled = 4 * 1024 * 1024

/** `receipts`: a line for each that arrived, and one with `-` for each that was settled. */
export async function openReceiptMemory(
  folder: string,
  clock: Clock,
  { maxOpen = 1_000_000 }: { readonly maxOpen?: number } = {},
): Promise<ReceiptMemory> {
  const file = path.join(folder, 'receipts')
  const lost = await openMonthlyLog(folder, 'receipts-lost', clock)
  /** By digest, oldest first. */
  const all = parseFile((await unlessMissing(readFile(file, 'latin1'))) ?? '')
  let last = 0
  for (const [digest, receipt] of all) {
    last += 1
    all.set(digest, { ...receipt, nr: last })
  }
  await writeDurably(file, formatOpenReceipts([...all.values()]))
  let log = await open(file, 'a', 0o600)
  let end = (await log.stat()).size
  let settledBytes = 0
  const append = async (lines: string): Promise<void> => {
    await appendDurably(log, lines, end)
    end += lines.length
  }

  // One after another, so that lines are whole and the file is not written again in between.
  let writing: Promise<unknown> = Promise.resolve()
  const inTurn = (action: () => Promise<void>): Promise<void> => {
    const done = writing.then(action)
    writing = done.catch(() => undefined)
    return done
  }
  const writeAgain = async (): Promise<void> => {
    await writeDurably(file, formatOpenReceipts([...all.values()]))
    await log.close()
    log = await open(file, 'a', 0o600)
    end = (await log.stat()).size
    settledBytes = 0
  }

  return {
    keep: async (receipts) => {
      if (all.size + receipts.length > maxOpen) return false
      const at = clock.now()
      const remembered = receipts
        .filter(({ digest }) => !all.has(keyOf(digest)))
        .map((receipt) => ({ ...receipt, at, nr: (last += 1) }))
      for (const receipt of remembered) all.set(keyOf(receipt.digest), receipt)
      try {
        await inTurn(() => append(formatOpenReceipts(remembered)))
      } catch (fault) {
        // Sent again, they must not count as known.
        for (const { digest } of remembered) all.delete(keyOf(digest))
        throw fault
      }
      return true
    },
    openAfter: (nr) => {
      const shown: OpenReceipt[] = []
      for (const receipt of all.values()) {
        if (receipt.nr <= nr) continue
        shown.push(receipt)
        if (shown.length === maxShown) break
      }
      return shown
    },
    settle: async (digests) => {
      const settled = digests.map(keyOf).filter((digest) => all.delete(digest))
      if (settled.length === 0) return
      const lines = settled.map((digest) => `- ${digest}\n`).join('')
      await inTurn(async () => {
        await append(lines)
        settledBytes += 3 * lines.length
        if (settledBytes > maxSettled || all.size === 0) await writeAgain()
      })
    },
    abandonAll: async () => {
      for (const { at, ...receipt } of all.values())
        await lost.write(`${formatInstant(at)} ${formatReceipts([receipt])}`)
      all.clear()
      await inTurn(writeAgain)
    },
    figures: () => {
      const [oldest] = all.values()
      return { open: all.size, oldest: oldest?.at ?? null }
    },
    close: async () => {
      await writing
      await log.close()
      await lost.close()
    },
  }
}

const keyOf = (digest: Uint8Array): string => Buffer.from(digest).toString('hex')

/** A last line that a crash cut off is left out: its receipt is sent again. */
function parseFile(text: string): Map<string, OpenReceipt> {
  const all = new Map<string, OpenReceipt>()
  for (const line of text.slice(0, text.lastIndexOf('\n') + 1).split('\n')) {
    if (line.startsWith('- ')) all.delete(line.slice(2))
    const [receipt] = line.startsWith('- ') || line === '' ? [] : parsed(line)
    if (receipt) all.set(keyOf(receipt.digest), receipt)
  }
  return all
}

function parsed(line: string): readonly OpenReceipt[] {
  const receipts = parseOpenReceipts(`${line}\n`)
  if (receipts === undefined) throw new Error('the receipts of audit entries are damaged')
  return receipts
}
