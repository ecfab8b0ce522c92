import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { endianness } from 'node:os'
import { PassThrough } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { serveExtension } from './native-host.ts'

const origin = 'https://hospital.example'
const request = { origin, path: '/sign', body: { content: 'bm90ZQ==' }, language: 'sv' }

describe('the program that browsers start for the extension', () => {
  let api: string
  /** Of the signing API. */
  let respond: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  const server = createServer((request, response) => {
    void respond(request, response)
  })
  before(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    api = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })

  /** Messages of the program to a browser that sends these bytes and leaves the input open. */
  const sent = async (bytes: Buffer, { isClosed = false } = {}, at = api) => {
    const [input, output] = [new PassThrough(), new PassThrough()]
    if (isClosed) input.end(bytes)
    else input.write(bytes)
    await serveExtension({ input, output, api: at })
    output.end()
    return messagesIn(await buffer(output))
  }
  const never = async () => assert.fail('the signing API was asked')

  it('asks the signing API in the name of the page, and passes the response on', async () => {
    const requests: unknown[] = []
    respond = async (request, response) => {
      const { origin, host, 'accept-language': language } = request.headers
      requests.push([request.method, request.url, origin, language, await text(request)])
      assert.match(host ?? '', /^127\.0\.0\.1:/)
      response.end('{"status":"ok"}')
    }
    const responses = await sent(framed(request))
    assert.deepEqual(responses, [{ part: '{"status":"ok"}', isLast: true }])
    assert.deepEqual(requests, [['POST', '/sign', origin, 'sv', '{"content":"bm90ZQ=="}']])
    const documents = 'x'.repeat(20 * 1024 * 1024)
    await sent(framed({ origin, path: '/sign-list', body: { documents } }))
    assert.deepEqual((requests.pop() as string[]).slice(0, 2), ['POST', '/sign-list'])
    const [version] = await sent(framed({ origin, path: '/version' }))
    assert.deepEqual(version, { part: '{"status":"ok"}', isLast: true })
    assert.deepEqual(requests[1], ['GET', '/version', origin, undefined, ''])
  })

  it('reads a message that comes byte by byte, and only the first one', async () => {
    let count = 0
    respond = async (_request, response) => {
      count += 1
      response.end('{}')
    }
    const [input, output] = [new PassThrough(), new PassThrough()]
    const serving = serveExtension({ input, output, api })
    for (const byte of framed(request)) {
      input.write(Buffer.of(byte))
      await new Promise(setImmediate)
    }
    for (let more = 0; more < 1_000; more += 1) input.write(framed(request))
    await serving
    assert.equal(count, 1)
  })

  it('sends a long response in parts, each below the megabyte that a browser takes', async () => {
    // The widest: three bytes each, or two with the escape.
    const long = { signature: '€"'.repeat(600_000) }
    respond = async (_request, response) => void response.end(JSON.stringify(long))
    const parts = (await sent(framed(request))) as { part: string; isLast: boolean }[]
    assert.ok(parts.length > 1)
    for (const part of parts) assert.ok(framed(part).length < 1_000_000)
    assert.deepEqual(JSON.parse(parts.map(({ part }) => part).join('')), long)
    assert.deepEqual(
      parts.map(({ isLast }) => isLast),
      parts.map((_, at) => at === parts.length - 1),
    )
  })

  it('refuses a message of 60 MB by its length, without reading it', async () => {
    respond = never
    const header = lengthOf(60 * 1024 * 1024)
    assert.deepEqual(await sent(header), [{ failure: 'too-large' }])
  })

  for (const [name, bytes] of [
    ['is no JSON', framedText('{"origin":')],
    ['is not UTF-8', Buffer.concat([lengthOf(2), Buffer.of(0xc3, 0x28)])],
    ['is empty', lengthOf(0)],
    ['has no origin', framed({ path: '/version' })],
    ['has an origin that is no web page', framed({ ...request, origin: 'file:///etc/passwd' })],
    ['asks for another path', framed({ ...request, path: '/../settings' })],
    ['asks for another host', framed({ ...request, path: '//attacker.example/sign' })],
    ['has a header in its language', framed({ ...request, language: 'fi\r\norigin: x' })],
  ] as const)
    it(`refuses a message that ${name}`, async () => {
      respond = never
      assert.deepEqual(await sent(bytes), [{ failure: 'malformed' }])
    })

  it('says nothing to a message that ends before its end', async () => {
    respond = never
    for (const length of [0, 2, 4, 20])
      assert.deepEqual(await sent(framed(request).subarray(0, length), { isClosed: true }), [])
  })

  it('says that the reader software does not run, or that another program has its port', async () => {
    respond = async (_request, response) => void response.end('<h1>Another program</h1>')
    assert.deepEqual(await sent(framed(request)), [{ failure: 'not-running' }])
    assert.deepEqual(await sent(framed(request), {}, 'http://127.0.0.1:1'), [
      { failure: 'not-running' },
    ])
  })

  it('ends its request when the browser closes the input, since the page has gone', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()]
    const [arrived, closed] = [
      Promise.withResolvers<undefined>(),
      Promise.withResolvers<undefined>(),
    ]
    respond = async (request) => {
      request.once('close', () => {
        closed.resolve(undefined)
      })
      request.resume()
      arrived.resolve(undefined)
    }
    input.write(framed(request))
    const serving = serveExtension({ input, output, api })
    await arrived.promise
    input.end()
    await serving
    await closed.promise
    output.end()
    assert.deepEqual(messagesIn(await buffer(output)), [])
  })
})

function lengthOf(length: number): Buffer {
  const header = Buffer.alloc(4)
  if (endianness() === 'LE') header.writeUInt32LE(length)
  else header.writeUInt32BE(length)
  return header
}

function framedText(json: string): Buffer {
  const body = Buffer.from(json)
  return Buffer.concat([lengthOf(body.length), body])
}

function framed(message: unknown): Buffer {
  return framedText(JSON.stringify(message))
}

function messagesIn(bytes: Buffer): unknown[] {
  const messages: unknown[] = []
  for (let at = 0; at < bytes.length;) {
    const length = endianness() === 'LE' ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)
    messages.push(JSON.parse(bytes.toString('utf8', at + 4, at + 4 + length)))
    at += 4 + length
  }
  return messages
}
