import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, get as getPlain } from 'node:http'
import { get as getTls } from 'node:https'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { json, text } from 'node:stream/consumers'
import { connect as connectTls } from 'node:tls'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { theseReaders } from './cards/readers.ts'
import { startReader, type Reader } from './reader.ts'

const halfOfHead = 'POST /sign HT'
const halfOfBody =
  'POST /sign HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: https://hospital.example\r\nContent-Length: 9\r\n\r\n{'

describe('the reader software on its machine', () => {
  let folder: string
  let reader: Reader

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'reader-'))
    reader = await startReader({
      folder,
      home: folder,
      ports: { api: 0, apiTls: 0, page: 0 },
      readers: theseReaders([]),
      serviceUrl: 'http://127.0.0.1:1',
      rootFolders: [],
      clock: { now: () => instant(1_790_000_000_000) },
      reportFault: (fault) => {
        throw fault
      },
    })
  })
  after(async () => {
    await reader.stop()
    await rm(folder, { recursive: true })
  })

  for (const api of ['apiUrl', 'apiTlsUrl'] as const)
    it(`serves requests during a flood of idle connections: ${api}`, async () => {
      const port = Number(new URL(reader[api]).port)
      const flood = Array.from({ length: 60 }, () => connect({ port, host: '127.0.0.1' }))
      let dropped = 0
      await new Promise<void>((enough) => {
        for (const socket of flood) {
          socket.on('error', () => undefined)
          socket.once('close', () => {
            dropped += 1
            if (dropped === 28) enough()
          })
        }
      })
      assert.equal(await version(reader[api]), '1.2')
      for (const socket of flood) socket.destroy()
    })

  // What is promised, and a second; threefold room for a busy machine. Node looks every thirty seconds unless
  // it is said otherwise.
  const limitOf = (timeout: number) => 3 * (timeout + 1000)

  describe('half requests', { concurrency: true }, () => {
    for (const [url, timeout, half] of [
      ['apiUrl', 5000, halfOfHead],
      ['apiUrl', 5000, halfOfBody],
      ['apiTlsUrl', 5000, halfOfHead],
      ['apiTlsUrl', 5000, halfOfBody],
      ['pageUrl', 10_000, halfOfHead],
    ] as const)
      it(`half a request ends within its timeout and a second: ${url}, ${half === halfOfBody ? 'body' : 'head'}`, async () => {
        const port = Number(new URL(reader[url]).port)
        const to = { port, host: '127.0.0.1', rejectUnauthorized: false }
        const socket = url === 'apiTlsUrl' ? connectTls(to) : connect(to)
        const begun = performance.now()
        socket.write(half)
        assert.match(await text(socket), /^HTTP\/1\.1 408 /)
        assert.ok(performance.now() - begun < limitOf(timeout))
      })
  })

  it('signs again within five seconds and one after sixteen slow requests took every place', async () => {
    const slow = Array.from({ length: 16 }, () => {
      const socket = connect({ port: Number(new URL(reader.apiUrl).port), host: '127.0.0.1' })
      socket.on('error', () => undefined)
      socket.write(halfOfBody)
      return socket
    })
    const begun = performance.now()
    const seen: unknown[] = []
    do seen.push(await signing(reader.apiUrl))
    while (seen.at(-1) !== 'no-fitting-card' && performance.now() - begun < limitOf(5000))
    assert.deepEqual([seen.at(0), seen.at(-1)], ['too-many-requests', 'no-fitting-card'])
    for (const socket of slow) socket.destroy()
  })

  it('speaks key exchange with forward secrecy only', async () => {
    const port = Number(new URL(reader.apiTlsUrl).port)
    const socket = connectTls({
      ...{ port, host: '127.0.0.1', rejectUnauthorized: false },
      ...{ maxVersion: 'TLSv1.2', ciphers: 'AES256-SHA:AES128-GCM-SHA256' },
    })
    await assert.rejects(once(socket, 'secureConnect'))
  })

  it('keeps its secrets from other users of the machine', async () => {
    for (const file of ['page-url', 'page-secret', 'page.html', 'tls.key'])
      assert.equal((await stat(path.join(folder, file))).mode & 0o077, 0, file)
  })
})

it('asks the service for the minimum version before it refuses because of it, also of an earlier start (A11)', async (test) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'reader-version-'))
  await writeFile(path.join(folder, 'releases.json'), JSON.stringify({ minimumVersion: '99.0.0' }))
  let minimumVersion = '99.0.0'
  const service = createServer((_request, response) => {
    response.end(JSON.stringify({ minimumVersion }))
  }).listen(0, '127.0.0.1')
  await once(service, 'listening')
  const reader = await startReader({
    ...{ folder, home: folder, ports: { api: 0, apiTls: 0, page: 0 }, rootFolders: [] },
    readers: theseReaders([]),
    serviceUrl: `http://127.0.0.1:${String((service.address() as AddressInfo).port)}`,
    clock: { now: () => instant(1_790_000_000_000) },
    reportFault: (fault) => {
      throw fault
    },
  })
  test.after(async () => {
    await reader.stop()
    service.closeAllConnections()
    service.close()
    await rm(folder, { recursive: true })
  })
  assert.equal(await signing(reader.apiUrl), 'version-too-old')
  minimumVersion = '0.1.0'
  assert.equal(await signing(reader.apiUrl), 'no-fitting-card')
})

/** Why a signature is refused to a page. */
async function signing(apiUrl: string): Promise<string> {
  const response = await fetch(`${apiUrl}/sign`, {
    method: 'POST',
    headers: { origin: 'https://hospital.example', 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'eA==' }),
  })
  return ((await response.json()) as { readonly because: string }).because
}

/** As the service's own page asks for it. */
const version = (url: string): Promise<unknown> =>
  new Promise((answered, failed) => {
    const get = url.startsWith('https:') ? getTls : getPlain
    get(`${url}/version`, { rejectUnauthorized: false }, (received) => {
      json(received).then((response) => {
        answered((response as { readonly version: unknown }).version)
      }, failed)
    }).on('error', failed)
  })
