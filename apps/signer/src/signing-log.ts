import { hash } from 'node:crypto'
import { constants } from 'node:fs'
import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import {
  formatJournalLine,
  parseJournalLine,
  type JournalLine,
} from '@sotevarmenne/issuing/signing-log-line'

/**
 * What the signer has signed, so that no serial or list number is ever used for other bytes, and which serials were
 * given up unsigned. Appended and flushed before the answer leaves the process; the same bytes get the same signature
 * again.
 */
export type Journal = {
  /** What this use (`<issuer> serial <hex>`) was for; undefined at once when there was none. */
  readonly find: (use: string) => Promise<JournalEntry> | undefined
  /** Resolves when the entries are on the disk. What waits together shares one flush. */
  readonly append: (entries: readonly JournalEntry[]) => Promise<void>
  /** The last number of the issuer's lists. */
  readonly lastListNumber: (issuer: string) => bigint | undefined
  readonly count: () => number
  /** Why nothing can be written any more; undefined while nothing is known against it. */
  readonly trouble: () => string | undefined
  readonly close: () => Promise<void>
}

export type JournalEntry = Pick<JournalLine, 'use' | 'digest' | 'signature'>

export const digestOf = (bytes: Uint8Array): string => hash('sha256', bytes)

export const serialUse = (issuer: string, serialHex: string): string =>
  `${issuer} serial ${serialHex}`

export const listUse = (issuer: string, number: bigint): string =>
  `${issuer} list ${String(number)}`

/** What is written is on the disk when the write is done. */
const { O_RDWR, O_APPEND, O_CREAT, O_DSYNC } = constants

/** Opens the journal, or starts one. A last line cut by a crash was never answered for and is cut off. */
export async function openJournal(path: string): Promise<Journal> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(path, O_RDWR | O_APPEND | O_CREAT | O_DSYNC, 0o600)
  const index = await readIndex(file)
  let end = index.end
  await file.truncate(end)

  let waiting: Waiting[] = []
  let flushing: Promise<void> | undefined
  let broken: Error | undefined

  const flush = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        await file.appendFile(batch.flatMap(({ lines }) => lines.map(({ text }) => text)).join(''))
        for (const { lines, done } of batch) {
          for (const { use, text } of lines) {
            index.remember(use, end)
            end += Buffer.byteLength(text)
          }
          done.resolve(undefined)
        }
      } catch (cause) {
        // What is on the disk now is not known: nothing more is signed by this process.
        const fault = new Error('the journal can no longer be written', { cause })
        waiting = [...batch, ...waiting]
        for (const { done } of waiting) done.reject(fault)
        waiting = []
        broken = fault
      }
    }
    flushing = undefined
  }

  return {
    find: (use) => {
      const at = index.offsetOf(use)
      return at === undefined ? undefined : readEntry(file, at)
    },
    append: (entries) => {
      if (broken !== undefined) return Promise.reject(broken)
      const done = Promise.withResolvers<undefined>()
      waiting.push({
        lines: entries.map((entry) => ({ use: entry.use, text: formatJournalLine(entry) })),
        done,
      })
      flushing ??= flush()
      return done.promise
    },
    lastListNumber: index.lastListNumber,
    count: index.count,
    trouble: () => broken?.message,
    close: async () => {
      await flushing
      await file.close()
    },
  }
}

type Waiting = {
  readonly lines: readonly { readonly use: string; readonly text: string }[]
  readonly done: PromiseWithResolvers<undefined>
}

/** The longest line: an RSA-4096 signature and names. */
const lineBytes = 2048

async function readEntry(file: FileHandle, at: number): Promise<JournalEntry> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(lineBytes), 0, lineBytes, at)
  const text = buffer.toString('utf8', 0, bytesRead)
  const line = parseJournalLine(text.slice(0, text.indexOf('\n')))
  if (line === undefined) throw new Error('the journal of the signer changed under it')
  const { use, digest, signature } = line
  return { use, digest, signature }
}

/** Where each use stands in the file. */
async function readIndex(file: FileHandle) {
  const offsets = new Map<string, number>()
  const lastLists = new Map<string, bigint>()

  const remember = (use: string, offset: number): void => {
    offsets.set(use, offset)
    const [issuer = '', kind, number = ''] = use.split(' ')
    if (kind === 'list' && BigInt(number) > (lastLists.get(issuer) ?? -1n))
      lastLists.set(issuer, BigInt(number))
  }

  let at = 0
  let rest = ''
  for await (const chunk of file.createReadStream({
    start: 0,
    autoClose: false,
    encoding: 'latin1',
  })) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const use = parseJournalLine(line)?.use
      if (use === undefined)
        throw new Error(`the journal of the signer is damaged at octet ${String(at)}`)
      remember(use, at)
      at += line.length + 1
    }
  }

  return {
    end: at,
    remember,
    offsetOf: (use: string) => offsets.get(use),
    lastListNumber: (issuer: string) => lastLists.get(issuer),
    count: () => offsets.size,
  }
}
