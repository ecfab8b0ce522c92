import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { gather } from './batch.ts'

describe('gathering', () => {
  it('does together what is asked while another group is under way, in order, and answers each its own', async () => {
    const groups: (readonly number[])[] = []
    const firstGoes = Promise.withResolvers<undefined>()
    const rest = Promise.withResolvers<undefined>()
    const double = gather<number, number>(
      async (items) => {
        groups.push(items)
        firstGoes.resolve(undefined)
        await rest.promise
        return items.map((item) => item * 2)
      },
      { most: 3 },
    )
    const first = double(1)
    await firstGoes.promise
    const others = [2, 3, 4, 5].map(double)
    rest.resolve(undefined)
    assert.deepEqual(await Promise.all([first, ...others]), [2, 4, 6, 8, 10])
    assert.deepEqual(groups, [[1], [2, 3, 4], [5]])
  })

  it('does together what is asked while it rests after a group', async () => {
    const groups: (readonly number[])[] = []
    const rest = Promise.withResolvers<undefined>()
    const act = gather<number, number>(
      (items) => {
        groups.push(items)
        return Promise.resolve(items)
      },
      { most: 3, rest: () => rest.promise },
    )
    await act(1)
    const two = act(2)
    await turn()
    const three = act(3)
    await turn()
    assert.deepEqual(groups, [[1]])
    rest.resolve(undefined)
    await Promise.all([two, three])
    assert.deepEqual(groups, [[1], [2, 3]])
  })

  it('rests no longer once enough wait', async () => {
    const groups: (readonly number[])[] = []
    const act = gather<number, number>(
      (items) => {
        groups.push(items)
        return Promise.resolve(items)
      },
      { most: 3, enough: 2, rest: () => new Promise(() => undefined) },
    )
    await act(1)
    const two = act(2)
    await turn()
    assert.deepEqual(groups, [[1]])
    await Promise.all([two, act(3)])
    assert.deepEqual(groups, [[1], [2, 3]])
  })

  it('has no more groups under way than it may', async () => {
    let underWay = 0
    let most = 0
    const act = gather<number, number>(
      async (items) => {
        underWay += 1
        most = Math.max(most, underWay)
        await turn()
        underWay -= 1
        return items
      },
      { most: 1, atOnce: 2 },
    )
    await Promise.all([1, 2, 3, 4, 5].map(act))
    assert.equal(most, 2)
  })

  it('fails with its group only', async () => {
    const act = gather<number, number>(
      (items) =>
        items.includes(1) ? Promise.reject(new Error('no ones')) : Promise.resolve(items),
      { most: 1 },
    )
    const [one, two] = await Promise.allSettled([act(1), act(2)])
    assert.equal(one.status, 'rejected')
    assert.deepEqual(two, { status: 'fulfilled', value: 2 })
  })

  it('is a fault when an answer is missing', async () => {
    const act = gather<number, number>(() => Promise.resolve([]), { most: 2 })
    await assert.rejects(act(1), /not one answer/)
  })
})

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 5)
  })
