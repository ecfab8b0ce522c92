import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { concatenate } from '@sotevarmenne/x509/der'
import { run, runAll, send, unexpected, type Command } from './apdu.ts'
import { fromHex, toHex, uint16 } from './bytes.ts'
import type { CardChannel } from './card-channel.ts'
import { paths } from './layout.ts'
import { readTlvs, tlv } from './tlv.ts'
import type { CardTrouble } from './words.ts'

/** The card's control information of a file (FCI, ISO/IEC 7816-4 § 7.4). */
export type FileFacts = {
  readonly type: 'binary' | 'directory' | 'rsa-key' | 'ec-key' | 'unknown'
  /** Bytes; for a key file, bits of its key. */
  readonly size: number
  readonly acl: string
  readonly proprietary: string
  readonly isActivated: boolean
}

/** Selects the file; undefined when the card has no file at the path. */
export async function selectFile(
  channel: CardChannel,
  path: string,
): Promise<Result<FileFacts | undefined, CardTrouble>> {
  const command = selecting(path)
  const { data, status } = await send(channel, command)
  if (status === 0x6a82) return ok(undefined)
  if (status !== 0x9000) return refuse(unexpected(command, status))
  const facts = factsFrom(data)
  return facts ? ok(facts) : refuse<CardTrouble>({ kind: 'card-unreadable', file: path })
}

/** The whole content of a file; a missing one is `card-unreadable`. */
export async function readFile(
  channel: CardChannel,
  path: string,
): Promise<Result<Uint8Array, CardTrouble>> {
  const selected = await selectFile(channel, path)
  if (!selected.ok) return selected
  if (selected.value?.type !== 'binary')
    return refuse<CardTrouble>({ kind: 'card-unreadable', file: path })
  return readSelected(channel, path, selected.value)
}

/** The whole content of the file that was just selected. */
export async function readSelected(
  channel: CardChannel,
  path: string,
  { size }: Pick<FileFacts, 'size'>,
): Promise<Result<Uint8Array, CardTrouble>> {
  let content: Uint8Array = new Uint8Array()
  while (content.length < size) {
    const [p1 = 0, p2 = 0] = uint16(content.length)
    const piece = await run(channel, {
      name: `read ${path}`,
      ins: 0xb0,
      p1,
      p2,
      expectsResponse: true,
    })
    if (!piece.ok) return piece
    if (piece.value.length === 0)
      return refuse<CardTrouble>({ kind: 'card-unreadable', file: path })
    content = concatenate(content, piece.value)
  }
  return ok(content.subarray(0, size))
}

export type FileToWrite = {
  readonly path: string
  readonly acl: string
  readonly content: Uint8Array
}

/**
 * Creates files in the directory, or in the selected one, with their content; files left by an interrupted
 * attempt are replaced.
 */
export async function writeFiles(
  channel: CardChannel,
  directory: string | undefined,
  files: readonly FileToWrite[],
): Promise<Result<void, CardTrouble>> {
  // It stays selected while its files are created and deleted (ISO/IEC 7816-4 § 11.1).
  const entered = directory === undefined ? ok(undefined) : await run(channel, selecting(directory))
  if (!entered.ok) return entered
  for (const { path, acl, content } of files) {
    const creation = creating(path, { type: 0x01, size: content.length, acl, proprietary: '0000' })
    const { status } = await send(channel, creation)
    if (status !== 0x9000 && status !== fileExists) return refuse(unexpected(creation, status))
    const written = await runAll(channel, [
      ...(status === fileExists
        ? [selecting(path), deletingSelected, selecting(directoryOf(path)), creation]
        : []),
      ...updates(path, content),
    ])
    if (!written.ok) return written
  }
  return ok(undefined)
}

export const directoryOf = (path: string): string => path.slice(0, -4)
const fileExists = 0x6a89
const deletingSelected: Command = { name: 'delete', cla: 0xa0, ins: 0xe4, p1: 0, p2: 0 }

export const selecting = (path: string): Command =>
  path === paths.master
    ? { name: 'select 3F00', ins: 0xa4, p1: 0, p2: 0, data: fromHex(path), expectsResponse: true }
    : {
        name: `select ${path}`,
        ins: 0xa4,
        p1: 0x08,
        p2: 0,
        data: fromHex(path.slice(4)),
        expectsResponse: true,
      }

export type NewFile = {
  readonly type: number
  readonly size: number
  readonly acl: string
  readonly proprietary: string
}

/** CREATE FILE in the selected directory. */
export const creating = (path: string, { type, size, acl, proprietary }: NewFile): Command => ({
  name: `create ${path}`,
  ins: 0xe0,
  p1: 0,
  p2: 0,
  data: tlv(
    0x62,
    tlv(0x80, uint16(size)),
    tlv(0x82, Uint8Array.of(type)),
    tlv(0x83, fromHex(path.slice(-4))),
    tlv(0x86, fromHex(acl)),
    tlv(0x85, fromHex(proprietary)),
    tlv(0x8a, Uint8Array.of(0)),
  ),
})

/** The max that a short APDU carries. */
const pieceLength = 255

function updates(path: string, content: Uint8Array): readonly Command[] {
  const offsets = Array.from(
    { length: Math.ceil(content.length / pieceLength) },
    (_, index) => index * pieceLength,
  )
  return offsets.map((offset) => {
    const [p1 = 0, p2 = 0] = uint16(offset)
    const data = content.subarray(offset, offset + pieceLength)
    return { name: `update ${path}`, ins: 0xd6, p1, p2, data }
  })
}

function factsFrom(fci: Uint8Array): FileFacts | undefined {
  const objects = readTlvs(readTlvs(fci)?.get(0x6f) ?? new Uint8Array())
  const size = objects?.get(0x80) ?? objects?.get(0x81)
  const acl = objects?.get(0x86)
  if (!objects || !size || !acl) return undefined
  const [high = 0, low = 0] = size
  return {
    type: types[objects.get(0x82)?.[0] ?? 0] ?? 'unknown',
    size: (high << 8) | low,
    acl: toHex(acl),
    proprietary: toHex(objects.get(0x85) ?? new Uint8Array(2)),
    isActivated: objects.get(0x8a)?.[0] === 0x05,
  }
}

const types: Readonly<Record<number, FileFacts['type']>> = {
  0x01: 'binary',
  0x38: 'directory',
  0x11: 'rsa-key',
  0x22: 'ec-key',
}
