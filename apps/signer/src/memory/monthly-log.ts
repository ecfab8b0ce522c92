import { open, readdir, rm, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { Clock } from '@sotevarmenne/runtime/clock'

/** Lines in a file for each month (`<name>-2026-11`), each on the disk before its promise resolves. */
export type MonthlyLog = {
  /** The last line when it was opened, without its line end; undefined when there was none. */
  readonly last: string | undefined
  /** `line`: with its line end, at most 4096 bytes. */
  readonly write: (line: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** Longer than signer requests are reviewed; the audit log records what the service did with each. */
const monthsRetained = 24
const maxLineBytes = 4096

/** Opens the log. A last line cut off by a crash never had a response and is removed; so are the oldest files. */
export async function openMonthlyLog(
  folder: string,
  name: string,
  clock: Clock,
): Promise<MonthlyLog> {
  const monthNow = (): string => formatInstant(clock.now()).slice(0, 7)
  const openMonth = async () => {
    const month = monthNow()
    const file = await open(path.join(folder, `${name}-${month}`), 'a+', 0o600)
    for (const old of (await filesOf(folder, name)).slice(0, -monthsRetained))
      await rm(path.join(folder, old))
    return { month, file }
  }
  let last: string | undefined
  for (const each of (await filesOf(folder, name)).toReversed()) {
    const file = await open(path.join(folder, each), 'r+')
    try {
      last ??= await lastLineOf(file)
    } finally {
      await file.close()
    }
    if (last !== undefined) break
  }
  let now = await openMonth()
  // One line after another: two concurrent ones must not both start the month's file.
  let writing: Promise<unknown> = Promise.resolve()
  const write = async (line: string): Promise<void> => {
    if (monthNow() !== now.month) {
      await now.file.close()
      now = await openMonth()
    }
    await now.file.appendFile(line)
    await now.file.datasync()
  }
  return {
    last,
    write: (line) => {
      const written = writing.then(() => write(line))
      writing = written.catch(() => undefined)
      return written
    },
    close: async () => {
      await writing
      await now.file.close()
    },
  }
}

/** Reads the end of the file only; cuts off what follows the last line end. */
async function lastLineOf(file: FileHandle): Promise<string | undefined> {
  const { size } = await file.stat()
  const from = Math.max(0, size - 2 * maxLineBytes)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from)
  const text = buffer.toString('latin1', 0, bytesRead)
  const end = text.lastIndexOf('\n') + 1
  await file.truncate(from + end)
  return text.slice(0, end).trimEnd().split('\n').at(-1) || undefined
}

async function filesOf(folder: string, name: string): Promise<readonly string[]> {
  const isOfLog = new RegExp(`^${name}-\\d{4}-\\d\\d$`)
  return (await readdir(folder)).filter((file) => isOfLog.test(file)).sort()
}
