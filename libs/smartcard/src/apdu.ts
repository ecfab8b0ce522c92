import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { concatenate } from '@sotevarmenne/x509/der'
import { isCardRemoved, type CardChannel } from './card-channel.ts'
import type { CardTrouble } from './words.ts'

/** A command to the card (ISO/IEC 7816-4). Refusals contain its `name`. */
export type Command = {
  readonly name: string
  readonly cla?: number
  readonly ins: number
  readonly p1: number
  readonly p2: number
  readonly data?: Uint8Array
  /** Every copy of the data here is wiped once it is sent. */
  readonly isWiped?: boolean
  readonly expectsResponse?: boolean
  /** Bytes of the response, at most 256; all there are when absent. */
  readonly wanted?: number
}

export type Response = { readonly data: Uint8Array; readonly status: number }

/**
 * Sends a command of any length: chained when its data is long; a long response is fetched in pieces. A card that
 * announces more and more has failed (6F00).
 */
export async function send(channel: CardChannel, command: Command): Promise<Response> {
  const data = command.data ?? new Uint8Array()
  let at = 0
  while (data.length - at > maxDataBytes) {
    const piece = await sendOne(channel, command, data.subarray(at, at + maxDataBytes), 'chained')
    if (piece.status !== 0x9000) return piece
    at += maxDataBytes
  }

  let response = await sendOne(channel, command, data.subarray(at), 'last')
  for (let pieces = 1; response.status >> 8 === 0x61; pieces += 1) {
    if (pieces === maxPieces) return { data: response.data, status: noDiagnosis }
    const length = response.status & 0xff
    const rest = split(await channel.transmit(Uint8Array.of(0, 0xc0, 0, 0, length)))
    response = { data: concatenate(response.data, rest.data), status: rest.status }
  }
  return response
}

/** Sends a command for which only success matters. */
export async function run(
  channel: CardChannel,
  command: Command,
): Promise<Result<Uint8Array, CardTrouble>> {
  const { data, status } = await send(channel, command)
  return status === 0x9000 ? ok(data) : refuse(unexpected(command, status))
}

/** Sends the commands in order, up to the first that the card refuses. */
export async function runAll(
  channel: CardChannel,
  commands: readonly Command[],
): Promise<Result<void, CardTrouble>> {
  for (const command of commands) {
    const done = await run(channel, command)
    if (!done.ok) return done
  }
  return ok(undefined)
}

export const unexpected = ({ name }: Command, status: number): CardTrouble => ({
  kind: 'card-refused',
  command: name,
  status: status.toString(16).padStart(4, '0').toUpperCase(),
})

/** Runs the operation; if the card is pulled out meanwhile, the refusal is `card-removed`. */
export async function withCard<Value, Refusal>(
  operation: () => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal | CardTrouble>> {
  try {
    return await operation()
  } catch (fault) {
    if (isCardRemoved(fault)) return refuse<CardTrouble>({ kind: 'card-removed' })
    throw fault
  }
}

/** Of one response: 64 kB, more than any file of a card has. One that announces more has no end. */
const maxPieces = 256
/** ISO/IEC 7816-4 § 5.6: an error without further information. */
const noDiagnosis = 0x6f00
/** A short APDU carries 255 bytes. */
const maxDataBytes = 255
const chainingBit = 0x10

async function sendOne(
  channel: CardChannel,
  { cla = 0, ins, p1, p2, expectsResponse = false, wanted = 0, isWiped = false }: Command,
  data: Uint8Array,
  place: 'chained' | 'last',
): Promise<Response> {
  const header = Uint8Array.of(place === 'chained' ? cla | chainingBit : cla, ins, p1, p2)
  const body = data.length === 0 ? data : concatenate(Uint8Array.of(data.length), data)
  // 256 bytes are encoded as 00, like all there are.
  const tail = place === 'last' && expectsResponse ? Uint8Array.of(wanted & 0xff) : new Uint8Array()
  const sent = concatenate(header, body, tail)
  try {
    return split(await channel.transmit(sent))
  } finally {
    if (isWiped) for (const copy of [data, body, sent]) copy.fill(0)
  }
}

function split(response: Uint8Array): Response {
  const [sw1, sw2] = response.subarray(-2)
  if (sw1 === undefined || sw2 === undefined) throw new Error('card response without a status word')
  return { data: response.subarray(0, -2), status: (sw1 << 8) | sw2 }
}
