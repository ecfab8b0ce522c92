import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { concatenate } from '@sotevarmenne/x509/der'
import { uint16 } from './bytes.ts'
import { isCardRemoved } from './card-channel.ts'
import type { VirtualCard } from './virtual-card/virtual-card.ts'

/** Puts the card into a vpcd reader (vsmartcard): closing the socket is pulling the card out. */
export async function insertIntoVpcd(
  card: VirtualCard,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<{ remove(): Promise<void> }> {
  const socket = connect({ host, port, noDelay: true })
  await once(socket, 'connect')

  const closed = new Promise<void>((resolve) =>
    socket.once('close', () => {
      resolve()
    }),
  )
  // A reader that goes away is no fault of the card: the socket closes, and that is all it can know.
  socket.on('error', () => undefined)
  const serving = serve(card, socket)
  return {
    remove: async () => {
      socket.destroy()
      await closed
      // A mute card goes on only when it loses power; any other may take one more command meanwhile.
      await card.powerOff()
      await serving
      await card.powerOff()
    },
  }
}

/** Until the connection ends, or the card is gone by itself. */
async function serve(card: VirtualCard, socket: Socket): Promise<void> {
  for await (const message of messages(socket)) {
    const reply = await react(card, message)
    if (reply === 'gone') socket.destroy()
    else if (reply && socket.writable) socket.write(concatenate(uint16(reply.length), reply))
  }
}

/** Bodies of one octet are orders of the reader (off, on, reset, tell the ATR); anything else is a command. */
async function react(
  card: VirtualCard,
  message: Uint8Array,
): Promise<Uint8Array | 'gone' | undefined> {
  if (message.length !== 1) return answerAlways(card, message)
  if (message[0] === orders.tellAtr) return card.atr
  await card.powerOff()
  return undefined
}

const orders = { tellAtr: 4 } as const

async function answerAlways(card: VirtualCard, apdu: Uint8Array): Promise<Uint8Array | 'gone'> {
  try {
    return await card.process(apdu)
  } catch (fault) {
    if (isCardRemoved(fault)) return 'gone'
    // vpcd waits without end: a card that stays silent would block every program at every reader.
    return Uint8Array.of(0x6f, 0x00)
  }
}

/** The reader's messages: two octets of length, then the body. Ends with the connection. */
async function* messages(socket: Socket): AsyncGenerator<Uint8Array> {
  let received: Uint8Array = new Uint8Array()
  try {
    for await (const piece of socket as AsyncIterable<Uint8Array>) {
      received = concatenate(received, piece)
      for (;;) {
        const [high, low] = received
        if (high === undefined || low === undefined) break
        const end = 2 + ((high << 8) | low)
        if (received.length < end) break
        yield received.slice(2, end)
        received = received.slice(end)
      }
    }
  } catch {
    // The connection broke: for the card the same as an end.
  }
}
