import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { concatenate } from '@sotevarmenne/x509/der'
import { uint16 } from './bytes.ts'

/** What the thread is started with. */
export type LineOptions = {
  readonly host: string
  readonly port: number
  readonly atr: Uint8Array
}

/** To the card's thread: the line is there; the reader took, gave or renewed the power; a command, which awaits its answer. */
export type FromLine = 'connected' | 'power-changed' | { readonly command: Uint8Array }

/** From the card's thread: the answer to the command, or that the card is gone. */
export type ToLine = 'gone' | { readonly answer: Uint8Array }

/*
 * The line between a card and its vpcd reader, as a thread of its own. The daemon asks for the answer to reset several times
 * a second to see whether the card is there, and keeps the reader locked meanwhile. A program in the card's own process that
 * lets its card go waits for that lock and stops its thread: were the daemon answered by that thread, both would wait for ever.
 */
async function carry(card: MessagePort, { host, port, atr }: LineOptions): Promise<void> {
  const tell = (told: FromLine): void => {
    card.postMessage(told)
  }
  const socket = connect({ host, port, noDelay: true })
  await once(socket, 'connect')
  // A reader that goes away is no fault of the card: the socket closes, and that is all it can know.
  socket.on('error', () => undefined)

  let answered: (answer: Uint8Array) => void = () => undefined
  card.on('message', (told: ToLine) => {
    if (told === 'gone') socket.destroy()
    else answered(told.answer)
  })
  socket.once('close', () => {
    card.close()
  })
  tell('connected')

  const say = (answer: Uint8Array): void => {
    if (socket.writable) socket.write(concatenate(uint16(answer.length), answer))
  }
  for await (const message of messages(socket))
    if (message.length !== 1) {
      const answer = new Promise<Uint8Array>((resolve) => {
        answered = resolve
      })
      tell({ command: message })
      say(await answer)
    } else if (message[0] === tellAtr) say(atr)
    else tell('power-changed')
}

/** Messages of one octet are orders of the reader (off, on, reset, tell the ATR); anything else is a command. */
const tellAtr = 4

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

if (parentPort) void carry(parentPort, workerData as LineOptions)
