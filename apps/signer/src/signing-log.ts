import { hash } from 'node:crypto'
import { constants } from 'node:fs'
import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import {
  formatSigningLogLine,
  parseSigningLogLine,
  type SigningLogLine,
} from '@sotevarmenne/issuing/signing-log-line'

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

/** Opens the signing log, or starts one. A last line cut by a crash never had a response and is cut off. */
export async function openSigningLog(path: string): Promise<SigningLog> {
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
      const at = index.offsetOf(use)
      return at === undefined ? undefined : readEntry(file, at)
    },
    append: (entries) => {
      if (broken !== undefined) return Promise.reject(broken)
      const done = Promise.withResolvers<undefined>()
      waiting.push({
        lines: entries.map((entry) => ({ use: entry.use, text: formatSigningLogLine(entry) })),
        done,
      })
      flushing ??= flush()
      return done.promise
    },
    lastCrlNumber: index.lastCrlNumber,
    hasSerialOf: index.hasSerialOf,
    count: index.count,
    linesFrom: async (position) => {
      if (position > end) return undefined
      const length = Math.min(end - position, 1024 * 1024)
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
      return buffer.subarray(0, buffer.lastIndexOf('\n', bytesRead - 1) + 1)
    },
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

async function readEntry(file: FileHandle, at: number): Promise<SigningLogEntry> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(lineBytes), 0, lineBytes, at)
  const text = buffer.toString('utf8', 0, bytesRead)
  const line = parseSigningLogLine(text.slice(0, text.indexOf('\n')))
  if (line === undefined) throw new Error('the signing log was changed by another process')
  const { use, digest, signature, notAfter } = line
  return { use, digest, signature, ...(notAfter !== undefined && { notAfter }) }
}

/** The position of each use in the file. */
async function readIndex(file: FileHandle) {
  const offsets = new Map<string, number>()
  const lastCrls = new Map<string, bigint>()
  const withSerials = new Set<string>()

  const remember = (use: string, offset: number): void => {
    offsets.set(use, offset)
    const [issuer = '', kind, number = ''] = use.split(' ')
    if (kind === 'serial') withSerials.add(issuer)
    const isRisen = kind === 'crl' && BigInt(number) > (lastCrls.get(issuer) ?? -1n)
    if (isRisen || kind === 'last-crl') lastCrls.set(issuer, BigInt(number))
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
      const use = parseSigningLogLine(line)?.use
      if (use === undefined) throw new Error(`the signing log is damaged at byte ${String(at)}`)
      remember(use, at)
      at += line.length + 1
    }
  }

  return {
    end: at,
    remember,
    offsetOf: (use: string) => offsets.get(use),
    lastCrlNumber: (issuer: string) => lastCrls.get(issuer),
    hasSerialOf: (issuer: string) => withSerials.has(issuer),
    count: () => offsets.size,
  }
}
