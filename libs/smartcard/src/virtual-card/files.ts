import { concatenate } from '@sotevarmenne/x509/der'
import { fromHex, toHex, uint16 } from '../bytes.ts'
import {
  response,
  done,
  isPermitted,
  refused,
  type Handler,
  type PoweredCard,
  type Reply,
} from './powered-card.ts'
import {
  applicationId,
  changed,
  masterFile,
  type BinaryFile,
  type CardFile,
  type CardState,
} from './state.ts'
import { readTlvs, tlv } from '../tlv.ts'

/** SELECT by file identifier, by path or by the name of a directory; returns its FCI, its FCP or nothing. */
export const select: Handler = (card, { p1, p2, data }) => {
  if (!Object.values<number>(responses).includes(p2)) return refused.wrongParameters
  if (p1 === 0x04) return selectByName(card, p2, toHex(data))

  const path = findPath(card, p1, toHex(data))
  return typeof path === 'string' ? selectPath(card, path, p2) : path
}

export const readBinary: Handler = (card, { p1, p2, expected }) => {
  const current = currentFile(card)
  if (!current) return refused.noCurrentFile
  if (current.file.kind !== 'binary') return refused.incompatibleFile
  if (!isPermitted(card, current.file.acl, 0)) return refused.notPermitted
  const content = fromHex(current.file.content)
  const offset = (p1 << 8) | p2
  // ISO/IEC 7816-4 § 11.3.3: GnuPG reads on until it is told that the file has ended.
  if (offset >= content.length) return refused.wrongOffset
  return response(content.subarray(offset, offset + (expected ?? 256)))
}

export const updateBinary: Handler = (card, { p1, p2, data }) =>
  writeBinary(card, (p1 << 8) | p2, data)

/** ERASE BINARY: zeros from the offset to the end, or to the offset in the data. */
export const eraseBinary: Handler = (card, { p1, p2, data }) => {
  if (data.length !== 0 && data.length !== 2) return refused.wrongLength
  const [high, low = 0] = data
  const offset = (p1 << 8) | p2
  const end = high === undefined ? sizeOf(currentFile(card)?.file) : (high << 8) | low
  if (high !== undefined && end <= offset) return refused.wrongOffset
  return writeBinary(card, offset, new Uint8Array(Math.max(0, end - offset)))
}

/** CREATE FILE in the selected directory, which selects the new file. */
export const createFile: Handler = async (card, { p1, p2, data }) => {
  if (p1 !== 0 || p2 !== 0) return refused.wrongParameters
  const objects = readTlvs(readTlvs(data)?.get(0x62) ?? Uint8Array.of(0))
  const created = objects && fileFrom(objects)
  if (!created) return refused.wrongData

  const { directory } = card.session
  const parent = card.state.files[directory]
  if (!parent) return refused.fileNotFound
  if (!isPermitted(card, parent.acl, created.file.kind === 'directory' ? 1 : 0))
    return refused.notPermitted
  const path = directory + created.id
  if (card.state.files[path]) return refused.fileExists
  if (bytesIn(card.state) + bytesOf(created.file) > capacity) return refused.full

  await card.save(changed(card.state, { files: { ...card.state.files, [path]: created.file } }))
  return selectPath(card, path, responses.nothing)
}

/** DELETE the selected file; a directory is deleted with everything in it. */
export const deleteFile: Handler = async (card, { p1, p2, data }) => {
  if (p1 !== 0 || p2 !== 0) return refused.wrongParameters
  if (data.length > 0) return refused.wrongLength
  const path = card.session.file ?? card.session.directory
  const file = card.state.files[path]
  if (!file) return refused.fileNotFound
  if (path === masterFile) return refused.conditionsNotSatisfied
  if (!isPermitted(card, file.acl, 2)) return refused.notPermitted

  const stored = Object.entries(card.state.files).filter(([other]) => !other.startsWith(path))
  await card.save(changed(card.state, { files: Object.fromEntries(stored) }))
  card.session = {
    ...card.session,
    directory: parentOf(path),
    file: undefined,
    security: undefined,
  }
  return done
}

/** GET DATA 01 A1: the identifiers of the files in the selected directory. */
export const listFiles = ({ state, session }: PoweredCard): Reply =>
  response(
    concatenate(
      ...Object.keys(state.files)
        .filter((path) => parentOf(path) === session.directory && path !== masterFile)
        .map((path) => fromHex(path.slice(-4))),
    ),
  )

/** The selected file with its path. */
export function currentFile({
  state,
  session,
}: PoweredCard): { readonly path: string; readonly file: CardFile } | undefined {
  const file = session.file === undefined ? undefined : state.files[session.file]
  return file && session.file !== undefined ? { path: session.file, file } : undefined
}

export const parentOf = (path: string): string => path.slice(0, -4)

/** The response that P2 requests: the control information (FCI), the control parameters (FCP), or nothing. */
const responses = { controlInformation: 0x00, controlParameters: 0x04, nothing: 0x0c } as const

/** By the beginning of its name. The applet itself has a name too, with or without its directory. */
function selectByName(card: PoweredCard, p2: number, name: string): Reply {
  if (name === '') return refused.fileNotFound
  const named = Object.entries(card.state.files).find(
    ([, file]) => file.kind === 'directory' && file.name?.startsWith(name),
  )
  if (named) return selectPath(card, named[0], p2)
  return applicationId.startsWith(name) ? selectPath(card, masterFile, p2) : refused.fileNotFound
}

function findPath({ state, session }: PoweredCard, p1: number, data: string): string | Reply {
  const existing = (path: string): string | Reply =>
    state.files[path] ? path : refused.fileNotFound
  const child = (areDirectories: boolean): string | Reply => {
    const path = session.directory + data
    const isWanted = (state.files[path]?.kind === 'directory') === areDirectories
    return data.length === 4 && isWanted ? existing(path) : refused.fileNotFound
  }
  switch (p1) {
    case 0x00:
      if (data === '' || data === masterFile) return existing(masterFile)
      return findNear(state, session.directory, data) ?? refused.fileNotFound
    case 0x01:
      return child(true)
    case 0x02:
      return child(false)
    case 0x03:
      if (data !== '') return refused.wrongLength
      return existing(parentOf(session.directory) || masterFile)
    case 0x08:
      return existing(masterFile + data)
    case 0x09:
      return existing(session.directory + data)
    default:
      return refused.wrongParameters
  }
}

/** A file of the directory, the directory itself, its parent or its sibling (ISO/IEC 7816-4 § 7.1.1). */
function findNear(state: CardState, directory: string, id: string): string | undefined {
  if (id.length !== 4) return undefined
  const parent = parentOf(directory)
  const candidates = [
    directory + id,
    directory.endsWith(id) ? directory : '',
    parent.endsWith(id) ? parent : '',
    parent + id,
  ]
  return candidates.find((path) => path !== '' && state.files[path])
}

function selectPath(card: PoweredCard, path: string, p2: number): Reply {
  const file = card.state.files[path]
  if (!file) return refused.fileNotFound
  const isDirectory = file.kind === 'directory'
  card.session = {
    ...card.session,
    directory: isDirectory ? path : parentOf(path),
    file: isDirectory ? undefined : path,
  }
  if (p2 === responses.nothing) return done
  const tag = p2 === responses.controlParameters ? 0x62 : 0x6f
  return response(tlv(tag, describe(card.state, path, file)))
}

function describe(state: CardState, path: string, file: CardFile): Uint8Array {
  const isDirectory = file.kind === 'directory'
  return concatenate(
    tlv(isDirectory ? 0x81 : 0x80, uint16(sizeOf(file))),
    tlv(0x82, Uint8Array.of(typeBytes[file.kind])),
    tlv(0x83, fromHex(path.slice(-4))),
    isDirectory && file.name !== undefined ? tlv(0x84, fromHex(file.name)) : new Uint8Array(),
    tlv(0x85, isDirectory ? new Uint8Array(2) : fromHex(file.proprietary)),
    tlv(0x86, fromHex(file.acl)),
    tlv(0x8a, Uint8Array.of(state.lifeCycle === 'activated' ? 0x05 : 0x01)),
  )
}

const typeBytes = { binary: 0x01, directory: 0x38, 'rsa-key': 0x11, 'ec-key': 0x22 } as const

/** Bytes of a file; for a key file, the bits of its key. */
function sizeOf(file: CardFile | undefined): number {
  if (!file || file.kind === 'directory') return 0
  return file.kind === 'binary' ? file.content.length / 2 : file.bits
}

function fileFrom(
  objects: ReadonlyMap<number, Uint8Array>,
): { readonly id: string; readonly file: CardFile } | undefined {
  const id = toHex(objects.get(0x83) ?? new Uint8Array())
  const acl = toHex(objects.get(0x86) ?? new Uint8Array()).slice(0, 6)
  const [high = 0, low = 0] = objects.get(0x80) ?? objects.get(0x81) ?? []
  const size = (high << 8) | low
  const proprietary = toHex(objects.get(0x85) ?? new Uint8Array(2))
  if (id.length !== 4 || acl.length !== 6 || reservedIds.includes(id)) return undefined

  const name = objects.get(0x84)
  switch (objects.get(0x82)?.[0] ?? 0) {
    case 0x01:
      return { id, file: { kind: 'binary', acl, proprietary, content: '00'.repeat(size) } }
    case 0x38:
      return { id, file: { kind: 'directory', acl, ...(name && { name: toHex(name) }) } }
    case 0x11:
      if (size < 2048 || size > 4096 || size % 8 !== 0) return undefined
      return { id, file: { kind: 'rsa-key', acl, proprietary, bits: size, parts: {} } }
    case 0x22:
      if (size !== 256 && size !== 384 && size !== 521) return undefined
      return { id, file: { kind: 'ec-key', acl, proprietary, bits: size, parts: {} } }
    default:
      return undefined
  }
}

/** The master file, and the identifiers that ISO/IEC 7816-4 § 7.1.1 reserves. */
const reservedIds: readonly string[] = [masterFile, '3FFF', 'FFFF', '0000']

/** Max bytes of all files together, as on a chip. */
const capacity = 80 * 1024

const bytesOf = (file: CardFile): number => (file.kind === 'binary' ? sizeOf(file) : 0)

const bytesIn = ({ files }: CardState): number =>
  Object.values(files).reduce((sum, file) => sum + bytesOf(file), 0)

async function writeBinary(card: PoweredCard, offset: number, data: Uint8Array): Promise<Reply> {
  const current = currentFile(card)
  if (!current) return refused.noCurrentFile
  if (current.file.kind !== 'binary') return refused.incompatibleFile
  if (!isPermitted(card, current.file.acl, 1)) return refused.notPermitted
  const content = fromHex(current.file.content)
  if (offset > content.length) return refused.wrongOffset
  if (offset + data.length > content.length) return refused.wrongLength

  content.set(data, offset)
  const file: BinaryFile = { ...current.file, content: toHex(content) }
  await card.save(changed(card.state, { files: { ...card.state.files, [current.path]: file } }))
  return done
}
