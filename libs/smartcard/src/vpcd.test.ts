import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import { concatenate } from '@sotevarmenne/x509/der'
import { fromHex, toHex, uint16 } from './bytes.ts'
import { cardRemoved } from './card-channel.ts'
import { createBlankCard, type VirtualCard } from './virtual-card/virtual-card.ts'
import { insertIntoVpcd } from './vpcd.ts'

/** The reader's side of the connection: it listens, and cards connect. */
async function aReader() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  const { port } = address
  const removals: (() => Promise<void>)[] = []
  return {
    insert: async (card: VirtualCard) => {
      const arriving = once(server, 'connection') as Promise<[Socket]>
      const inserted = await insertIntoVpcd(card, { host: '127.0.0.1', port })
      const remove = () => inserted.remove()
      removals.push(remove)
      const [socket] = await arriving
      return { remove, socket, next: responses(socket) }
    },
    close: async () => {
      for (const remove of removals) await remove()
      server.close()
      await once(server, 'close')
    },
  }
}

/** The card's responses in turn, in hex; undefined when it has disconnected. */
function responses(socket: Socket): () => Promise<string | undefined> {
  const pieces = socket[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>
  let received: Uint8Array = new Uint8Array()
  return async () => {
    for (;;) {
      const [high = 0, low = 0] = received
      const end = 2 + ((high << 8) | low)
      if (received.length >= 2 && received.length >= end) {
        const response = toHex(received.subarray(2, end))
        received = received.slice(end)
        return response
      }
      const piece = await pieces.next().catch(() => ({ done: true, value: undefined }))
      if (piece.done === true || !piece.value) return undefined
      received = concatenate(received, piece.value)
    }
  }
}

/** A reader that requests the answer to reset on demand, and marks that it arrived. */
const daemonInAThread = `
  const { parentPort, workerData } = require('node:worker_threads')
  const server = require('node:net').createServer((card) => {
    card.once('data', () => {
      Atomics.store(workerData, 0, 1)
      Atomics.notify(workerData, 0)
    })
    parentPort.once('message', () => card.write(Buffer.of(0, 1, 4)))
  })
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))`

const framed = (hex: string) => {
  const body = fromHex(hex.replaceAll(' ', ''))
  return concatenate(uint16(body.length), body)
}

const powerOn = '01'
const powerOff = '00'
const reset = '02'
const atrRequest = '04'
const select = '00A4000C 02 5015'
const listing = '00CA01A1 00'

describe('a virtual card in a vpcd reader', () => {
  let reader: Awaited<ReturnType<typeof aReader>>
  before(async () => {
    reader = await aReader()
  })
  after(() => reader.close())

  it('returns its answer to reset, executes commands, and clears its session without power', async () => {
    const { remove, socket, next } = await reader.insert(await createBlankCard())
    socket.write(framed(atrRequest))
    assert.equal(await next(), '3BF59600008131FE454F734549441C')
    for (const order of [powerOff, powerOn, reset]) {
      socket.write(concatenate(framed(select), framed(listing), framed(order), framed(listing)))
      assert.equal(await next(), '9000')
      assert.equal(await next(), '9000', 'nothing is in the application yet')
      assert.equal(await next(), '50159000', `after ${order} the master file is selected`)
    }
    await remove()
    assert.equal(await next(), undefined)
  })

  it('parses messages that arrive in pieces of any size', async () => {
    const messages = [select, listing, reset, listing, '00', '00A4', select, atrRequest].map(framed)
    const wire = concatenate(...messages)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: wire.length }), { maxLength: 6 }), async (cuts) => {
        const { remove, socket, next } = await reader.insert(await createBlankCard())
        const places = [0, ...cuts.sort((one, other) => one - other), wire.length]
        for (const [at, from] of places.entries()) {
          socket.write(wire.subarray(from, places[at + 1] ?? wire.length))
          await new Promise((soon) => setImmediate(soon))
        }
        const said = []
        for (let count = 0; count < 6; count += 1) said.push(await next())
        assert.deepEqual(said, [
          '9000',
          '9000',
          '50159000',
          '6700',
          '9000',
          '3BF59600008131FE454F734549441C',
        ])
        await remove()
      }),
      { numRuns: 20 },
    )
  })

  it('responds to an empty message with a status word', async () => {
    const { remove, socket, next } = await reader.insert(await createBlankCard())
    socket.write(framed(''))
    assert.equal(await next(), '6700')
    await remove()
  })

  it('responds with 6F00 on an internal error, because a reader waits without a timeout', async () => {
    const card = await createBlankCard()
    const broken = { ...card, process: () => Promise.reject(new Error('disk full')) }
    const { remove, socket, next } = await reader.insert(broken)
    socket.write(framed(select))
    assert.equal(await next(), '6F00')
    await remove()
  })

  it('disconnects from the reader when another program has the card', async () => {
    const card = await createBlankCard()
    const elsewhere = { ...card, process: () => Promise.reject(cardRemoved()) }
    const { remove, socket, next } = await reader.insert(elsewhere)
    socket.write(framed(select))
    assert.equal(await next(), undefined)
    await remove()
  })

  it('responds to its reader while a program in its own process blocks everything', async () => {
    const answered = new Int32Array(new SharedArrayBuffer(4))
    const daemon = new Worker(daemonInAThread, { eval: true, workerData: answered })
    const [port] = (await once(daemon, 'message')) as [number]
    const inserted = await insertIntoVpcd(await createBlankCard(), { host: '127.0.0.1', port })
    daemon.postMessage('request')
    assert.notEqual(Atomics.wait(answered, 0, 0, 60_000), 'timed-out')
    await inserted.remove()
    await daemon.terminate()
  })

  it('ends without an error together with its reader', async () => {
    const { remove, socket } = await reader.insert(await createBlankCard())
    socket.resetAndDestroy()
    await remove()
  })
})
