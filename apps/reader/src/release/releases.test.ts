import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { isOlder } from '@sotevarmenne/api/reader-software'
import { createReleases } from './releases.ts'

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const noticeKey = publicKey.export({ type: 'spki', format: 'pem' }).toString()

describe('a version of the reader software', () => {
  let folder: string
  let service: Server
  let serviceUrl: string
  let says: unknown

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'releases-'))
    service = createServer((_request, response) => {
      response.end(JSON.stringify(says))
    }).listen(0, '127.0.0.1')
    await once(service, 'listening')
    const address = service.address()
    assert.ok(address !== null && typeof address === 'object')
    serviceUrl = `http://127.0.0.1:${String(address.port)}`
  })
  after(async () => {
    service.closeAllConnections()
    service.close()
    await rm(folder, { recursive: true })
  })

  const file = () => path.join(folder, 'releases.json')
  const releasesAt = (url: string, version = '0.9.0') =>
    createReleases({ file: file(), serviceUrl: url, version, noticeKey, changed: () => undefined })
  const noticeOf = (statement: unknown, key = privateKey) => {
    const bytes = Buffer.from(JSON.stringify(statement))
    return {
      statement: bytes.toString('base64'),
      signature: sign(null, bytes, key).toString('base64'),
    }
  }
  const newest = {
    version: '0.10.0',
    url: 'https://service.example/reader.deb',
    sha256: '0'.repeat(64),
  }

  it('is compared part by part, as numbers', () => {
    assert.equal(isOlder('0.9.0', '0.10.0'), true)
    assert.equal(isOlder('0.10.0', '0.9.9'), false)
    assert.equal(isOlder('1.0.0', '1.0.0'), false)
  })

  it('is new enough until the service says otherwise, and then also while the service is unavailable', async () => {
    const first = releasesAt('http://127.0.0.1:1')
    await first.request()
    assert.equal(first.tooOldFor(), undefined)
    says = { minimumVersion: '0.9.1' }
    const releases = releasesAt(serviceUrl)
    await releases.request()
    assert.equal(releases.tooOldFor(), '0.9.1')
    const later = releasesAt('http://127.0.0.1:1')
    await later.request()
    assert.equal(later.tooOldFor(), '0.9.1')
    const updated = releasesAt(serviceUrl, '0.9.1')
    await updated.request()
    assert.equal(updated.tooOldFor(), undefined)
  })

  it('is requested again within seconds while the service does not respond, and later each time', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] })
    const { mock: requests } = test.mock.method(globalThis, 'fetch', () =>
      Promise.reject(new Error('no connection')),
    )
    /** Until what a request leads to is done. */
    const whenRequested = async (count: number) => {
      for (let turns = 0; turns < 50 || requests.callCount() < count; turns += 1)
        await new Promise((turn) => setImmediate(turn))
      assert.equal(requests.callCount(), count)
    }
    test.after(releasesAt('http://127.0.0.1:1').begin(() => assert.fail()).stop)
    await whenRequested(1)
    for (const [done, seconds] of [2, 4, 8, 16].entries()) {
      test.mock.timers.tick(seconds * 1000 - 1)
      await whenRequested(done + 1)
      test.mock.timers.tick(1)
      await whenRequested(done + 2)
    }
  })

  it('is announced only by a notice that the pinned key has signed', async () => {
    const stranger = generateKeyPairSync('ed25519').privateKey
    for (const [notice, expected] of [
      [noticeOf(newest), newest],
      [noticeOf({ ...newest, version: '0.8.0' }), undefined],
      [noticeOf(newest, stranger), undefined],
      [noticeOf({ version: '0.10.0' }), undefined],
    ] as const) {
      says = { minimumVersion: '0.1.0', notice }
      const releases = releasesAt(serviceUrl)
      await releases.request()
      assert.deepEqual(releases.newer(), expected)
    }
  })

  it('keeps its state when the service responds with invalid data', async () => {
    says = { minimumVersion: '0.9.1' }
    const releases = releasesAt(serviceUrl)
    await releases.request()
    for (const nonsense of [{ minimumVersion: 'x' }, 'x', null, {}]) {
      says = nonsense
      await releases.request()
      assert.equal(releases.tooOldFor(), '0.9.1')
    }
  })
})
