import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { listedWithoutEnd } from '@sotevarmenne/issuing/domain/lint-crl'
import { instant, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { unlessMissing } from '@sotevarmenne/runtime/unless-missing'
import { writeDurably } from '@sotevarmenne/runtime/write-durably'
import type { CrlEntryView } from '@sotevarmenne/x509/crl-entry'

/** The certificates that a CRL covers: all of an issuer, or those of a shard. */
export type CrlScope = { readonly issuer: string; readonly shard: number | undefined }

/**
 * The entries of the newest CRL of each scope, in a file each. A later CRL may leave out none of them before
 * its certificate has expired.
 */
export type CrlMemory = {
  /** Begins to compare a CRL that is being read with the one that was signed last for the scope. */
  readonly compare: (scope: CrlScope) => Promise<CrlComparison>
  /** When the certificate was revoked, if the newest CRL that covers it has it. */
  readonly revokedAt: (issuer: string, serial: Uint8Array) => Promise<Instant | undefined>
  /** The next CRL of the scope is taken as it comes: only two persons may decide that. */
  readonly forget: (scope: CrlScope) => Promise<void>
}

export type CrlComparison = {
  /** When the last CRL was made; undefined when this is the first. */
  readonly lastUpdate: Instant | undefined
  /** Takes the entries of the new CRL, one after another. */
  readonly add: (entry: Readonly<CrlEntryView>) => void
  /** The serials that may not be left out yet. Called when all entries were added. */
  readonly findMissing: (known: {
    /** Whether the new CRL has the serial. */
    readonly has: (serial: Uint8Array) => boolean
    /** The end of a certificate that was signed here; undefined for others. */
    readonly endOf: (serial: Uint8Array) => Promise<Instant | undefined>
  }) => Promise<readonly Uint8Array[]>
  /** Whether no other CRL of the scope has been signed since the comparison began; from now on this one has. */
  readonly claim: () => boolean
  /** Remembers the new CRL instead, on the disk. */
  readonly keep: (thisUpdate: Instant) => Promise<void>
}

/** `folder` is created when the first CRL is kept. */
export function openCrlMemory(folder: string): CrlMemory {
  const claims = new Map<string, number>()
  const claimsOf = (name: string): number => claims.get(name) ?? 0
  const fileOf = (name: string): string => path.join(folder, name)

  return {
    compare: async (scope) => {
      const name = nameOf(scope)
      const claimed = claimsOf(name)
      const last = await unlessMissing(readFile(fileOf(name)))
      const entries = growingFile(last?.length ?? 0)
      const leftOut = last && findLeftOut(last)
      return {
        lastUpdate: last && instant(Number(last.readBigInt64BE(0))),
        add: (entry) => {
          entries.add(entry)
          leftOut?.add(entry)
        },
        findMissing: async ({ has, endOf }) => {
          const missing: Uint8Array[] = []
          if (!last || !leftOut) return missing
          const lastUpdate = Number(last.readBigInt64BE(0))
          for (const at of leftOut.all()) {
            const serial = new Uint8Array(last.subarray(at + headBytes, nextOf(last, at)))
            if (has(serial)) continue
            const until = (await endOf(serial)) ?? plus(revokedAtOf(last, at), listedWithoutEnd)
            if (until >= lastUpdate) missing.push(serial)
          }
          return missing
        },
        claim: () => {
          if (claimsOf(name) !== claimed) return false
          claims.set(name, claimed + 1)
          return true
        },
        keep: async (thisUpdate) => {
          await mkdir(folder, { recursive: true, mode: 0o700 })
          await writeDurably(fileOf(name), entries.bytes(thisUpdate))
        },
      }
    },
    revokedAt: async (issuer, serial) => {
      for (const name of (await unlessMissing(readdir(folder))) ?? []) {
        if (name !== issuer && !name.startsWith(`${issuer}.`)) continue
        const file = await unlessMissing(readFile(fileOf(name)))
        if (file === undefined) continue
        const at = findEntry(file, serial)
        if (at !== undefined) return revokedAtOf(file, at)
      }
      return undefined
    },
    forget: async (scope) => {
      const name = nameOf(scope)
      claims.set(name, claimsOf(name) + 1)
      await rm(fileOf(name), { force: true })
    },
  }
}

const nameOf = ({ issuer, shard }: CrlScope): string =>
  shard === undefined ? issuer : `${issuer}.${String(shard)}`

/*
 * A file has the time of the CRL in eight bytes (milliseconds), then for each entry the length of its serial,
 * the time of the revocation in five bytes (seconds), and the serial.
 */
const startBytes = 8
const headBytes = 6

const nextOf = (file: Buffer, at: number): number => at + headBytes + (file[at] ?? 0)
const revokedAtOf = (file: Buffer, at: number): Instant =>
  instant(file.readUIntBE(at + 1, 5) * second)

/** Where the entry of the serial is in the file. A serial is random: its bytes stand nowhere else. */
function findEntry(file: Buffer, serial: Uint8Array): number | undefined {
  for (let at = file.indexOf(serial); at >= 0; at = file.indexOf(serial, at + 1))
    if (file[at - headBytes] === serial.length) return at - headBytes
  return undefined
}

/**
 * Finds the entries of the last CRL that do not come again. A CRL keeps the order of the one before it, so
 * that nearly all are found where they are expected. In one with another order all that is left counts as
 * left out, until `has` says otherwise.
 */
function findLeftOut(last: Buffer) {
  const ranges: [from: number, to: number][] = []
  let at = startBytes
  let added = 0
  return {
    add: (entry: Readonly<CrlEntryView>): void => {
      if (at >= last.length || added > maxAddedBetween) return
      let found = at
      while (found < last.length && !isSame(last, found, entry)) found = nextOf(last, found)
      if (found >= last.length) {
        added += 1
        return
      }
      if (found > at) ranges.push([at, found])
      at = nextOf(last, found)
    },
    /** Where they are in the file. */
    all: function* (): Generator<number> {
      for (const [from, to] of [...ranges, [at, last.length] as const])
        for (let each = from; each < to; each = nextOf(last, each)) yield each
    },
  }
}

/** New entries come at the end: a CRL with more of them in between has another order. */
const maxAddedBetween = 3

function isSame(
  last: Buffer,
  at: number,
  { serialIn, serialFrom, serialTo }: Readonly<CrlEntryView>,
): boolean {
  const length = serialTo - serialFrom
  if (last[at] !== length) return false
  for (let index = 0; index < length; index += 1)
    if (last[at + headBytes + index] !== serialIn[serialFrom + index]) return false
  return true
}

/** Collects the entries of a new file. */
function growingFile(expected: number) {
  let file = Buffer.alloc(expected + 4096)
  let end = startBytes
  return {
    add: ({ serialIn, serialFrom, serialTo, revokedAt }: Readonly<CrlEntryView>): void => {
      const length = serialTo - serialFrom
      if (end + headBytes + length > file.length)
        file = Buffer.concat([file, Buffer.alloc(file.length)])
      file[end] = length
      file.writeUIntBE(Math.floor(revokedAt / second), end + 1, 5)
      for (let index = 0; index < length; index += 1)
        file[end + headBytes + index] = serialIn[serialFrom + index] ?? 0
      end += headBytes + length
    },
    bytes: (thisUpdate: Instant): Buffer => {
      file.writeBigInt64BE(BigInt(thisUpdate), 0)
      return file.subarray(0, end)
    },
  }
}
