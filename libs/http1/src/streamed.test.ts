import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { connectRaw } from './testing.ts'
import type { HttpRequest } from './connection.ts'
import { targetOf } from './request-target.ts'
import type { Reply } from './response.ts'
import { serveHttp, type RunningServer } from './serve-http.ts'

/** Bytes of the longest body that is streamed here. */
const maxStreamed = 8 * 1024 * 1024

describe('a streamed request', () => {
  let server: RunningServer
  let now: number
  /** Of the last request: the bytes read of its body, and whether it was whole. */
  let read: { bytes: number; isWhole: boolean | undefined }
  let faults: unknown[]

  before(async () => {
    server = await serveHttp(
      {
        respond,
        streamedLimit: (request) =>
          targetOf(request).startsWith('/streamed') ? maxStreamed : undefined,
        date: () => 'Thu, 03 Dec 2026 08:00:00 GMT',
        now: () => now,
        onFault: (fault) => void faults.push(fault),
      },
      { host: '127.0.0.1', port: 0 },
      { watchInterval: 5, stalled: 1_000, streamed: 60_000, maxBodyBytes: 100 },
    )
  })
  beforeEach(() => {
    now = 0
    read = { bytes: 0, isWhole: undefined }
    faults = []
  })
  after(() => server.close())

  /** Responds to each piece at once, unless the body is to be refused or ignored. */
  function respond(request: HttpRequest): Reply {
    const { body } = request
    const target = targetOf(request)
    if (body === undefined || target === '/streamed/refused')
      return { status: body === undefined ? 200 : 409, body: Buffer.from(`<${target}>`) }
    return {
      status: 200,
      length: undefined,
      stream: async function* () {
        for await (const piece of body.pieces()) {
          read.bytes += piece.length
          yield target === '/streamed/much'
            ? Buffer.alloc(piece.length * 64, '.')
            : Buffer.from(`<${piece.toString('latin1')}>`)
        }
        for (let part = 0; target === '/streamed/long' && part < 40; part += 1) {
          await new Promise((resolve) => setTimeout(resolve, 5))
          yield Buffer.alloc(100_000, '.')
        }
        read.isWhole = body.isWhole()
        yield Buffer.from('end')
      },
    }
  }

  const post = (target: string, length: number, fields = ''): string =>
    `POST ${target} HTTP/1.1\r\nHost: x\r\nContent-Length: ${String(length)}\r\n${fields}\r\n`
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2))
  }

  it('gets the response to its first part before it has sent the last, in chunks', async () => {
    const client = await connectRaw(server.port)
    client.write(post('/streamed', 6))
    client.write('abc')
    await client.until((text) => text.includes('5\r\n<abc>\r\n'))
    client.write('def')
    const text = await client.until((all) => all.endsWith('0\r\n\r\n'))
    assert.match(text, /^HTTP\/1\.1 200 OK\r\n(.+\r\n)*transfer-encoding: chunked\r\n/)
    assert.doesNotMatch(text, /content-length/)
    assert.ok(text.endsWith('5\r\n<abc>\r\n5\r\n<def>\r\n3\r\nend\r\n0\r\n\r\n'))
    assert.equal(read.isWhole, true)
    client.socket.destroy()
  })

  it('is followed by the next request on its connection, also one that came with its last part', async () => {
    const client = await connectRaw(server.port)
    client.write(`${post('/streamed', 3)}abc${post('/plain', 2)}xy${post('/streamed', 0)}`)
    const text = await client.until((all) => all.split('0\r\n\r\n').length === 3)
    assert.deepEqual(
      text.match(/<[^>]*>|end/g),
      ['<abc>', 'end', '</plain>', 'end'],
      JSON.stringify(text),
    )
    client.socket.destroy()
  })

  it('may have a body larger than others, and not one beyond its own limit', async () => {
    const statusOf = async (bytes: string): Promise<string> => {
      const client = await connectRaw(server.port)
      client.write(bytes)
      const text = await client.until((all) => all.includes('\r\n\r\n'))
      client.socket.destroy()
      return text.slice(9, 12)
    }
    assert.equal(await statusOf(`${post('/streamed', 5_000)}${'x'.repeat(5_000)}`), '200')
    assert.equal(await statusOf(post('/plain', 101)), '413')
    assert.equal(await statusOf(post('/streamed', maxStreamed + 1)), '413')
    assert.equal(
      await statusOf('POST /streamed HTTP/1.0\r\nContent-Length: 1\r\n\r\nx'),
      '505',
      'HTTP/1.0 knows no chunks',
    )
  })

  it('is asked for its body when that is read, not before', async () => {
    const refused = await connectRaw(server.port)
    refused.write(post('/streamed/refused', 1_000, 'Expect: 100-continue\r\n'))
    const text = await refused.ended()
    assert.match(text, /^HTTP\/1\.1 409 (.*\r\n)+connection: close\r\n/)
    assert.doesNotMatch(text, /100 Continue/)

    const client = await connectRaw(server.port)
    client.write(post('/streamed', 1, 'Expect: 100-continue\r\n'))
    await client.until((all) => all.includes('100 Continue'))
    client.write('x')
    await client.until((all) => all.endsWith('0\r\n\r\n'))
    client.socket.destroy()
  })

  it('gets the refusal of a body that it goes on sending, to the last byte', async () => {
    const client = await connectRaw(server.port)
    client.write(post('/streamed/refused', maxStreamed))
    client.write(Buffer.alloc(maxStreamed))
    assert.match(await client.ended(), /^HTTP\/1\.1 409 [\s\S]*<\/streamed\/refused>$/)
  })

  it('that is cut is read to the last byte that came', async () => {
    const client = await connectRaw(server.port)
    client.write(post('/streamed', 10))
    client.write('abc')
    await client.until((text) => text.includes('<abc>'))
    client.write('de')
    client.socket.end()
    await until(() => read.isWhole !== undefined)
    assert.deepEqual(read, { bytes: 5, isWhole: false })
  })

  it(
    'is worked on to its end when the client is gone before the response is',
    { timeout: 20_000 },
    async () => {
      const client = await connectRaw(server.port)
      client.write(`${post('/streamed/long', 3)}abc`)
      await client.until((text) => text.includes('<abc>'))
      client.socket.resetAndDestroy()
      await until(() => read.isWhole !== undefined)
      assert.equal(read.isWhole, true)
    },
  )

  it('is read no faster than its responses are taken', async () => {
    const client = await connectRaw(server.port)
    client.socket.pause()
    client.write(post('/streamed/much', maxStreamed))
    client.write(Buffer.alloc(maxStreamed))
    let before = -1
    // It stands still once the buffers of the system are full.
    while (before !== read.bytes || read.bytes === 0) {
      before = read.bytes
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    assert.ok(read.bytes < maxStreamed / 2, String(read.bytes))
    // And a client that takes nothing for too long is ended.
    now = 500
    await new Promise((resolve) => setTimeout(resolve, 50))
    assert.equal(read.isWhole, undefined)
    now = 1_800
    await until(() => read.isWhole !== undefined)
    assert.equal(read.isWhole, false)
    client.socket.destroy()
  })

  it('that sends nothing for too long is ended, and so is one that takes too long in all', async () => {
    const idle = await connectRaw(server.port)
    idle.write(post('/streamed', 10))
    idle.write('abc')
    await idle.until((text) => text.includes('<abc>'))
    now = 500
    await new Promise((resolve) => setTimeout(resolve, 50))
    now = 1_600
    await idle.ended()
    assert.equal(read.isWhole, false)

    const slow = await connectRaw(server.port)
    slow.write(post('/streamed', 1_000))
    const begin = now
    while (!slow.socket.destroyed && now < begin + 100_000) {
      slow.write('x')
      now += 900
      await new Promise((resolve) => setTimeout(resolve, 12))
    }
    assert.ok(slow.socket.destroyed)
    assert.ok(now >= begin + 60_000)
  })
})
