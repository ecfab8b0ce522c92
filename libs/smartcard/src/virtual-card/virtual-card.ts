import { concatenate } from '@sotevarmenne/x509/der'
import { fromHex } from '../bytes.ts'
import { cardRemoved, isCardRemoved, type CardChannel } from '../card-channel.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import { externalAuthenticate, getChallenge, putAdminKey, putCode } from './admin-keys.ts'
import { activate, describeAbilities, describeApplet, freshSession, initialise } from './applet.ts'
import {
  createFile,
  deleteFile,
  eraseBinary,
  listFiles,
  readBinary,
  select,
  updateBinary,
} from './files.ts'
import { generateKey, loadKeyPart, readPublicKey } from './keys.ts'
import { change, logOut, putPin, unblock, verify } from './pins.ts'
import {
  done,
  refused,
  type Handler,
  type PoweredCard,
  type Reply,
  type Request,
} from './powered-card.ts'
import { generalAuthenticate, performSecurity, setSecurity } from './signing.ts'
import { blankState, type CardState } from './state.ts'
import { memoryStore, type CardStore } from './store.ts'

/** A test card in software. Its private keys are in its store: it protects nothing. */
export type VirtualCard = {
  readonly atr: Uint8Array
  /**
   * Executes one command APDU; returns data and status word. The state is saved before the response is
   * returned.
   */
  process(apdu: Uint8Array): Promise<Uint8Array>
  /** Clears verified PINs, the selected file and everything else volatile. */
  powerOff(): Promise<void>
}

/** A card fresh from the factory; with a store, it is written there. */
export async function createBlankCard({
  store = memoryStore(),
  chipSerial,
}: {
  readonly store?: CardStore
  /** Twenty hex digits; random when absent. */
  readonly chipSerial?: string
} = {}): Promise<VirtualCard> {
  await store.save(blankState(chipSerial))
  return openVirtualCard(store)
}

/** The card in the store. Throws when there is none. */
export async function openVirtualCard(store: CardStore): Promise<VirtualCard> {
  await loadState(store)
  return cardIn(store, answerToReset, (state) => powerOn(store, state))
}

/** How a powered card responds to each command, until it loses power. */
type Answering = (apdu: Uint8Array) => Reply | Promise<Reply>

/**
 * A card of any command set: it reads its state at each power-on, and executes commands one after another.
 */
export function cardIn(
  store: CardStore,
  atr: Uint8Array,
  powerOn: (state: CardState) => Answering,
): VirtualCard {
  let answering: Answering | undefined
  const inTurn = oneAtATime()
  return {
    atr,
    process: (apdu) =>
      inTurn(async () => {
        answering ??= powerOn(await loadState(store))
        try {
          const { status, data = new Uint8Array() } = await answering(apdu)
          return concatenate(data, Uint8Array.of(status >> 8, status & 0xff))
        } catch (fault) {
          // Another program has the card: the state known here is stale.
          if (isCardRemoved(fault)) answering = undefined
          throw fault
        }
      }),
    powerOff: () =>
      inTurn(() => {
        answering = undefined
        return Promise.resolve()
      }),
  }
}

/** The virtual card in its own reader, in process. */
export function channelTo(card: VirtualCard): CardChannel {
  let isOpen = true
  return {
    atr: card.atr,
    transmit: async (apdu) => {
      if (!isOpen) throw cardRemoved()
      return card.process(apdu)
    },
    reset: () => card.powerOff(),
    close: () => {
      isOpen = false
      return card.powerOff()
    },
  }
}

/** Historical bytes `OsEID`, by which OpenSC recognises the software implementation of this command set. */
const answerToReset = fromHex('3BF59600008131FE454F734549441C')

async function loadState(store: CardStore): Promise<CardState> {
  const state = await store.load()
  if (!state) throw new Error('no virtual card in the store: create one first')
  return state
}

function powerOn(store: CardStore, stored: CardState): Answering {
  let state = stored
  let chain: Request | undefined
  let pending = new Uint8Array()
  const card: PoweredCard = {
    get state() {
      return state
    },
    session: freshSession,
    save: async (next) => {
      await store.save(next)
      state = next
    },
  }

  /** The next piece of a response, and how much more there is (61xx). */
  const nextPiece = (wanted: number): Reply => {
    const piece = pending.subarray(0, wanted)
    pending = pending.slice(wanted)
    const status = pending.length === 0 ? 0x9000 : 0x6100 | Math.min(pending.length, 0xff)
    return { status, data: piece }
  }

  return async (apdu) => {
    const read = parse(apdu)
    if (!read) return refused.wrongLength
    if (!isClassKnown(read)) return refused.classUnknown
    if (read.ins === getResponse) {
      return pending.length === 0 ? refused.conditionsNotSatisfied : nextPiece(read.expected ?? 256)
    }
    pending = new Uint8Array()

    const isContinued = chain?.ins === read.ins && chain.p1 === read.p1 && chain.p2 === read.p2
    const data = isContinued && chain ? concatenate(chain.data, read.data) : read.data
    const request = { ...read, cla: read.cla & ~chainingBit, data }
    chain = undefined
    if (data.length > maxChainLength) return refused.wrongLength
    if ((read.cla & chainingBit) !== 0) {
      chain = request
      return done
    }

    const reply = await handlerOf(request)(card, request)
    if (!reply.data || reply.status !== 0x9000) return reply
    pending = new Uint8Array(reply.data)
    return nextPiece(Math.min(256, read.expected ?? 256))
  }
}

const getResponse = 0xc0
const chainingBit = 0x10
const maxChainLength = 1024

const isClassKnown = ({ cla, ins }: Request): boolean =>
  cla === 0x00 || cla === chainingBit || (cla === 0xa0 && ins === 0xe4)

/** Parses a short APDU (ISO/IEC 7816-3 § 12.1.3, cases 1 to 4S). */
export function parse(apdu: Uint8Array): Request | undefined {
  const [cla, ins, p1, p2, length] = apdu
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined)
    return undefined
  const header = { cla, ins, p1, p2 }
  const empty = new Uint8Array()
  if (length === undefined) return { ...header, data: empty, expected: undefined }
  if (apdu.length === 5) return { ...header, data: empty, expected: length || 256 }

  const data = apdu.slice(5, 5 + length)
  if (length === 0 || data.length !== length) return undefined
  const [expected, ...rest] = apdu.subarray(5 + length)
  if (rest.length > 0) return undefined
  return { ...header, data, expected: expected === undefined ? undefined : expected || 256 }
}

const handlerOf = (request: Request): Handler =>
  handlers[request.ins]?.(request) ?? (() => refused.instructionNotSupported)

const handlers: Readonly<Record<number, (request: Request) => Handler>> = {
  0x0e: () => eraseBinary,
  0x20: () => verify,
  0x22: () => setSecurity,
  0x24: () => change,
  0x2a: () => performSecurity,
  0x2c: () => unblock,
  0x2e: () => logOut,
  0x44: () => activate,
  0x46: () => generateKey,
  0x82: () => externalAuthenticate,
  0x84: () => getChallenge,
  0x86: () => generalAuthenticate,
  0xa4: () => select,
  0xb0: () => readBinary,
  0xca: getData,
  0xd6: () => updateBinary,
  0xda: putData,
  0xe0: () => createFile,
  0xe4: () => deleteFile,
}

function getData({ p1, p2 }: Request): Handler {
  if (p1 !== 0x01) return () => refused.wrongParameters
  switch (p2) {
    case 0xa0:
      return describeApplet
    case 0xa1:
      return listFiles
    case 0xaa:
      return describeAbilities
    default:
      return readPublicKey
  }
}

function putData({ p1, p2 }: Request): Handler {
  if (p1 !== 0x01) return () => refused.wrongParameters
  if (p2 === 0xe0) return initialise
  if (p2 >= 0x80) return loadKeyPart
  return putters[p2 >> 4] ?? (() => refused.wrongParameters)
}

/** By the first nibble of P2; the second is a reference. */
const putters: Readonly<Record<number, Handler>> = { 0: putPin, 2: putAdminKey, 3: putCode }
