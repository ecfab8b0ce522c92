import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { concatenate } from '@sotevarmenne/x509/der'
import { uint16 } from './bytes.ts'

/** The data with which the thread is started. */
export type LineOptions = {
  readonly host: string
  readonly port: number
  readonly atr: Uint8Array
}

/**
 * To the card's thread: connected; the reader cut, gave or reset the power; a command, which needs a
 * response.
 */
export type FromLine = 'connected' | 'power-changed' | { readonly command: Uint8Array }

/** From the card's thread: the response to the command, or that the card is gone. */
export type ToLine = 'gone' | { readonly response: Uint8Array }

/*
 * The connection between a card and its vpcd reader, in a separate thread. The daemon requests the answer to
 * reset several times a second to check that the card is present, and locks the reader meanwhile. A program
 * in the card's own process that releases its card blocks its thread on that lock: if that thread had to
 * respond to the daemon, both would wait for ever.
 */
async function carry(card: MessagePort, { host, port, atr }: LineOptions): Promise<void> {
  const notify = (input: FromLine): void => {
    card.postMessage(input)
  }
  const socket = connect({ host, port, noDelay: true })
  await once(socket, 'connect')
  // A reader that disconnects is no fault of the card: the socket closes, and nothing more is known.
  socket.on('error', () => undefined)

  let answered: (response: Uint8Array) => void = () => undefined
  card.on('message', (input: ToLine) => {
    if (input === 'gone') socket.destroy()
    else answered(input.response)
  })
  socket.once('close', () => {
    card.close()
  })
  notify('connected')

  const say = (response: Uint8Array): void => {
    if (socket.writable) socket.write(concatenate(uint16(response.length), response))
  }
  for await (const message of messages(socket))
    if (message.length !== 1) {
      const response = new Promise<Uint8Array>((resolve) => {
        answered = resolve
      })
      notify({ command: message })
      say(await response)
    } else if (message[0] === atrRequest) say(atr)
    else notify('power-changed')
}

/**
 * Messages of one byte are control codes of the reader (off, on, reset, get ATR); anything else is a command.
 */
const atrRequest = 4

/** The reader's messages: two bytes of length, then the body. Ends with the connection. */
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
