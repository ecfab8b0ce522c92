import { random, toHex } from '../bytes.ts'

/**
 * Everything that a virtual card stores without power; bytes as hex. Private keys and PINs are in the clear:
 * it is a test card.
 */
export type CardState = {
  readonly version: 1
  readonly warning: string
  /** Twenty hex digits. */
  readonly chipSerial: string
  /** Grows with every change, so that programs recognise a stale copy of the card's files (16 bits). */
  readonly changeCounter: number
  /** Access rules are active only when activated. */
  readonly lifeCycle: 'creation' | 'activated'
  /** By reference, 1 to 14. */
  readonly pins: Readonly<Record<string, Pin>>
  /** By reference, 1 to 14; none has the reference of a PIN. */
  readonly adminKeys: Readonly<Record<string, AdminKey>>
  /** By path from the master file: `3F00`, `3F005015`, `3F0050154401`. */
  readonly files: Readonly<Record<string, CardFile>>
}

export type Pin = {
  readonly value: string
  readonly puk: string
  readonly tries: number
  readonly triesLeft: number
  readonly pukTries: number
  readonly pukTriesLeft: number
  /** The admin key that may reset the PIN and its activation code; none when absent. */
  readonly adminReference?: number
}

export type AdminKey = {
  readonly value: string
  readonly tries: number
  readonly triesLeft: number
}

type EveryFile = {
  /** Six nibbles, a rule each: 0 always, 1 to E after that PIN, F never. */
  readonly acl: string
}
export type Directory = EveryFile & { readonly kind: 'directory'; readonly name?: string }
export type BinaryFile = EveryFile & {
  readonly kind: 'binary'
  readonly proprietary: string
  readonly content: string
}
export type KeyFile = EveryFile & {
  readonly kind: 'rsa-key' | 'ec-key'
  readonly proprietary: string
  readonly bits: number
  /** Parts of the key by name (n, e, d, p, q, dp, dq, qi; for curves d, point); empty until generated or loaded. */
  readonly parts: Readonly<Record<string, string>>
}
export type CardFile = Directory | BinaryFile | KeyFile

export const masterFile = '3F00'

/** The directory of the PKCS#15 application, and its name. */
export const applicationFile = `${masterFile}5015`
export const applicationId = 'A000000063504B43532D3135'

export const blankState = (chipSerial = toHex(random(10))): CardState => ({
  version: 1,
  warning: 'A TEST card: the private keys and PINs below protect nothing.',
  chipSerial,
  changeCounter: 0,
  lifeCycle: 'creation',
  pins: {},
  adminKeys: {},
  files: {
    [masterFile]: { kind: 'directory', acl: '000FFF' },
    [applicationFile]: { kind: 'directory', acl: '000FFF', name: applicationId },
  },
})

/** Parses a stored state. Throws on anything but what a virtual card wrote. */
export function parseState(text: string): CardState {
  const value: unknown = JSON.parse(text)
  if (
    !isRecord(value) ||
    value['version'] !== 1 ||
    !isRecord(value['pins']) ||
    !isRecord(value['files'])
  )
    throw new Error('malformed virtual card state')
  // Cards stored before admin keys existed have none.
  return { adminKeys: {}, ...value } as CardState
}

export function keyAt({ files }: CardState, path: string): KeyFile | undefined {
  const file = files[path]
  return file?.kind === 'rsa-key' || file?.kind === 'ec-key' ? file : undefined
}

/** The state after a change of its files, with the change counter increased. */
export const changed = (
  state: CardState,
  change: Partial<Pick<CardState, 'files' | 'pins' | 'adminKeys' | 'lifeCycle'>>,
): CardState => ({ ...state, ...change, changeCounter: (state.changeCounter + 1) & 0xffff })

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
