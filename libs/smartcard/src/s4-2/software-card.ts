import { timingSafeEqual } from 'node:crypto'
import { concatenate, readDer, sequenceOf, unsignedOf } from '@sotevarmenne/x509/der'
import { fromHex, toHex } from '../bytes.ts'
import { digestInfo, type CardHash, type KeyKind } from '../card-keys.ts'
import { applicationId } from '../pkcs15.ts'
import { readTlvs } from '../tlv.ts'
import {
  done,
  refused,
  wrongWithTriesLeft,
  type Reply,
  type Request,
} from '../virtual-card/powered-card.ts'
import { padForSignature, rawRsa, signHash } from '../virtual-card/software-key.ts'
import { changed, keyAt, type CardState, type KeyFile, type Pin } from '../virtual-card/state.ts'
import type { CardStore } from '../virtual-card/store.ts'
import { cardIn, parse, type VirtualCard } from '../virtual-card/virtual-card.ts'
import { activationCodeReference, slots } from './layout.ts'

/*
 * An organisation card in software: the known responses of such a card, without the commands that produce
 * one. Its state is that of a virtual card, so that the same store can be used; PINs are stored as typed,
 * keys under their reference in the directory that they are local to.
 */

/** The paths of the objects of a card with this layout. */
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

/** Whether the state is that of a card with this layout: no other has the E.SIGN directory. */
export const isS42 = ({ files }: CardState): boolean => files[statePaths.esign] !== undefined

/** The card in the store. It saves its state before it responds. */
export const openS42Card = (store: CardStore): VirtualCard =>
  cardIn(store, answerToReset, (state) => {
    const card = powerOn(store, state)
    return (apdu) => response(card, apdu)
  })

/** What the card loses without power; `save` stores the state, or nothing has changed. */
type Powered = {
  state: CardState
  readonly save: (next: CardState) => Promise<void>
  directory: string
  file: string | undefined
  readonly given: Set<number>
  security: { readonly keyPath: string; readonly algorithm: number } | undefined
  /** The rest of a response that is longer than the requested length. */
  rest: Uint8Array
}

function powerOn(store: CardStore, state: CardState): Powered {
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

function response(card: Powered, apdu: Uint8Array): Reply | Promise<Reply> {
  const request = parse(apdu)
  if (!request) return refused.wrongLength
  if (request.cla !== 0x00) return refused.classUnknown
  if (request.ins === 0xc0) return nextPiece(card, request)
  card.rest = new Uint8Array()
  const action = handlers[request.ins]
  return action ? action(card, request) : refused.instructionNotSupported
}

const handlers: Readonly<
  Record<number, ((card: Powered, request: Request) => Reply | Promise<Reply>) | undefined>
> = {
  0x20: verify,
  0x22: setSecurity,
  0x24: change,
  0x2a: sign,
  0x2c: reset,
  0xa4: select,
  0xb0: read,
}

function nextPiece(card: Powered, { expected: wanted = 256 }: Pick<Request, 'expected'>): Reply {
  const data = card.rest.subarray(0, wanted)
  card.rest = card.rest.slice(wanted)
  return card.rest.length === 0
    ? { status: 0x9000, data }
    : { status: 0x6100 | Math.min(card.rest.length, 0xff), data }
}

function select(card: Powered, { p1, p2, data }: Request): Reply {
  if (p2 !== 0x0c) return refused.wrongParameters
  const name = toHex(data)
  if (p1 === 0x02) return selectFile(card, card.directory + name)
  const directory = p1 === 0x04 ? directoryNamed(card, name) : p1 === 0x00 ? name : undefined
  if (directory === undefined) return p1 === 0x04 ? refused.fileNotFound : refused.wrongParameters
  const path = directory === statePaths.master ? directory : statePaths.master + directory
  if (card.state.files[path]?.kind !== 'directory') return refused.fileNotFound
  enter(card, path)
  return done
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
  if (card.state.files[path]?.kind !== 'binary') return refused.fileNotFound
  card.file = path
  return done
}

function read(card: Powered, { p1, p2, expected = 256 }: Request): Reply {
  const file = card.file === undefined ? undefined : card.state.files[card.file]
  if (file?.kind !== 'binary') return refused.noCurrentFile
  const content = fromHex(file.content)
  const offset = (p1 << 8) | p2
  if (offset >= content.length) return refused.wrongOffset
  const data = content.subarray(offset, offset + expected)
  return { status: data.length < expected ? endOfFile : 0x9000, data }
}

/** The file ended before the requested length (ISO/IEC 7816-4 § 5.6). */
const endOfFile = 0x6282

/** Without data and with one expected byte: returns the PIN's tries. */
async function verify(card: Powered, { p1, p2, data }: Request): Promise<Reply> {
  const pin = card.state.pins[p2]
  if (p1 !== 0) return refused.wrongParameters
  if (!pin) return refused.referenceNotFound
  if (data.length === 0) return card.given.has(p2) ? done : wrongWithTriesLeft(pin.triesLeft)
  const wrong = await tryCode(card, p2, pin, data)
  if (wrong) return wrong
  card.given.add(p2)
  return done
}

/** The old PIN and the new one, each as typed: the card splits them by the length of the old one. */
async function change(card: Powered, { p1, p2, data }: Request): Promise<Reply> {
  const pin = card.state.pins[p2]
  if (p1 !== 0) return refused.wrongParameters
  if (!pin || p2 === activationCodeReference) return refused.referenceNotFound
  const oldLength = pin.value.length / 2
  const wrong = await tryCode(card, p2, pin, data.subarray(0, oldLength))
  if (wrong) return wrong
  const next = data.subarray(oldLength)
  if (!isPinBytes(next)) return refused.wrongData
  await savePin(card, p2, { value: toHex(next) })
  return done
}

/** RESET RETRY COUNTER with the new PIN alone: the activation code was verified before. */
async function reset(card: Powered, { p1, p2, data }: Request): Promise<Reply> {
  const pin = card.state.pins[p2]
  if (p1 !== 0x02) return refused.wrongParameters
  if (!pin || p2 === activationCodeReference) return refused.referenceNotFound
  if (!card.given.has(activationCodeReference)) return refused.notPermitted
  if (!isPinBytes(data)) return refused.wrongData
  card.given.delete(p2)
  await savePin(card, p2, { value: toHex(data), triesLeft: pin.tries })
  return done
}

function setSecurity(card: Powered, { p1, p2, data }: Request): Reply {
  if (p1 !== 0x41 || p2 !== 0xb6) return refused.wrongParameters
  const objects = readTlvs(data)
  const algorithm = objects?.get(0x80)?.[0]
  const reference = objects?.get(0x84)?.[0]
  if (algorithm === undefined || reference === undefined) return refused.wrongData
  // The authentication key is found from everywhere, the other only in its directory.
  const isGlobal = reference === slots.authentication.keyReference
  const directory = isGlobal ? statePaths.application : card.directory
  const keyPath = `${directory}00${toHex(Uint8Array.of(reference))}`
  if (!keyAt(card.state, keyPath)) return refused.referenceNotFound
  card.security = { keyPath, algorithm }
  return done
}

function sign(card: Powered, { p1, p2, data, expected }: Request): Reply {
  if (p1 !== 0x9e || p2 !== 0x9a) return refused.wrongParameters
  const key = card.security && keyAt(card.state, card.security.keyPath)
  if (!card.security || !key) return refused.conditionsNotSatisfied
  const pinReference = Number.parseInt(key.acl.charAt(0), 16)
  if (!card.given.has(pinReference)) return refused.notPermitted
  // Each document signature needs consent: its PIN must be verified again.
  if (key.proprietary !== '0000') card.given.delete(pinReference)
  const signature = signatureBy(key, card.security.algorithm, data)
  if (!signature) return refused.wrongData
  card.rest = signature
  return nextPiece(card, { expected })
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
  const bytes = number ?? new Uint8Array()
  const whole = new Uint8Array(length)
  whole.set(bytes, length - bytes.length)
  return whole
}

/** Undefined when the code is right; else the card's response. */
async function tryCode(
  card: Powered,
  reference: number,
  pin: Pin,
  code: Uint8Array,
): Promise<Reply | undefined> {
  card.given.delete(reference)
  if (pin.triesLeft === 0) return refused.blocked
  // The try is used up before the check: pulling the card out does not give it back.
  const left = { ...pin, triesLeft: pin.triesLeft - 1 }
  await savePin(card, reference, left)
  const stored = fromHex(pin.value)
  if (stored.length !== code.length || !timingSafeEqual(stored, code))
    return wrongWithTriesLeft(left.triesLeft)
  await savePin(card, reference, { triesLeft: pin.tries })
  return undefined
}

async function savePin(card: Powered, reference: number, change: Partial<Pin>): Promise<void> {
  const { pins } = card.state
  const pin = pins[reference]
  if (!pin) throw new Error(`card has no PIN ${String(reference)}`)
  await card.save(changed(card.state, { pins: { ...pins, [reference]: { ...pin, ...change } } }))
}

const isPinBytes = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && bytes.length <= 8 && bytes.every((byte) => byte >= 0x30 && byte <= 0x39)
