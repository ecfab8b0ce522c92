import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import type { RunningServer } from './serve-http.ts'
import { connectRaw, echo, echoes, startHttp } from './testing.ts'

/** Stored requests: those that a parser may get wrong, and findings of this test. */
const corpus = JSON.parse(
  readFileSync(new URL('corpus.json', import.meta.url), 'utf8'),
) as readonly string[]

describe('our HTTP parser and that of node:http', () => {
  const other = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const method = ['GET', 'HEAD', 'POST'].includes(request.method ?? '')
        ? request.method
        : 'other'
      const body = Buffer.concat(chunks).toString('latin1')
      response.end(Buffer.from(`<${method ?? ''} ${request.url ?? ''} ${body}>`, 'latin1'))
    })
  })
  Object.assign(other, { httpAllowHalfOpen: true })
  let ours: RunningServer
  before(async () => {
    ours = await startHttp(echo)
    other.listen(0, '127.0.0.1')
    await once(other, 'listening')
  })
  after(async () => {
    await ours.close()
    other.close()
    other.closeAllConnections()
  })

  const requestsSeen = async (port: number, bytes: Uint8Array): Promise<readonly string[]> => {
    const client = await connectRaw(port)
    client.socket.end(bytes)
    return echoes(await client.ended())
  }

  /**
   * One may refuse where the other goes on; but requests that both accept must be the same, or one could be
   * smuggled in.
   */
  const see = async (bytes: Uint8Array): Promise<void> => {
    const [one, another] = await Promise.all([
      requestsSeen(ours.port, bytes),
      requestsSeen((other.address() as AddressInfo).port, bytes),
    ])
    const both = Math.min(one.length, another.length)
    assert.deepEqual(one.slice(0, both), another.slice(0, both))
  }

  it('see the same requests in the stored bytes', async () => {
    for (const bytes of corpus) await see(Buffer.from(bytes, 'latin1'))
  })

  it('see the same requests in the stored bytes after any change', async () => {
    const marks = [
      '\r',
      '\n',
      '\r\n',
      ' ',
      '\t',
      ':',
      '\0',
      ',',
      '\x80',
      '0',
      'Content-Length: 1\r\n',
      'x',
    ]
    const change = fc.record({
      at: fc.nat(400),
      drop: fc.nat(3),
      put: fc.constantFrom('', ...marks),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...corpus),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        async (bytes, changes) => {
          const changed = changes.reduce((text, { at, drop, put }) => {
            const where = at % text.length
            return text.slice(0, where) + put + text.slice(where + drop)
          }, bytes)
          await see(Buffer.from(changed, 'latin1'))
        },
      ),
      { numRuns: 500, plugins: [fc.interruptAfterTimeLimit(4000)] },
    )
  })
})
