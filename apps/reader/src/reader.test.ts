import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { theseReaders } from './cards/readers.ts'
import { startReader, type Reader } from './reader.ts'

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

  it('drops a flood of idle connections, and serves requests when it is over', async () => {
    const port = Number(new URL(reader.apiUrl).port)
    const flood = Array.from({ length: 60 }, () => connect({ port, host: '127.0.0.1' }))
    let dropped = 0
    await new Promise<void>((enough) => {
      for (const socket of flood) {
        socket.on('error', () => undefined)
        socket.once('close', () => {
          dropped += 1
          if (dropped === 44) enough()
        })
      }
    })
    const left = flood.filter((socket) => !socket.closed)
    assert.equal(left.length, 16)
    const ended = left.map((socket) => once(socket, 'close'))
    for (const socket of left) socket.destroy()
    await Promise.all(ended)
    assert.ok((await requested(`${reader.apiUrl}/version`)).ok)
  })

  it('keeps its secrets from other users of the machine', async () => {
    for (const file of ['page-url', 'page-secret', 'page.html', 'tls.key'])
      assert.equal((await stat(path.join(folder, file))).mode & 0o077, 0, file)
  })
})

/** The program may notice the end of its connections a moment after we do. */
async function requested(url: string): Promise<Response> {
  for (;;) {
    const response = await fetch(url).catch(() => undefined)
    if (response) return response
  }
}
