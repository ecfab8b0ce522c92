import { hash } from 'node:crypto'
import { constants, readSync } from 'node:fs'
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import {
  formatSigningLogLine,
  parseSigningLogLine,
  type SigningLogLine,
} from '@sotevarmenne/issuing/signing-log-line'
import { factsOfLog, linesOfLog } from './extend-signing-log-index.ts'
import { indexOf, openIndex, type IndexFacts } from './signing-log-index.ts'

/**
 * What the signer has signed, so that no serial or CRL number is ever used for other bytes, and which
 * serials were voided unsigned. Appended and flushed before the response leaves the process; the same bytes
 * get the same signature again.
 */
export type SigningLog = {
  /** The entry of this use (`<issuer> serial <hex>`); undefined at once when there is none. */
  readonly find: (use: string) => Promise<SigningLogEntry> | undefined
  /** Resolves when the entries are on disk. Waiting entries share one flush. */
  readonly append: (entries: readonly SigningLogEntry[]) => Promise<void>
  /** The issuer's last CRL number, or the one that two persons decided since. */
  readonly lastCrlNumber: (issuer: string) => bigint | undefined
  /** Whether anything was signed or voided under a serial of the issuer. */
  readonly hasSerialOf: (issuer: string) => boolean
  readonly count: () => number
  /** Whole lines from the byte on, about a megabyte of them; undefined when the log is shorter. */
  readonly linesFrom: (position: number) => Promise<Uint8Array | undefined>
  /** Why it is not writable any more; undefined while no trouble is known. */
  readonly trouble: () => string | undefined
  readonly close: () => Promise<void>
}

export type SigningLogEntry = Pick<SigningLogLine, 'use' | 'digest' | 'signature' | 'notAfter'>

export const digestOf = (bytes: Uint8Array): string => hash('sha256', bytes)

export const serialUse = (issuer: string, serialHex: string): string =>
  `${issuer} serial ${serialHex}`

/** A last CRL number that two persons decided: it replaces the one in the lines before. */
export const lastCrlUse = (issuer: string, number: bigint): string =>
  `${issuer} last-crl ${String(number)}`

export const crlUse = (issuer: string, number: bigint): string => `${issuer} crl ${String(number)}`

/** A write completes when the data are on disk. */
const { O_RDWR, O_APPEND, O_CREAT, O_DSYNC } = constants

/** Lines after the index: they are in memory, and read at the start. */
const defaultMaxTail = 100_000

/**
 * Opens the signing log, or starts one. A last line cut by a crash never had a response and is cut off. Where
 * lines stand is in an index on the disk, but for the last ones: the start is as fast with ten million lines as with
 * a hundred thousand. That the log is still the one that was indexed is checked meanwhile; if it is not, nothing
 * more is signed (R622). `say`: where an index did not fit the log, and was written again.
 */
export async function openSigningLog(
  path: string,
  {
    maxTail = defaultMaxTail,
    say = () => undefined,
  }: { readonly maxTail?: number; readonly say?: (line: string) => void } = {},
): Promise<SigningLog> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(path, O_RDWR | O_APPEND | O_CREAT | O_DSYNC, 0o600)
  const lines = await openLines(file, path, { maxTail, say })
  let { end } = lines
  await file.truncate(end)

  let waiting: Waiting[] = []
  let flushing: Promise<void> | undefined
  let broken: Error | undefined

  const flush = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        await file.appendFile(
          batch.flatMap(({ written }) => written.map(({ text }) => text)).join(''),
        )
        for (const { written, done } of batch) {
          for (const { use, text } of written) {
            lines.remember(use, end)
            end += Buffer.byteLength(text)
          }
          done.resolve(undefined)
        }
      } catch (cause) {
        // The state on disk is unknown: this process signs nothing more.
        const fault = new Error(
          'the signing log is no longer writable: check the disk and restart the signer',
          { cause },
        )
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
      const at = lines.positionOf(use)
      return at === undefined ? undefined : readEntry(file, at)
    },
    append: (entries) => {
      broken ??= lines.trouble()
      if (broken !== undefined) return Promise.reject(broken)
      const done = Promise.withResolvers<undefined>()
      waiting.push({
        written: entries.map((entry) => ({ use: entry.use, text: formatSigningLogLine(entry) })),
        done,
      })
      flushing ??= flush()
      return done.promise
    },
    lastCrlNumber: lines.lastCrlNumber,
    hasSerialOf: lines.hasSerialOf,
    count: lines.count,
    linesFrom: async (position) => {
      if (position > end) return undefined
      const length = Math.min(end - position, 1024 * 1024)
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
      return buffer.subarray(0, buffer.lastIndexOf('\n', bytesRead - 1) + 1)
    },
    trouble: () => (broken ?? lines.trouble())?.message,
    close: async () => {
      await flushing
      await lines.close()
      await file.close()
    },
  }
}

type Waiting = {
  readonly written: readonly { readonly use: string; readonly text: string }[]
  readonly done: PromiseWithResolvers<undefined>
}

/** The longest line: an RSA-4096 signature and names. */
const lineBytes = 2048

async function readEntry(file: FileHandle, at: number): Promise<SigningLogEntry> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(lineBytes), 0, lineBytes, at)
  const text = buffer.toString('utf8', 0, bytesRead)
  const line = parseSigningLogLine(text.slice(0, text.indexOf('\n')))
  if (line === undefined) throw new Error('the signing log was changed by another process')
  const { use, digest, signature, notAfter } = line
  return { use, digest, signature, ...(notAfter !== undefined && { notAfter }) }
}

/** What is known of the lines: by the index on the disk, and of those after it in memory. */
async function openLines(
  file: FileHandle,
  path: string,
  { maxTail, say }: { readonly maxTail: number; readonly say: (line: string) => void },
) {
  const threads = new Set<Worker>()
  let isClosing = false
  let index = await indexFor(file, path, say)
  const covered = index?.facts.end ?? 0
  if ((await file.stat()).size - covered > maxTail * defaultLineBytes) {
    // The first start with an index, or after a long time without one: it is written before anything is signed.
    await runInWorker({ what: 'extend', log: path }, threads)
    await index?.close()
    index = await openIndex(indexOf(path))
  } else if (index !== undefined) checkIndexed(index.facts)

  const facts = factsOfLog(index?.facts)
  let changed: Error | undefined
  /** The position of each use after the index; `frozen` has those that are being added to it. */
  let tail = new Map<string, number>()
  let frozen: ReadonlyMap<string, number> | undefined
  let extending: Promise<void> | undefined
  let extendAt = maxTail
  let count = index?.facts.lines ?? 0
  let end = index?.facts.end ?? 0

  const remember = (use: string, position: number): void => {
    tail.set(use, position)
    facts.note(use)
    count += 1
    if (tail.size >= extendAt) extending ??= extend()
  }
  for await (const line of linesOfLog(file, end)) {
    remember(line.use, line.at)
    end = line.end
  }
  return {
    ...{ end, remember },
    positionOf: (use: string): number | undefined =>
      tail.get(use) ??
      frozen?.get(use) ??
      index?.positionsOf(use).find((position) => useAt(file, position) === use),
    lastCrlNumber: (issuer: string) => facts.lastCrls.get(issuer),
    hasSerialOf: (issuer: string) => facts.issuers.has(issuer),
    count: () => count,
    trouble: () => changed,
    close: async () => {
      isClosing = true
      await Promise.all([...threads].map((thread) => thread.terminate()))
      await extending
      await index?.close()
    },
  }

  async function extend(): Promise<void> {
    const [before, old] = [tail, index]
    frozen = before
    tail = new Map()
    try {
      await runInWorker({ what: 'extend', log: path }, threads)
      index = (await openIndex(indexOf(path))) ?? old
      if (index === old) throw new Error('it is damaged')
      extendAt = maxTail
      await old?.close()
    } catch (fault) {
      // Not needed to sign: it is tried again after as many lines.
      tail = new Map([...before, ...tail])
      extendAt = tail.size + maxTail
      if (!isClosing) say(`The index of the signing log was not written: ${wordsOf(fault)}`)
    } finally {
      frozen = undefined
      extending = !isClosing && tail.size >= extendAt ? extend() : undefined
    }
  }

  function checkIndexed({ pieces }: IndexFacts): void {
    runInWorker({ what: 'check', log: path, pieces }, threads).then(
      (at) => {
        if (at === undefined) return
        changed = new Error(
          `the signing log was changed after byte ${String(at)}: put it back, or remove signing-log.index where it is right, and restart the signer`,
        )
        say(`Nothing more is signed: ${changed.message}`)
      },
      (fault: unknown) => {
        if (!isClosing) say(`The signing log was not compared with its index: ${wordsOf(fault)}`)
      },
    )
  }
}

/** A line of P-384, less or more. */
const defaultLineBytes = 300

const wordsOf = (fault: unknown): string => (fault instanceof Error ? fault.message : 'a fault')

/** The index, if it is of this log: after a restore of an older log it is written again. */
async function indexFor(file: FileHandle, path: string, say: (line: string) => void) {
  const index = await openIndex(indexOf(path))
  if (index === undefined) return undefined
  const { size } = await file.stat()
  const isWhole = size >= index.facts.end
  const [lastByte] = isWhole ? bytesAt(file, index.facts.end - 1, 1) : []
  if (lastByte === lineFeed) return index
  say('The index of the signing log does not fit it: the log is read whole.')
  await index.close()
  await rm(indexOf(path))
  return undefined
}

const lineFeed = 0x0a

function bytesAt(file: FileHandle, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  return bytes.subarray(0, readSync(file.fd, bytes, 0, length, position))
}

/** The use of the line at the position. */
function useAt(file: FileHandle, position: number): string {
  const text = bytesAt(file, position, lineBytes).toString('latin1')
  return text.split(' ', 3).join(' ')
}

/** What a thread does with the index beside the one that signs. */
export type IndexWork =
  | { readonly what: 'extend'; readonly log: string }
  | { readonly what: 'check'; readonly log: string; readonly pieces: IndexFacts['pieces'] }

/** `threads`: those that run, so that the end of the process need not wait for them. */
function runInWorker(work: IndexWork, threads: Set<Worker>): Promise<number | undefined> {
  const done = Promise.withResolvers<number | undefined>()
  // Its environment is empty: ours may contain the passphrase.
  const thread = new Worker(new URL('./signing-log-index-worker.ts', import.meta.url), {
    env: {},
    workerData: work,
  })
  threads.add(thread)
  thread.once('message', done.resolve)
  thread.once('error', done.reject)
  thread.once('exit', () => {
    threads.delete(thread)
    done.reject(new Error('the thread has ended'))
  })
  return done.promise
}
