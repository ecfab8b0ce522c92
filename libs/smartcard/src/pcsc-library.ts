import type { inout, KoffiFunc, TypeObject } from 'koffi'

/** A handle of the library: opaque, passed back to it. */
type Handle = number | bigint

/** A reader and its state, as PC/SC reports it: `readerState` bits, and in the upper half a count of insertions. */
export type ReaderState = { readonly name: string; readonly state: number }

/** A connection to PC/SC. One waiting call at a time; no call blocks this process. */
export type PcscContext = {
  readonly listReaders: () => Promise<readonly string[]>
  /** Waits until the state of a reader differs from the given one; undefined after the timeout or `cancel`. */
  readonly waitForChange: (
    readers: readonly ReaderState[],
    milliseconds: number,
  ) => Promise<readonly ReaderState[] | undefined>
  /** Ends a waiting `waitForChange` at once. */
  readonly cancel: () => Promise<void>
  /** Opens the card of a reader exclusively. */
  readonly connect: (reader: string) => Promise<PcscCard>
  readonly close: () => Promise<void>
}

export type PcscCard = {
  readonly transmit: (apdu: Uint8Array) => Promise<Uint8Array>
  /** Power off and on. */
  readonly reset: () => Promise<void>
  /** Resets the card and releases it. */
  readonly disconnect: () => Promise<void>
  /** Its answer to reset; rejects when the card is gone. */
  readonly atr: () => Promise<Uint8Array>
}

/** Bits of a reader's state (pcsclite.h, winscard.h). */
export const readerState = { unaware: 0, changed: 0x2, empty: 0x10, present: 0x20 } as const

/** What PC/SC returns when a call fails, by its number in the standard (winerror.h). */
const failures = {
  0x80100002: 'cancelled',
  0x80100003: 'invalid-handle',
  0x80100009: 'unknown-reader',
  0x8010000a: 'timeout',
  0x8010000b: 'sharing-violation',
  0x8010000c: 'no-smart-card',
  0x8010000f: 'protocol-mismatch',
  0x80100013: 'communication-error',
  0x80100016: 'transaction-failed',
  0x80100017: 'reader-unavailable',
  0x8010001d: 'no-service',
  0x8010001e: 'service-stopped',
  0x8010002e: 'no-readers',
  0x8010002f: 'communication-data-lost',
  0x80100065: 'unsupported-card',
  0x80100066: 'unresponsive-card',
  0x80100067: 'unpowered-card',
  0x80100068: 'reset-card',
  0x80100069: 'removed-card',
} as const

export type PcscFailure = (typeof failures)[keyof typeof failures] | 'other'

/** A call to PC/SC that failed. */
export class PcscFault extends Error {
  readonly failure: PcscFailure

  constructor(call: string, code: number) {
    const failure = isKnown(code) ? failures[code] : 'other'
    super(`${call} of PC/SC failed: ${failure} (0x${code.toString(16)})`)
    this.failure = failure
  }
}

const isKnown = (code: number): code is keyof typeof failures => code in failures

/** Rejects when the library is not installed, or PC/SC does not run. */
export async function openPcscContext(): Promise<PcscContext> {
  library ??= await loadLibrary()
  const pcsc = library
  const { dword } = pcsc
  const opened = pcsc.handle()
  await pcsc.call('SCardEstablishContext', systemScope, null, null, opened)
  const context = pcsc.handleIn(opened)

  return {
    listReaders: async () => {
      const size = dword(0)
      try {
        await pcsc.call('SCardListReaders', context, null, null, size)
        const names = Buffer.alloc(dword.of(size) * pcsc.characterBytes)
        await pcsc.call('SCardListReaders', context, null, names, size)
        return pcsc
          .text(names)
          .split('\0')
          .filter((name) => name !== '')
      } catch (fault) {
        if (fault instanceof PcscFault && fault.failure === 'no-readers') return []
        throw fault
      }
    },
    waitForChange: async (readers, milliseconds) => {
      const states = readers.map(({ name, state }) => ({
        szReader: name,
        pvUserData: null,
        dwCurrentState: state,
        dwEventState: 0,
        cbAtr: 0,
        rgbAtr: new Uint8Array(pcsc.maxAtr),
      }))
      try {
        await pcsc.call('SCardGetStatusChange', context, milliseconds, states, states.length)
      } catch (fault) {
        if (fault instanceof PcscFault && ended.includes(fault.failure)) return undefined
        throw fault
      }
      return readers.map(({ name }, place) => ({
        name,
        state: states[place]?.dwEventState ?? 0,
      }))
    },
    cancel: () => pcsc.call('SCardCancel', context),
    connect: async (reader) => {
      const card = pcsc.handle()
      const protocol = dword(0)
      await pcsc.call('SCardConnect', context, reader, exclusive, anyProtocol, card, protocol)
      return openedCard(pcsc, pcsc.handleIn(card), protocol)
    },
    close: () =>
      pcsc.call('SCardReleaseContext', context).catch((fault: unknown) => {
        // PC/SC has stopped, and with it the context.
        if (!(fault instanceof PcscFault)) throw fault
      }),
  }
}

const ended: readonly PcscFailure[] = ['timeout', 'cancelled']

/** `protocol` receives the one in use again at each reset. */
function openedCard(pcsc: Library, card: Handle, protocol: Buffer): PcscCard {
  const { dword } = pcsc
  return {
    transmit: async (apdu) => {
      const control = Buffer.concat([protocol, dword(2 * protocol.length)])
      const response = Buffer.alloc(maxResponse)
      const size = dword(response.length)
      const command = Buffer.from(apdu)
      await pcsc.call(
        ...([
          'SCardTransmit',
          card,
          control,
          command,
          command.length,
          null,
          response,
          size,
        ] as const),
      )
      return new Uint8Array(response.subarray(0, dword.of(size)))
    },
    reset: () => pcsc.call('SCardReconnect', card, exclusive, anyProtocol, resetCard, protocol),
    disconnect: () => pcsc.call('SCardDisconnect', card, resetCard),
    atr: async () => {
      const atr = Buffer.alloc(pcsc.maxAtr)
      const [size, nameSize, state, inUse] = [dword(atr.length), dword(maxName), dword(0), dword(0)]
      const name = Buffer.alloc(maxName * pcsc.characterBytes)
      await pcsc.call('SCardStatus', card, name, nameSize, state, inUse, atr, size)
      return new Uint8Array(atr.subarray(0, dword.of(size)))
    },
  }
}

const systemScope = 2
const exclusive = 1
/** T=0 or T=1. */
const anyProtocol = 3
const resetCard = 1
/** Of a short APDU: 256 bytes and the status word. */
const maxResponse = 258
/** Characters of a reader's name. */
const maxName = 256

type Library = {
  readonly call: (name: CallName, ...words: readonly unknown[]) => Promise<void>
  /** A DWORD as an output parameter. */
  readonly dword: ((value: number) => Buffer) & { readonly of: (cell: Buffer) => number }
  readonly handle: () => Buffer
  readonly handleIn: (cell: Buffer) => Handle
  readonly characterBytes: 1 | 2
  readonly text: (characters: Buffer) => string
  readonly maxAtr: number
}

type CallName =
  | 'SCardCancel'
  | 'SCardConnect'
  | 'SCardDisconnect'
  | 'SCardEstablishContext'
  | 'SCardGetStatusChange'
  | 'SCardListReaders'
  | 'SCardReconnect'
  | 'SCardReleaseContext'
  | 'SCardStatus'
  | 'SCardTransmit'

type TypeSpec = string | TypeObject | ReturnType<typeof inout>
type NativeCall = KoffiFunc<(...words: unknown[]) => number | bigint>

let library: Library | undefined

/** What differs between the systems, by their own headers: pcsclite (Linux, macOS) and winscard.h (Windows). */
type System = {
  readonly file: string
  /** As the C compiler there sees LONG and DWORD. */
  readonly long: string
  readonly dword: string
  /** SCARDCONTEXT and SCARDHANDLE. */
  readonly handle: string
  readonly string: string
  /** Ends the names of the calls that take text. */
  readonly suffix: 'W' | ''
  /** Length of `rgbAtr` in SCARD_READERSTATE, and whether that has no padding. */
  readonly maxAtr: number
  readonly isPacked: boolean
}

/** Exported for its test alone. */
export const systemOf = (platform: NodeJS.Platform): System => {
  if (platform === 'win32')
    return {
      ...{ file: 'winscard.dll', long: 'int32_t', dword: 'uint32_t', handle: 'uintptr_t' },
      ...{ string: 'str16', suffix: 'W', maxAtr: 36, isPacked: false },
    }
  if (platform === 'darwin')
    return {
      file: '/System/Library/Frameworks/PCSC.framework/PCSC',
      ...{ long: 'int32_t', dword: 'uint32_t', handle: 'int32_t' },
      ...{ string: 'str', suffix: '', maxAtr: 33, isPacked: true },
    }
  return {
    ...{ file: 'libpcsclite.so.1', long: 'long', dword: 'unsigned long', handle: 'long' },
    ...{ string: 'str', suffix: '', maxAtr: 33, isPacked: false },
  }
}

/** Members and types of SCARD_READERSTATE. */
export const readerStateMembers = ({ string, dword, maxAtr }: System): Record<string, string> => ({
  szReader: string,
  pvUserData: 'void *',
  dwCurrentState: dword,
  dwEventState: dword,
  cbAtr: dword,
  rgbAtr: `uint8_t [${String(maxAtr)}]`,
})

/** Loaded only here: a foreign function interface, and not needed without a reader. */
async function loadLibrary(): Promise<Library> {
  const { default: koffi } = await import('koffi')
  const system = systemOf(process.platform)
  const { long, dword, handle, string, suffix } = system
  const loaded = koffi.load(system.file)
  const members = readerStateMembers(system)
  const state: TypeObject = system.isPacked ? koffi.pack(members) : koffi.struct(members)
  const states = koffi.inout(koffi.pointer(state))
  // Output goes into the bytes of a Buffer.
  const output = 'uint8_t *'
  const declare = (name: string, words: TypeSpec[]): NativeCall => loaded.func(name, long, words)
  const calls: Readonly<Record<CallName, NativeCall>> = {
    SCardEstablishContext: declare('SCardEstablishContext', [dword, 'void *', 'void *', output]),
    SCardReleaseContext: declare('SCardReleaseContext', [handle]),
    SCardCancel: declare('SCardCancel', [handle]),
    SCardListReaders: declare(`SCardListReaders${suffix}`, [handle, 'void *', output, output]),
    SCardGetStatusChange: declare(`SCardGetStatusChange${suffix}`, [handle, dword, states, dword]),
    SCardConnect: declare(`SCardConnect${suffix}`, [handle, string, dword, dword, output, output]),
    SCardReconnect: declare('SCardReconnect', [handle, dword, dword, dword, output]),
    SCardDisconnect: declare('SCardDisconnect', [handle, dword]),
    SCardStatus: declare(`SCardStatus${suffix}`, [
      handle,
      output,
      output,
      output,
      output,
      output,
      output,
    ]),
    SCardTransmit: declare('SCardTransmit', [
      handle,
      output,
      output,
      dword,
      'void *',
      output,
      output,
    ]),
  }
  const cell = (type: string) => () => Buffer.alloc(koffi.sizeof(type))
  const ofDword = (bytes: Buffer): number => Number(koffi.decode(bytes, dword))

  return {
    call: (name, ...words) =>
      new Promise((resolve, reject) => {
        calls[name].async(...words, (fault: unknown, returned: number | bigint) => {
          // LONG has 32 or 64 bits, with or without a sign.
          const code = Number(BigInt.asUintN(32, BigInt(returned)))
          if (fault !== null) reject(new Error(`${name} was not called`, { cause: fault }))
          else if (code === 0) resolve()
          else reject(new PcscFault(name, code))
        })
      }),
    dword: Object.assign(
      (value: number) => {
        const bytes = cell(dword)()
        koffi.encode(bytes, dword, value)
        return bytes
      },
      { of: ofDword },
    ),
    handle: cell(handle),
    handleIn: (bytes) => koffi.decode(bytes, handle) as Handle,
    characterBytes: suffix === 'W' ? 2 : 1,
    text: (characters) => characters.toString(suffix === 'W' ? 'utf16le' : 'utf8'),
    maxAtr: system.maxAtr,
  }
}
