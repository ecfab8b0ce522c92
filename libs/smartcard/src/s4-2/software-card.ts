import { timingSafeEqual } from 'node:crypto'
import { concatenate } from '@sotevarmenne/x509/der'
import { fromHex, toHex } from '../bytes.ts'
import { applicationId } from '../pkcs15.ts'
import { readTlvs } from '../tlv.ts'
import {
  externalAuthenticate,
  getChallenge,
  isAuthenticated,
  putAdminKey,
  putCodeInto,
} from '../virtual-card/admin-keys.ts'
import { activate, describeApplet, freshSession, initialiseWith } from '../virtual-card/applet.ts'
import {
  createFile,
  currentFile,
  deleteFile,
  listFiles,
  select as selectByAnything,
  updateBinary,
} from '../virtual-card/files.ts'
import { generateKey, readPublicKey } from '../virtual-card/keys.ts'
import { forget } from '../virtual-card/pins.ts'
import {
  done,
  isPermitted,
  refused,
  wrongWithTriesLeft,
  type Handler,
  type PoweredCard,
  type Reply,
  type Request,
} from '../virtual-card/powered-card.ts'
import { blankState, changed, keyAt, type CardState, type Pin } from '../virtual-card/state.ts'
import type { CardStore } from '../virtual-card/store.ts'
import { cardIn, parse, type VirtualCard } from '../virtual-card/virtual-card.ts'
import { deciphered, signatureBy } from './software-signing.ts'
import { activationCodeReference, adminRule, directories, s42Layout, slots } from './layout.ts'

/*
 * An organisation card in software: the known responses of such a card. How its makers produce one is not
 * public: until it is finished, and for the holder of its admin key, it has the commands of the virtual card
 * for that. A card without an admin key is one of another issuer, and has none of them. Its state is that of
 * a virtual card, so that the same store can be used; PINs are stored as typed, keys under their reference in
 * the directory that they are local to.
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

/** A card that is not produced yet. */
export function blankS42State(chipSerial?: string): CardState {
  const state = blankState(chipSerial)
  const name = toHex(directories.esign)
  return {
    ...state,
    files: { ...state.files, [statePaths.esign]: { kind: 'directory', acl: '000FFF', name } },
  }
}

/** With what the card loses without power. */
type Powered = PoweredCard & {
  /** The rest of a response that is longer than the requested length. */
  rest: Uint8Array
  /** A command whose data go on in the next one. */
  chain: Request | undefined
}

function powerOn(store: CardStore, stored: CardState): Powered {
  let state = stored
  return {
    get state() {
      return state
    },
    adminRule,
    session: freshSession,
    save: async (next) => {
      await store.save(next)
      state = next
    },
    rest: new Uint8Array(),
    chain: undefined,
  }
}

function response(card: Powered, apdu: Uint8Array): Reply | Promise<Reply> {
  const request = parse(apdu)
  if (!request) return refused.wrongLength
  if (request.ins === 0xc0 && request.cla === 0x00) return nextPiece(card, request)
  card.rest = new Uint8Array()
  const whole = chained(card, request)
  return 'ins' in whole ? execute(card, whole) : whole
}

/** The command with the data of those before it in its chain (ISO/IEC 7816-4 § 5.3.3); or that it goes on. */
function chained(card: Powered, read: Request): Request | Reply {
  const { chain } = card
  card.chain = undefined
  const isContinued = chain?.ins === read.ins && chain.p1 === read.p1 && chain.p2 === read.p2
  const data = isContinued ? concatenate(chain.data, read.data) : read.data
  const request = { ...read, cla: read.cla & ~chainingBit, data }
  if (data.length > maxChainLength) return refused.wrongLength
  if (request.cla !== 0x00 && !isDeleting(card, request)) return refused.classUnknown
  if (read.cla === request.cla) return request
  card.chain = request
  return done
}

const chainingBit = 0x10

/** More than a block of the longest key. */
const maxChainLength = 1024

async function execute(card: Powered, request: Request): Promise<Reply> {
  const action = handlers[request.ins] ?? (isProducible(card) && issuerHandlers[request.ins])
  if (!action) return refused.instructionNotSupported
  const reply = await action(card, request)
  if (!reply.data || reply.status !== 0x9000) return reply
  card.rest = reply.data
  return nextPiece(card, request)
}

/** Whether it is not finished yet, or has an admin key. */
const isProducible = ({ state }: PoweredCard): boolean =>
  state.lifeCycle === 'creation' || Object.keys(state.adminKeys).length > 0

const isDeleting = (card: PoweredCard, { cla, ins }: Request): boolean =>
  cla === 0xa0 && ins === 0xe4 && isProducible(card)

const handlers: Readonly<Record<number, Handler | undefined>> = {
  0x20: verify,
  0x22: setSecurity,
  0x24: change,
  0x2a: performSecurity,
  0x2c: reset,
  0xa4: select,
  0xb0: read,
}

/** For production and the holder of the admin key. */
const issuerHandlers: Readonly<Record<number, Handler | undefined>> = {
  0x44: activate,
  0x46: generateKey,
  0x82: externalAuthenticate,
  0x84: getChallenge,
  0xca: getData,
  0xd6: updateBinary,
  0xda: putData,
  0xe0: createFile,
  0xe4: deleteFile,
}

function getData(card: PoweredCard, request: Request): Reply | Promise<Reply> {
  if (request.p1 !== 0x01) return refused.wrongParameters
  if (request.p2 === 0xa0) return describeApplet(card)
  return request.p2 === 0xa1 ? listFiles(card) : readPublicKey(card, request)
}

function putData(card: PoweredCard, request: Request): Reply | Promise<Reply> {
  const { p1, p2 } = request
  if (p1 !== 0x01) return refused.wrongParameters
  if (p2 === 0xe0)
    return initialiseWith(card, request, { [statePaths.esign]: toHex(directories.esign) })
  if (p2 >> 4 === 0x2) return putAdminKey(card, request)
  if (s42Layout.codePlaces.includes(p2)) return putCode(card, request)
  return pinReferences.includes(p2) ? putPin(card, request) : refused.wrongParameters
}

const pinReferences: readonly number[] = [
  slots.authentication.pinReference,
  slots.signature.pinReference,
  activationCodeReference,
]

/** PUT DATA 01 with the reference, in production: the code as typed, its tries, the admin key that sets it. */
async function putPin(card: PoweredCard, { p2, data }: Request): Promise<Reply> {
  const { state } = card
  if (state.lifeCycle !== 'creation') return refused.notPermitted
  const [tries = 0, adminReference = 0] = data.subarray(-2)
  const value = data.subarray(0, -2)
  if (!isPinBytes(value) || tries < 1 || tries > 15 || adminReference > 14) return refused.wrongData
  const pin: Pin = {
    ...{ value: toHex(value), tries, triesLeft: tries, puk: '', pukTries: 0, pukTriesLeft: 0 },
    ...(adminReference !== 0 && { adminReference }),
  }
  await card.save(changed(state, { pins: { ...state.pins, [p2]: pin } }))
  return done
}

function putCode(card: PoweredCard, request: Request): Promise<Reply> {
  const pin = card.state.pins[activationCodeReference]
  return putCodeInto(
    card,
    request,
    pin && {
      ...{ reference: activationCodeReference, admin: pin.adminReference },
      renewed: (code) => ({ ...pin, value: toHex(code), triesLeft: pin.tries }),
    },
  )
}

function nextPiece(card: Powered, { expected: wanted = 256 }: Pick<Request, 'expected'>): Reply {
  const data = card.rest.subarray(0, wanted)
  card.rest = card.rest.slice(wanted)
  return card.rest.length === 0
    ? { status: 0x9000, data }
    : { status: 0x6100 | Math.min(card.rest.length, 0xff), data }
}

function select(card: PoweredCard, request: Request): Reply | Promise<Reply> {
  const { p1, p2, data } = request
  const { directory } = card.session
  if ((p1 === 0x08 || p2 === 0x00) && isProducible(card)) return selectAsIssuer(card, request)
  if (p2 !== 0x0c) return refused.wrongParameters
  const name = toHex(data)
  if (p1 === 0x02) return selectFile(card, directory + name)
  const wanted = p1 === 0x04 ? directoryNamed(card, name) : p1 === 0x00 ? name : undefined
  if (wanted === undefined) return p1 === 0x04 ? refused.fileNotFound : refused.wrongParameters
  const path = wanted === statePaths.master ? wanted : statePaths.master + wanted
  if (card.state.files[path]?.kind !== 'directory') return refused.fileNotFound
  enter(card, path)
  return done
}

/** By path too, and with the control information of the file. */
async function selectAsIssuer(card: PoweredCard, request: Request): Promise<Reply> {
  const { directory } = card.session
  const selected = await selectByAnything(card, request)
  if (card.session.directory !== directory) card.session = { ...card.session, security: undefined }
  return selected
}

/** The application is found from everywhere, DF.ESIGN from the master file. */
function directoryNamed({ state, session }: PoweredCard, name: string): string | undefined {
  if (name === applicationId) return statePaths.application.slice(4)
  const isEsign = state.files[statePaths.esign]
  if (!isEsign || isEsign.kind !== 'directory' || isEsign.name !== name) return undefined
  return session.directory === statePaths.master ? statePaths.esign.slice(4) : undefined
}

function enter(card: PoweredCard, directory: string): void {
  const { security, ...session } = card.session
  const isSame = session.directory === directory
  card.session = { ...session, directory, file: undefined, security: isSame ? security : undefined }
}

function selectFile(card: PoweredCard, file: string): Reply {
  if (card.state.files[file]?.kind !== 'binary') return refused.fileNotFound
  card.session = { ...card.session, file }
  return done
}

function read(card: PoweredCard, { p1, p2, expected = 256 }: Request): Reply {
  const file = currentFile(card)?.file
  if (file?.kind !== 'binary') return refused.noCurrentFile
  const content = fromHex(file.content)
  const offset = (p1 << 8) | p2
  if (offset >= content.length) return refused.wrongOffset
  const data = content.subarray(offset, offset + expected)
  // All there are were requested, or a number.
  return { status: data.length < expected && expected < 256 ? endOfFile : 0x9000, data }
}

/** The file ended before the requested length (ISO/IEC 7816-4 § 5.6). */
const endOfFile = 0x6282

/** Without data and with one expected byte: returns the PIN's tries. */
async function verify(card: PoweredCard, { p1, p2, data }: Request): Promise<Reply> {
  const pin = card.state.pins[p2]
  if (p1 !== 0) return refused.wrongParameters
  if (!pin) return refused.referenceNotFound
  if (data.length === 0)
    return card.session.verifiedPins.includes(p2) ? done : wrongWithTriesLeft(pin.triesLeft)
  const wrong = await tryCode(card, p2, pin, data)
  if (wrong) return wrong
  card.session = { ...card.session, verifiedPins: [...card.session.verifiedPins, p2] }
  return done
}

/** The old PIN and the new one, each as typed: the card splits them by the length of the old one. */
async function change(card: PoweredCard, { p1, p2, data }: Request): Promise<Reply> {
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

/**
 * RESET RETRY COUNTER with the new PIN alone: the activation code was verified before, or the admin key that
 * the PIN names was proved.
 */
async function reset(card: PoweredCard, { p1, p2, data }: Request): Promise<Reply> {
  const pin = card.state.pins[p2]
  if (p1 !== 0x02) return refused.wrongParameters
  if (!pin || p2 === activationCodeReference) return refused.referenceNotFound
  const isByCode = card.session.verifiedPins.includes(activationCodeReference)
  const isByAdmin = (['pins', 'activation'] as const).some((purpose) =>
    isAuthenticated(card, pin.adminReference ?? 0, purpose),
  )
  if (!isByCode && !isByAdmin) return refused.notPermitted
  if (!isPinBytes(data)) return refused.wrongData
  forget(card, p2)
  // One proof, one PIN: the next command can't set the other one.
  if (!isByCode) card.session = { ...card.session, admin: undefined }
  await savePin(card, p2, { value: toHex(data), triesLeft: pin.tries })
  return done
}

/** MANAGE SECURITY ENVIRONMENT: a key and its algorithm, to sign (B6) or decipher (B8). */
function setSecurity(card: PoweredCard, { p1, p2, data }: Request): Reply {
  const operation = p2 === 0xb6 ? 'sign' : p2 === 0xb8 ? 'decipher' : undefined
  if (p1 !== 0x41 || !operation) return refused.wrongParameters
  const objects = readTlvs(data)
  const algorithm = objects?.get(0x80)?.[0]
  const reference = objects?.get(0x84)?.[0]
  if (algorithm === undefined || reference === undefined) return refused.wrongData
  // The authentication key is found from everywhere, the other only in its directory.
  const isGlobal = reference === slots.authentication.keyReference
  const directory = isGlobal ? statePaths.application : card.session.directory
  const keyPath = `${directory}00${toHex(Uint8Array.of(reference))}`
  if (!keyAt(card.state, keyPath)) return refused.referenceNotFound
  const security = { operation, algorithm, keyPath, firstHalf: undefined } as const
  card.session = { ...card.session, security }
  return done
}

/** PERFORM SECURITY OPERATION: sign (9E 9A) or decipher (80 86). */
function performSecurity(card: PoweredCard, { p1, p2, data }: Request): Reply {
  const { security } = card.session
  const operation = operations[(p1 << 8) | p2]
  if (!operation) return refused.wrongParameters
  const key = security && keyAt(card.state, security.keyPath)
  if (!key || security.operation !== operation) return refused.conditionsNotSatisfied
  if (!isPermitted(card, key.acl, 0)) return refused.notPermitted
  // Each document signature needs consent: its PIN must be verified again.
  if (key.proprietary !== '0000') forget(card, Number.parseInt(key.proprietary.charAt(0), 16))
  const compute = operation === 'sign' ? signatureBy : deciphered
  const result = compute(key, security.algorithm, data)
  return result ? { status: 0x9000, data: result } : refused.wrongData
}

const operations: Readonly<Record<number, 'sign' | 'decipher' | undefined>> = {
  0x9e9a: 'sign',
  0x8086: 'decipher',
}

/** Undefined when the code is right; else the card's response. */
async function tryCode(
  card: PoweredCard,
  reference: number,
  pin: Pin,
  code: Uint8Array,
): Promise<Reply | undefined> {
  forget(card, reference)
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

async function savePin(card: PoweredCard, reference: number, change: Partial<Pin>): Promise<void> {
  const { pins } = card.state
  const pin = pins[reference]
  if (!pin) throw new Error(`card has no PIN ${String(reference)}`)
  await card.save({ ...card.state, pins: { ...pins, [reference]: { ...pin, ...change } } })
}

const isPinBytes = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && bytes.length <= 8 && bytes.every((byte) => byte >= 0x30 && byte <= 0x39)
