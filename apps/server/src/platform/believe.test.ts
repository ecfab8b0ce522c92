import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { believe } from './believe.ts'

describe('what is believed for a second', () => {
  let now = instant(0)
  const clock = { now: () => now }
  const newAsker = () => {
    let asked = 0
    const find = believe<number>({ clock, milliseconds: 1000 })
    return () =>
      find('one', () => {
        asked += 1
        return asked === 3 ? Promise.reject(new Error('away')) : Promise.resolve(asked)
      })
  }

  it('is looked for once by all who ask at once, and anew after that second', async () => {
    const ask = newAsker()
    assert.deepEqual(await Promise.all([ask(), ask()]), [1, 1])
    now = instant(now + 999)
    assert.equal(await ask(), 1)
    now = instant(now + 1)
    assert.equal(await ask(), 2)
    now = instant(now - 1)
    await assert.rejects(ask(), /away/)
  })

  it('is no fault: the next who asks, asks anew', async () => {
    const ask = newAsker()
    for (const expected of [1, 2]) {
      assert.equal(await ask(), expected)
      now = instant(now + 1000)
    }
    await assert.rejects(Promise.all([ask(), ask()]), /away/)
    assert.equal(await ask(), 4)
  })

  it('is held as far as there is room for it, and of that the newest', async () => {
    const asked: string[] = []
    const find = believe<number>({
      clock,
      milliseconds: 1000,
      most: 10,
      weightOf: (value) => value,
    })
    const ask = (key: string, weight: number) =>
      find(key, () => {
        asked.push(key)
        return Promise.resolve(weight)
      })
    await ask('one', 4)
    await ask('two', 6)
    await ask('one', 4)
    assert.deepEqual(asked, ['one', 'two'])
    await ask('three', 3)
    await ask('two', 6)
    assert.deepEqual(asked, ['one', 'two', 'three'])
    await ask('one', 4)
    await ask('too heavy', 11)
    await ask('too heavy', 11)
    assert.deepEqual(asked.slice(3), ['one', 'too heavy', 'too heavy'])
  })
})
