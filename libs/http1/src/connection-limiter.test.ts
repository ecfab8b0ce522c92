import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addressesIn } from './addresses.ts'
import { createConnectionLimiter, type ConnectionLimiter } from './connection-limiter.ts'
import { maxConnectionsOfProcess } from './open-files.ts'

describe('the connections of a process', () => {
  const connect = (limiter: ConnectionLimiter, address: string, since: number | 'served' = 0) => {
    let isEnded = false
    const release = limiter.admit(address, {
      waitsSince: () => (since === 'served' ? undefined : since),
      end: () => {
        isEnded = true
      },
    })
    return release && { release, isEnded: () => isEnded }
  }

  it('of one client are limited, and of an IPv6 client by its /64 network', () => {
    const limiter = createConnectionLimiter({ maxPerClient: 2 })
    const first = connect(limiter, '192.0.2.1')
    assert.ok(first && connect(limiter, '192.0.2.1'))
    assert.equal(connect(limiter, '192.0.2.1'), undefined)
    assert.ok(connect(limiter, '192.0.2.2'), 'another client is not affected')
    assert.ok(connect(limiter, '2001:db8::1') && connect(limiter, '2001:db8::2'))
    assert.equal(connect(limiter, '2001:db8::3'), undefined)
    first.release()
    first.release()
    assert.ok(connect(limiter, '192.0.2.1'), 'a closed connection is not counted')
    assert.equal(connect(limiter, '192.0.2.1'), undefined, 'it was ended once')
    assert.deepEqual(limiter.figures(), { open: 5, refused: 3, closedForRoom: 0 })
  })

  it('of a proxy are not limited by its address', () => {
    const isProxy = addressesIn('192.0.2.1')
    const limiter = createConnectionLimiter({ maxPerClient: 1, isProxy })
    for (let count = 0; count < 3; count += 1) assert.ok(connect(limiter, '192.0.2.1'))
  })

  it('that wait for their client make room for a new one: those of the client with the most first, the longest-waiting first', () => {
    const limiter = createConnectionLimiter({ maxConnections: 4 })
    const single = connect(limiter, '192.0.2.1', 1)
    const served = connect(limiter, '192.0.2.9', 'served')
    const fresh = connect(limiter, '192.0.2.9', 30)
    const old = connect(limiter, '192.0.2.9', 20)
    const newest = connect(limiter, '192.0.2.2', 40)
    assert.ok(newest && single && served && fresh && old)
    assert.deepEqual(
      [single, served, fresh, old].map(({ isEnded }) => isEnded()),
      [false, false, false, true],
    )
    assert.deepEqual(limiter.figures(), { open: 4, refused: 0, closedForRoom: 1 })
  })

  it('are refused when all of them are being served', () => {
    const limiter = createConnectionLimiter({ maxConnections: 1 })
    assert.ok(connect(limiter, '192.0.2.1', 'served'))
    assert.equal(connect(limiter, '192.0.2.2'), undefined)
    assert.equal(limiter.figures().refused, 1)
  })

  it('are at most half of the files that the process may open', () => {
    const limited = (soft: string) =>
      maxConnectionsOfProcess(
        () => `Max processes 1 2\nMax open files            ${soft} 9 files\n`,
      )
    assert.equal(limited('1024'), 512)
    assert.equal(limited('524288'), 20_000)
    assert.equal(limited('unlimited'), 20_000)
    assert.equal(
      maxConnectionsOfProcess(() => ''),
      2048,
    )
    assert.equal(
      maxConnectionsOfProcess(() => {
        throw new Error('ENOENT')
      }),
      2048,
    )
    assert.ok(maxConnectionsOfProcess() > 0)
  })
})
