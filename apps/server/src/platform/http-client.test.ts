import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, it } from 'node:test'
import { fetchJson } from './http-client.ts'

describe('a JSON request to another system', () => {
  let server: Server | undefined
  afterEach(async () => {
    server?.closeAllConnections()
    server?.close()
  })

  it('returns status and body, and sends a request ID', async () => {
    let requestId: unknown
    const url = await serve((request, response) => {
      requestId = request.headers['x-request-id']
      response.writeHead(404).end('{"found":false}')
    })

    assert.deepEqual(await fetchJson({ url, body: { q: 1 } }), {
      ok: true,
      value: { status: 404, body: { found: false } },
    })
    assert.match(String(requestId), /^[\da-f-]{36}$/)
  })

  const troubles: readonly (readonly [string, RequestListener])[] = [
    ['server-error', (_, response) => void response.writeHead(503).end()],
    ['not-json', (_, response) => void response.end('<html>')],
    ['no-connection', (request) => void request.socket.destroy()],
    ['no-connection', (_, response) => void response.writeHead(302, { location: '/x' }).end()],
    ['time-out', () => undefined],
    ['too-long', (_, response) => void response.end(JSON.stringify('x'.repeat(200)))],
  ]
  for (const [because, listener] of troubles)
    it(`reports it unavailable: ${because}`, async () => {
      const url = await serve(listener)
      const response = await fetchJson({ url, timeoutMilliseconds: 200, maxBytes: 100 })

      const { kind, because: found } = response.ok ? assert.fail('a response') : response.refusal
      assert.deepEqual([kind, found], ['unavailable', because])
    })

  async function serve(listener: RequestListener): Promise<string> {
    server = createServer(listener).listen(0, '127.0.0.1')
    await once(server, 'listening')
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`
  }
})
