import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { addressesIn } from './addresses.ts'
import { createConnectionLimiter } from './connection-limiter.ts'
import type { HttpRequest } from './connection.ts'
import type { RunningServer } from './serve-http.ts'
import { connectRaw, echo, echoes, proxyHeader, startHttp } from './testing.ts'

describe('an HTTP connection', () => {
  let server: RunningServer
  before(async () => {
    server = await startHttp(echo)
  })
  after(() => server.close())

  /** Sends the bytes and returns all that is received until the server ends the connection. */
  const send = async (bytes: string): Promise<string> => {
    const client = await connectRaw(server.port)
    client.write(bytes)
    return client.ended()
  }
  const statusOf = (text: string): string => text.slice(9, 12)
  const get = (target: string, fields = ''): string =>
    `GET ${target} HTTP/1.1\r\nHost: status\r\n${fields}\r\n`

  it('stays open for further requests, and ends when the client marks one as the last', async () => {
    const client = await connectRaw(server.port)
    client.write(get('/one'))
    assert.ok(
      !(await client.until((text) => text.includes('</GET') || echoes(text).length === 1)).includes(
        'connection:',
      ),
    )
    client.write(get('/two', 'Connection: Keep-Alive, CLOSE\r\n'))
    const text = await client.ended()
    assert.deepEqual(echoes(text), ['<GET /one >', '<GET /two >'])
    assert.equal(text.match(/connection: close\r\n/g)?.length, 1)
  })

  it('gives pipelined requests their responses in order, also when they arrive byte by byte', async () => {
    const bytes = `${get('/a')}POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc${get('/c', 'connection: close\r\n')}`
    const expected = ['<GET /a >', '<POST /b abc>', '<GET /c >']
    assert.deepEqual(echoes(await send(bytes)), expected)
    const client = await connectRaw(server.port)
    client.socket.setNoDelay(true)
    for (const byte of bytes) {
      client.write(byte)
      await new Promise(setImmediate)
    }
    assert.deepEqual(echoes(await client.ended()), expected)
  })

  it('sends the response to a client that closes its side after the request', async () => {
    const client = await connectRaw(server.port)
    client.socket.end(get('/half-open'))
    assert.deepEqual(echoes(await client.ended()), ['<GET /half-open >'])
  })

  it('ends each connection with its next response once it is retired, and still accepts others', async () => {
    const server = await startHttp(echo)
    try {
      const open = await connectRaw(server.port)
      open.write(get('/before'))
      await open.until((text) => echoes(text).length === 1)
      server.retire()
      open.write(get('/after'))
      assert.equal((await open.ended()).match(/connection: close\r\n/g)?.length, 1)
      const another = await connectRaw(server.port)
      another.write(get('/another'))
      assert.match(await another.ended(), /connection: close\r\n[^]*<GET \/another >$/)
    } finally {
      await server.close()
    }
  })

  it('responds to what it has begun to read before it ends, and to nothing after', async () => {
    const { promise: mayRespond, resolve } = Promise.withResolvers<undefined>()
    const server = await startHttp(async (request) => {
      await mayRespond
      return echo(request)
    })
    const [idle, waiting, sending] = await Promise.all([
      connectRaw(server.port),
      connectRaw(server.port),
      connectRaw(server.port),
    ])
    waiting.write(get('/waiting'))
    sending.write('GET /sending HTTP/1.1\r\nHost: x\r\n')
    await wait(50)
    const closed = server.close()
    assert.equal(await idle.ended(), '')
    await assert.rejects(connectRaw(server.port))
    sending.write('\r\n')
    resolve(undefined)
    assert.match(await waiting.ended(), /connection: close\r\n[^]*<GET \/waiting >$/)
    assert.match(await sending.ended(), /connection: close\r\n[^]*<GET \/sending >$/)
    await closed
  })

  it('ends without those that do not respond in time', async () => {
    const server = await startHttp(() => new Promise<never>(() => undefined), { finishing: 50 })
    const client = await connectRaw(server.port)
    client.write(get('/never'))
    await wait(50)
    await server.close()
    assert.equal(await client.ended(), '')
  })

  it('responds to HEAD with the head alone', async () => {
    const text = await send(
      `HEAD /h HTTP/1.1\r\nHost: x\r\n\r\n${get('/', 'Connection: close\r\n')}`,
    )
    const [first = '', second = ''] = text.split('\r\n\r\n')
    assert.match(first, /content-length: 10\b/)
    assert.match(second, /^HTTP\/1\.1 200 OK/)
  })

  it('ends with the response to HTTP/1.0, which needs no Host', async () => {
    assert.match(await send('GET /old HTTP/1.0\r\n\r\n'), /connection: close\r\n[^]*<GET \/old >$/)
  })

  it('sends 100 Continue once to a client that waits for it before it sends the body', async () => {
    const client = await connectRaw(server.port)
    client.write(
      'POST /p HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-Continue\r\nContent-Length: 4\r\n\r\n',
    )
    await client.until((text) => text === 'HTTP/1.1 100 Continue\r\n\r\n')
    client.write('ab')
    await wait(20)
    client.write('cd')
    const text = await client.ended()
    assert.equal(text.match(/100 Continue/g)?.length, 1)
    assert.deepEqual(echoes(text), ['<POST /p abcd>'])
  })

  it('takes the request target as it is: two slashes, percent signs, dots', async () => {
    const target = '/ocsp/x/MG//a%2Fb+=/../%2e%zz?q'
    assert.deepEqual(echoes(await send(get(target, 'Connection: close\r\n'))), [`<GET ${target} >`])
  })

  const refused: readonly (readonly [what: string, status: string, bytes: string])[] = [
    ['what is no request', '400', '\x16\x03\x01\x02\r\n\r\n'],
    ['a method that is no word', '400', 'GE(T / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['two spaces before the target', '400', 'GET  / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a target with a space', '400', 'GET /a b HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a target that is no path', '400', 'GET ;/ HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a target for a tunnel', '400', 'CONNECT a:443 HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a Host that is none', '400', 'GET / HTTP/1.1\r\nHost: X: y\r\n\r\n'],
    ['no version', '400', 'GET /\r\nHost: x\r\n\r\n'],
    ['another version', '505', 'GET / HTTP/2.0\r\nHost: x\r\n\r\n'],
    ['a version of two digits', '400', 'GET / HTTP/1.10\r\nHost: x\r\n\r\n'],
    ['no Host', '400', 'GET / HTTP/1.1\r\nAccept: */*\r\n\r\n'],
    ['two Hosts', '400', 'GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n'],
    ['a line that ends with a line feed alone', '400', 'GET / HTTP/1.1\nHost: x\r\n\r\n'],
    ['a field that ends with a line feed alone', '400', 'GET / HTTP/1.1\r\nA: b\nHost: x\r\n\r\n'],
    ['a carriage return inside a field', '400', 'GET / HTTP/1.1\r\nHost: x\r\nA: b\rC: d\r\n\r\n'],
    ['a zero inside a field', '400', 'GET / HTTP/1.1\r\nHost: x\r\nA: b\0\r\n\r\n'],
    ['a space before the colon', '400', 'GET / HTTP/1.1\r\nHost: x\r\nA : b\r\n\r\n'],
    ['a field without a name', '400', 'GET / HTTP/1.1\r\nHost: x\r\n: b\r\n\r\n'],
    ['a field on two lines', '400', 'GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n'],
    ['a target that is too long', '414', `GET /${'a'.repeat(9000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
    ['too many fields', '431', `GET / HTTP/1.1\r\nHost: x\r\n${'A: b\r\n'.repeat(70)}\r\n`],
    ['a head that is too long', '431', `GET / HTTP/1.1\r\nHost: x\r\nA: ${'b'.repeat(20_000)}`],
    [
      'a body that is too long',
      '413',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 8193\r\n\r\n',
    ],
    ['an expectation it does not know', '417', 'GET / HTTP/1.1\r\nHost: x\r\nExpect: tea\r\n\r\n'],
  ]
  for (const [what, status, bytes] of refused)
    it(`with ${what} is refused and ended`, async () => {
      const text = await send(bytes)
      assert.equal(statusOf(text), status)
      assert.match(text, /connection: close\r\n/)
    })

  /**
   * Each hides `GET /hidden` in what another parser of the same bytes takes for a body, or the other way
   * round.
   */
  const hidden = 'GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n'
  const post = (fields: string): string =>
    `POST /seen HTTP/1.1\r\nHost: x\r\n${fields}\r\n${hidden}`
  const smuggled: readonly (readonly [what: string, bytes: string])[] = [
    ['a body in chunks', post('Transfer-Encoding: chunked\r\n')],
    ['a body in chunks with a length', post('Content-Length: 4\r\nTransfer-Encoding: chunked\r\n')],
    ['a length with a body in chunks', post('Transfer-Encoding: chunked\r\nContent-Length: 4\r\n')],
    ['a coding that is disguised', post('Transfer-Encoding: \tx, chunked\r\n')],
    ['a coding with a space before its colon', post('Transfer-Encoding : chunked\r\n')],
    ['a coding on the next line', post('Transfer-Encoding:\r\n chunked\r\n')],
    ['two lengths', post('Content-Length: 0\r\nContent-Length: 33\r\n')],
    ['the same length twice', post('Content-Length: 33\r\nContent-Length: 33\r\n')],
    ['a list of lengths', post('Content-Length: 0, 33\r\n')],
    ['a length with a sign', post('Content-Length: +33\r\n')],
    ['a length below zero', post('Content-Length: -1\r\n')],
    ['a length in another base', post('Content-Length: 0x21\r\n')],
    ['an empty length', post('Content-Length:\r\n')],
    ['a length beyond numbers', post('Content-Length: 18446744073709551616\r\n')],
    ['a length behind a zero', post('Content-Length: 3\0\r\n')],
    ['chunks in HTTP/1.0', `POST /seen HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n${hidden}`],
  ]
  for (const [what, bytes] of smuggled)
    it(`lets no second request through after ${what}`, async () => {
      const text = await send(bytes)
      assert.match(statusOf(text), /^4\d\d$/)
      assert.deepEqual(echoes(text), [])
      assert.equal(text.match(/HTTP\/1\.1/g)?.length, 1)
    })

  it('reads the body of a GET and does not take it for the next request', async () => {
    const bytes = `GET /seen HTTP/1.1\r\nHost: x\r\nContent-Length: ${String(hidden.length)}\r\n\r\n${hidden}`
    assert.deepEqual(echoes(await send(bytes + get('/next', 'Connection: close\r\n'))).length, 2)
  })
})

describe('an HTTP client', () => {
  const quick = { request: 100, idle: 100, response: 150, lingering: 50, connection: 60_000 }

  it('is disconnected when its request is not complete within the timeout', async () => {
    const server = await startHttp(echo, quick)
    for (const bytes of ['GET / HT', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nab']) {
      const client = await connectRaw(server.port)
      client.write(bytes)
      assert.match(await client.ended(), /^HTTP\/1\.1 408 /)
    }
    await server.close()
  })

  it('is disconnected at the timeout also when it sends a byte now and then', async () => {
    const server = await startHttp(echo, quick)
    const client = await connectRaw(server.port)
    const drip = setInterval(() => {
      client.write('A')
    }, 20)
    assert.match(await client.ended(), /^HTTP\/1\.1 408 /)
    clearInterval(drip)
    await server.close()
  })

  it('that sends nothing is disconnected without a response, and affects nobody else', async () => {
    const server = await startHttp(echo, quick)
    const silent = await connectRaw(server.port)
    for (let count = 0; count < 20; count += 1) (await connectRaw(server.port)).socket.destroy()
    const other = await connectRaw(server.port)
    other.write('GET /other HTTP/1.0\r\n\r\n')
    assert.deepEqual(echoes(await other.ended()), ['<GET /other >'])
    assert.equal(await silent.ended(), '')
    await server.close()
  })

  for (const when of ['at once', 'later'] as const)
    it(`that sends many requests, gets responses ${when} and reads none stops using more memory and is disconnected`, async () => {
      let answered = 0
      const body = Buffer.alloc(4096, 'x')
      const server = await startHttp(() => {
        answered += 1
        const reply = { status: 200, body }
        return when === 'at once' ? reply : Promise.resolve(reply)
      }, quick)
      const client = await connectRaw(server.port)
      client.socket.pause()
      const closed = new Promise((resolve) => client.socket.once('close', resolve))
      for (let count = 0; count < 20_000; count += 1)
        client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
      // It reads nothing: only its writing shows it that it was disconnected.
      const writing = setInterval(() => {
        client.write('G')
      }, 20)
      await closed
      clearInterval(writing)
      assert.ok(answered < 20_000, String(answered))
      await server.close()
    })

  it('on an old connection is disconnected with its next response', async () => {
    const server = await startHttp(echo, { ...quick, idle: 5000, connection: 30 })
    const client = await connectRaw(server.port)
    for (let requested = 1; !client.text().includes('connection: close'); requested += 1) {
      client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
      await client.until((text) => echoes(text).length === requested)
    }
    assert.match(await client.ended(), /connection: close\r\n[^]*<GET \/ >$/)
    await server.close()
  })
})

describe('an HTTP response', () => {
  it('that takes long delays only the next one of its connection', async () => {
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const server = await startHttp(async (request) => {
      if (request.bytes.includes('/slow')) await held
      return echo(request)
    })
    const slow = await connectRaw(server.port)
    slow.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\nGET /next HTTP/1.0\r\n\r\n')
    const quick = await connectRaw(server.port)
    quick.write('GET /quick HTTP/1.0\r\n\r\n')
    assert.deepEqual(echoes(await quick.ended()), ['<GET /quick >'])
    assert.equal(slow.text(), '')
    release()
    assert.deepEqual(echoes(await slow.ended()), ['<GET /slow >', '<GET /next >'])
    await server.close()
  })

  it('that fails, at once or later, becomes a 500 and is reported as a fault', async () => {
    const faults: unknown[] = []
    const server = await startHttp(
      ({ bytes }: HttpRequest) => {
        if (bytes.includes('/later')) return Promise.reject(new Error('later'))
        throw new Error('at once')
      },
      {},
      (fault) => faults.push(fault),
    )
    for (const path of ['/now', '/later']) {
      const client = await connectRaw(server.port)
      client.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)
      assert.match(await client.ended(), /^HTTP\/1\.1 500 /)
    }
    assert.equal(faults.length, 2)
    await server.close()
  })

  it('as a stream arrives whole, with its length, and is cut when it fails midway', async () => {
    const chunk = Buffer.alloc(100_000, 'y')
    const faults: unknown[] = []
    const server = await startHttp(
      ({ bytes }: HttpRequest) => ({
        status: 200,
        length: 3 * chunk.length,
        stream: async function* () {
          yield chunk
          yield chunk
          if (bytes.includes('/broken')) throw new Error('the disk is gone')
          yield chunk
        },
      }),
      {},
      (fault) => faults.push(fault),
    )
    const whole = await connectRaw(server.port)
    whole.write('GET / HTTP/1.0\r\n\r\n')
    const text = await whole.ended()
    assert.match(text, /content-length: 300000\r\n/)
    assert.equal(text.length - text.indexOf('\r\n\r\n') - 4, 300_000)
    const broken = await connectRaw(server.port)
    broken.write('GET /broken HTTP/1.1\r\nHost: x\r\n\r\n')
    assert.ok((await broken.ended()).length < 300_000)
    assert.equal(faults.length, 1)
    await server.close()
  })
})

describe('a listener', () => {
  const get = 'GET / HTTP/1.0\r\n\r\n'

  it('refuses the connections of one client beyond its limit, and of no other', async () => {
    const server = await startHttp(echo, {}, undefined, {
      limiter: createConnectionLimiter({ maxPerClient: 2 }),
    })
    const idle = [await connectRaw(server.port), await connectRaw(server.port)]
    assert.equal(await (await connectRaw(server.port)).ended(), '')
    const other = await connectRaw(server.port, '127.0.0.2')
    other.write(get)
    assert.deepEqual(echoes(await other.ended()), ['<GET / >'])
    for (const client of idle) client.socket.destroy()
    await server.close()
  })

  it('that is full closes a connection that sends nothing, and serves the new one', async () => {
    const limiter = createConnectionLimiter({ maxConnections: 2 })
    const server = await startHttp(echo, {}, undefined, { limiter })
    const idle = [await connectRaw(server.port), await connectRaw(server.port, '127.0.0.2')]
    const third = await connectRaw(server.port, '127.0.0.3')
    third.write(get)
    assert.deepEqual(echoes(await third.ended()), ['<GET / >'])
    assert.equal(limiter.figures().closedForRoom, 1)
    for (const client of idle) client.socket.destroy()
    await server.close()
  })

  it('that is full of requests being served refuses a new connection', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<undefined>()
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<undefined>()
    const server = await startHttp(
      async (request) => {
        arrive(undefined)
        await held
        return echo(request)
      },
      {},
      undefined,
      { limiter: createConnectionLimiter({ maxConnections: 1 }) },
    )
    const served = await connectRaw(server.port)
    served.write(get)
    await arrived
    assert.equal(await (await connectRaw(server.port)).ended(), '')
    release(undefined)
    assert.deepEqual(echoes(await served.ended()), ['<GET / >'])
    await server.close()
  })

  it('behind a layer-4 proxy counts clients, and refuses the proxy without its header', async () => {
    const limiter = createConnectionLimiter({ maxPerClient: 1 })
    const proxies = addressesIn('127.0.0.9')
    const server = await startHttp(echo, { clientHello: 5000 }, undefined, { limiter, proxies })
    const behind = async (begin: Buffer) => {
      const client = await connectRaw(server.port, '127.0.0.9')
      client.write(begin)
      return client
    }
    const idle = await behind(proxyHeader('192.0.2.1'))
    const served = await behind(Buffer.concat([proxyHeader('192.0.2.2'), Buffer.from(get)]))
    assert.deepEqual(echoes(await served.ended()), ['<GET / >'])
    assert.equal(await (await behind(proxyHeader('192.0.2.1'))).ended(), '')
    assert.equal(await (await behind(Buffer.from(get))).ended(), '')
    const direct = await connectRaw(server.port)
    direct.write(get)
    assert.deepEqual(echoes(await direct.ended()), ['<GET / >'])
    idle.socket.destroy()
    await server.close()
  })
})
