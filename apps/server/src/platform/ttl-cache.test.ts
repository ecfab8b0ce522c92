import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { ttlCache } from './ttl-cache.ts'

describe('a value that is cached for a second', () => {
  let now = instant(0)
  const clock = { now: () => now }
  const newRequester = () => {
    let requested = 0
    const find = ttlCache<number>({ clock, milliseconds: 1000 })
    return () =>
      find('one', () => {
        requested += 1
        return requested === 3 ? Promise.reject(new Error('away')) : Promise.resolve(requested)
      })
  }

  it('is fetched once for all concurrent requests, and again after that second', async () => {
    const request = newRequester()
    assert.deepEqual(await Promise.all([request(), request()]), [1, 1])
    now = instant(now + 999)
    assert.equal(await request(), 1)
    now = instant(now + 1)
    assert.equal(await request(), 2)
    now = instant(now - 1)
    await assert.rejects(request(), /away/)
  })

  it('is not a fault: after one the next request fetches again', async () => {
    const request = newRequester()
    for (const expected of [1, 2]) {
      assert.equal(await request(), expected)
      now = instant(now + 1000)
    }
    await assert.rejects(Promise.all([request(), request()]), /away/)
    assert.equal(await request(), 4)
  })

  it('is cached up to the maximum size, the newest first', async () => {
    const requested: string[] = []
    const find = ttlCache<number>({
      clock,
      milliseconds: 1000,
      max: 10,
      weightOf: (value) => value,
    })
    const request = (key: string, weight: number) =>
      find(key, () => {
        requested.push(key)
        return Promise.resolve(weight)
      })
    await request('one', 4)
    await request('two', 6)
    await request('one', 4)
    assert.deepEqual(requested, ['one', 'two'])
    await request('three', 3)
    await request('two', 6)
    assert.deepEqual(requested, ['one', 'two', 'three'])
    await request('one', 4)
    await request('too heavy', 11)
    await request('too heavy', 11)
    assert.deepEqual(requested.slice(3), ['one', 'too heavy', 'too heavy'])
  })
})
