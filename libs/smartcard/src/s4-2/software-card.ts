import { timingSafeEqual } from 'node:crypto'
import { concatenate, readDer, sequenceOf, unsignedOf } from '@sotevarmenne/x509/der'
import { fromHex, toHex } from '../bytes.ts'
import { isCardRemoved } from '../card-channel.ts'
import { digestInfo, type CardHash, type KeyKind } from '../card-keys.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import { applicationId } from '../pkcs15.ts'
import { readTlvs } from '../tlv.ts'
import { padForSignature, rawRsa, signHash } from '../virtual-card/software-key.ts'
import { changed, type CardState, type KeyFile, type Pin } from '../virtual-card/state.ts'
import type { CardStore } from '../virtual-card/store.ts'
import type { VirtualCard } from '../virtual-card/virtual-card.ts'
import { activationCodeReference, slots } from './layout.ts'

/*
 * An organisation card in software: what such a card is known to answer, and no command by which it is made. Its state is
 * that of a virtual card, so that it lies in the same store; PINs are kept as they were typed, keys lie under their
 * reference in the directory that they are local to.
 */

/** Where a card of this layout has its things, by path. */
export const statePaths = {
  master: '3F00',
  application: '3F005015',
  esign: '3F005016',
  tokenInfo: '3F0050155032',
  authentication: '3F0050154331',
  signature: '3F0050164332',
  issuer: '3F004333',
  root: '3F004334',
  keys: { authentication: '3F0050150001', signature: '3F0050160082' },
} as const

/** Historical bytes of the cards that are issued since 2025 (Idemia Cosmo X, FINEID S4-2 v4.0). */
const answerToReset = fromHex('3BDD96008031FE450031B8640429ECC1739401808349')

/** Whether the state is of a card of this layout: no other has the directory that signs. */
export const isS42 = ({ files }: CardState): boolean => files[statePaths.esign] !== undefined

/** The card that lies in the store. It reads its state at each power-on, and keeps it before it answers. */
export function openS42Card(store: CardStore): VirtualCard {
  const inTurn = oneAtATime()
  let powered: Powered | undefined
  return {
    atr: answerToReset,
    process: (apdu) =>
      inTurn(async () => {
        powered ??= await powerOn(store)
        try {
          const { status, data } = await answer(powered, apdu)
          return concatenate(data ?? new Uint8Array(), Uint8Array.of(status >> 8, status & 0xff))
        } catch (fault) {
          // Another program has the card: what is known of it here is stale.
          if (isCardRemoved(fault)) powered = undefined
          throw fault
        }
      }),
    powerOff: () =>
      inTurn(() => {
        powered = undefined
        return Promise.resolve()
      }),
  }
}

/** What the card forgets with its power; `save` keeps the state, or nothing has changed. */
type Powered = {
  state: CardState
  readonly save: (next: CardState) => Promise<void>
  directory: string
  file: string | undefined
  readonly given: Set<number>
  security: { readonly keyPath: string; readonly algorithm: number } | undefined
  /** Of an answer that is longer than the reader wanted. */
  rest: Uint8Array
}

async function powerOn(store: CardStore): Promise<Powered> {
  const state = await store.load()
  if (!state) throw new Error('there is no virtual card in the store')
  const powered: Powered = {
    state,
    save: async (next) => {
      await store.save(next)
      powered.state = next
    },
    directory: statePaths.master,
    file: undefined,
    given: new Set(),
    security: undefined,
    rest: new Uint8Array(),
  }
  return powered
}

type Reply = { readonly status: number; readonly data?: Uint8Array }

/** ISO/IEC 7816-4 § 5.6. */
const statuses = {
  done: 0x9000,
  endOfFile: 0x6282,
  wrongLength: 0x6700,
  notPermitted: 0x6982,
  blocked: 0x6983,
  noCurrentFile: 0x6986,
  noSecuritySet: 0x6985,
  wrongData: 0x6a80,
  fileNotFound: 0x6a82,
  wrongParameters: 0x6a86,
  referenceNotFound: 0x6a88,
  wrongOffset: 0x6b00,
  instructionUnknown: 0x6d00,
  classUnknown: 0x6e00,
} as const

const reply = (which: keyof typeof statuses): Reply => ({ status: statuses[which] })

type Asked = {
  readonly p1: number
  readonly p2: number
  readonly data: Uint8Array
  readonly expected: number
}

function answer(card: Powered, apdu: Uint8Array): Reply | Promise<Reply> {
  const [cla, ins = 0, p1, p2, length] = apdu
  if (p1 === undefined || p2 === undefined) return reply('wrongLength')
  if (cla !== 0x00) return reply('classUnknown')
  const hasData = apdu.length > 5
  const data = hasData ? apdu.slice(5, 5 + (length ?? 0)) : new Uint8Array()
  const behind = hasData ? apdu.subarray(5 + (length ?? 0)) : apdu.subarray(4)
  if ((hasData && (length === 0 || data.length !== length)) || behind.length > 1)
    return reply('wrongLength')
  const asked = { p1, p2, data, expected: behind[0] === 0 ? 256 : (behind[0] ?? 0) }
  if (ins === 0xc0) return nextPiece(card, asked.expected)
  card.rest = new Uint8Array()
  const act = handlers[ins]
  return act ? act(card, asked) : reply('instructionUnknown')
}

const handlers: Readonly<
  Record<number, ((card: Powered, asked: Asked) => Reply | Promise<Reply>) | undefined>
> = {
  0x20: verify,
  0x22: setSecurity,
  0x24: change,
  0x2a: sign,
  0x2c: reset,
  0xa4: select,
  0xb0: read,
}

function nextPiece(card: Powered, wanted: number): Reply {
  const data = card.rest.subarray(0, wanted)
  card.rest = card.rest.slice(wanted)
  return card.rest.length === 0
    ? { status: statuses.done, data }
    : { status: 0x6100 | Math.min(card.rest.length, 0xff), data }
}

function select(card: Powered, { p1, p2, data }: Asked): Reply {
  if (p2 !== 0x0c) return reply('wrongParameters')
  const name = toHex(data)
  if (p1 === 0x02) return selectFile(card, card.directory + name)
  const directory = p1 === 0x04 ? directoryNamed(card, name) : p1 === 0x00 ? name : undefined
  if (directory === undefined) return reply(p1 === 0x04 ? 'fileNotFound' : 'wrongParameters')
  const path = directory === statePaths.master ? directory : statePaths.master + directory
  if (card.state.files[path]?.kind !== 'directory') return reply('fileNotFound')
  enter(card, path)
  return reply('done')
}

/** The application is found from everywhere, DF.ESIGN from the master file. */
function directoryNamed(card: Powered, name: string): string | undefined {
  if (name === applicationId) return statePaths.application.slice(4)
  const isEsign = card.state.files[statePaths.esign]
  if (!isEsign || isEsign.kind !== 'directory' || isEsign.name !== name) return undefined
  return card.directory === statePaths.master ? statePaths.esign.slice(4) : undefined
}

function enter(card: Powered, path: string): void {
  if (card.directory !== path) card.security = undefined
  card.directory = path
  card.file = undefined
}

function selectFile(card: Powered, path: string): Reply {
  if (card.state.files[path]?.kind !== 'binary') return reply('fileNotFound')
  card.file = path
  return reply('done')
}

function read(card: Powered, { p1, p2, expected }: Asked): Reply {
  const file = card.file === undefined ? undefined : card.state.files[card.file]
  if (file?.kind !== 'binary') return reply('noCurrentFile')
  const content = fromHex(file.content)
  const offset = (p1 << 8) | p2
  if (offset >= content.length) return reply('wrongOffset')
  const data = content.subarray(offset, offset + expected)
  return { status: data.length < expected ? statuses.endOfFile : statuses.done, data }
}

/** Without data and with an octet for an answer: how the PIN stands. */
async function verify(card: Powered, { p1, p2, data }: Asked): Promise<Reply> {
  const pin = card.state.pins[p2]
  if (p1 !== 0) return reply('wrongParameters')
  if (!pin) return reply('referenceNotFound')
  if (data.length === 0) return card.given.has(p2) ? reply('done') : triesLeft(pin)
  const wrong = await tryCode(card, p2, pin, data)
  if (wrong) return wrong
  card.given.add(p2)
  return reply('done')
}

/** The old PIN and the new one, each as it was typed: where one ends, the card knows by the old one. */
async function change(card: Powered, { p1, p2, data }: Asked): Promise<Reply> {
  const pin = card.state.pins[p2]
  if (p1 !== 0) return reply('wrongParameters')
  if (!pin || p2 === activationCodeReference) return reply('referenceNotFound')
  const oldLength = pin.value.length / 2
  const wrong = await tryCode(card, p2, pin, data.subarray(0, oldLength))
  if (wrong) return wrong
  const next = data.subarray(oldLength)
  if (!isPinBytes(next)) return reply('wrongData')
  await savePin(card, p2, { value: toHex(next) })
  return reply('done')
}

/** RESET RETRY COUNTER with the new PIN alone: the activation code was given before. */
async function reset(card: Powered, { p1, p2, data }: Asked): Promise<Reply> {
  const pin = card.state.pins[p2]
  if (p1 !== 0x02) return reply('wrongParameters')
  if (!pin || p2 === activationCodeReference) return reply('referenceNotFound')
  if (!card.given.has(activationCodeReference)) return reply('notPermitted')
  if (!isPinBytes(data)) return reply('wrongData')
  card.given.delete(p2)
  await savePin(card, p2, { value: toHex(data), triesLeft: pin.tries })
  return reply('done')
}

function setSecurity(card: Powered, { p1, p2, data }: Asked): Reply {
  if (p1 !== 0x41 || p2 !== 0xb6) return reply('wrongParameters')
  const objects = readTlvs(data)
  const algorithm = objects?.get(0x80)?.[0]
  const reference = objects?.get(0x84)?.[0]
  if (algorithm === undefined || reference === undefined) return reply('wrongData')
  // The authentication key is found from everywhere, the other only in its directory.
  const isGlobal = reference === slots.authentication.keyReference
  const directory = isGlobal ? statePaths.application : card.directory
  const keyPath = `${directory}00${toHex(Uint8Array.of(reference))}`
  if (!keyAt(card, keyPath)) return reply('referenceNotFound')
  card.security = { keyPath, algorithm }
  return reply('done')
}

function sign(card: Powered, { p1, p2, data, expected }: Asked): Reply {
  if (p1 !== 0x9e || p2 !== 0x9a) return reply('wrongParameters')
  const key = card.security && keyAt(card, card.security.keyPath)
  if (!card.security || !key) return reply('noSecuritySet')
  const pinReference = Number.parseInt(key.acl.charAt(0), 16)
  if (!card.given.has(pinReference)) return reply('notPermitted')
  // Each signature of a document is consented to: its PIN has to be given anew.
  if (key.proprietary !== '0000') card.given.delete(pinReference)
  const signature = signatureBy(key, card.security.algorithm, data)
  if (!signature) return reply('wrongData')
  card.rest = signature
  return nextPiece(card, expected || 256)
}

function signatureBy(key: KeyFile, algorithm: number, digest: Uint8Array): Uint8Array | undefined {
  const hash = hashes[algorithm >> 4]
  const type: KeyKind['type'] | undefined = schemeTypes[algorithm & 0x0f]
  if (!hash || digest.length !== hash.length || key.kind !== `${String(type)}-key`) return undefined
  if (type === 'rsa') {
    const block = padForSignature(digestInfo(hash.name, digest), key.bits / 8)
    return block && rawRsa(key.parts, block)
  }
  const coordinateLength = Math.ceil(key.bits / 8)
  const der = signHash(key.bits, key.parts, digest.subarray(0, coordinateLength))
  const parts = der && readDer(der)
  const numbers = parts?.ok === true ? sequenceOf(parts.value)?.map(unsignedOf) : undefined
  return numbers && concatenate(...numbers.map((each) => filled(each, coordinateLength)))
}

const hashes: Readonly<
  Record<number, { readonly name: CardHash; readonly length: number } | undefined>
> = {
  4: { name: 'sha256', length: 32 },
  5: { name: 'sha384', length: 48 },
  6: { name: 'sha512', length: 64 },
}

const schemeTypes: Readonly<Record<number, KeyKind['type'] | undefined>> = { 2: 'rsa', 4: 'ec' }

function filled(number: Uint8Array | undefined, length: number): Uint8Array {
  const octets = number ?? new Uint8Array()
  const whole = new Uint8Array(length)
  whole.set(octets, length - octets.length)
  return whole
}

/** Undefined when the code is right; else what the card answers. */
async function tryCode(
  card: Powered,
  reference: number,
  pin: Pin,
  code: Uint8Array,
): Promise<Reply | undefined> {
  card.given.delete(reference)
  if (pin.triesLeft === 0) return reply('blocked')
  // The try is spent before it is judged: pulling the card out does not give it back.
  const left = { ...pin, triesLeft: pin.triesLeft - 1 }
  await savePin(card, reference, left)
  const kept = fromHex(pin.value)
  if (kept.length !== code.length || !timingSafeEqual(kept, code)) return triesLeft(left)
  await savePin(card, reference, { triesLeft: pin.tries })
  return undefined
}

const triesLeft = (pin: Pin): Reply =>
  pin.triesLeft === 0 ? reply('blocked') : { status: 0x63c0 | pin.triesLeft }

async function savePin(card: Powered, reference: number, change: Partial<Pin>): Promise<void> {
  const { pins } = card.state
  const pin = pins[reference]
  if (!pin) throw new Error(`no PIN ${String(reference)}`)
  await card.save(changed(card.state, { pins: { ...pins, [reference]: { ...pin, ...change } } }))
}

const isPinBytes = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && bytes.length <= 8 && bytes.every((octet) => octet >= 0x30 && octet <= 0x39)

function keyAt({ state }: Powered, path: string): KeyFile | undefined {
  const file = state.files[path]
  return file?.kind === 'rsa-key' || file?.kind === 'ec-key' ? file : undefined
}
