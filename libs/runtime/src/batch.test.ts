import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createBatcher } from './batch.ts'

describe('the batcher', () => {
  it('puts items that arrive while a batch is in progress into one batch, in order, and returns to each its result', async () => {
    const groups: (readonly number[])[] = []
    const firstGoes = Promise.withResolvers<undefined>()
    const linger = Promise.withResolvers<undefined>()
    const double = createBatcher<number, number>(
      async (items) => {
        groups.push(items)
        firstGoes.resolve(undefined)
        await linger.promise
        return items.map((item) => item * 2)
      },
      { maxBatchSize: 3 },
    )
    const first = double(1)
    await firstGoes.promise
    const others = [2, 3, 4, 5].map(double)
    linger.resolve(undefined)
    assert.deepEqual(await Promise.all([first, ...others]), [2, 4, 6, 8, 10])
    assert.deepEqual(groups, [[1], [2, 3, 4], [5]])
  })

  it('puts items that arrive during the delay after a batch into one batch', async () => {
    const groups: (readonly number[])[] = []
    const linger = Promise.withResolvers<undefined>()
    const action = createBatcher<number, number>(
      (items) => {
        groups.push(items)
        return Promise.resolve(items)
      },
      { maxBatchSize: 3, linger: () => linger.promise },
    )
    await action(1)
    const two = action(2)
    await turn()
    const three = action(3)
    await turn()
    assert.deepEqual(groups, [[1]])
    linger.resolve(undefined)
    await Promise.all([two, three])
    assert.deepEqual(groups, [[1], [2, 3]])
  })

  it('ends the delay once the threshold of waiting items is reached', async () => {
    const groups: (readonly number[])[] = []
    const action = createBatcher<number, number>(
      (items) => {
        groups.push(items)
        return Promise.resolve(items)
      },
      { maxBatchSize: 3, threshold: 2, linger: () => new Promise(() => undefined) },
    )
    await action(1)
    const two = action(2)
    await turn()
    assert.deepEqual(groups, [[1]])
    await Promise.all([two, action(3)])
    assert.deepEqual(groups, [[1], [2, 3]])
  })

  it('runs no more batches at once than its max concurrency', async () => {
    let underWay = 0
    let max = 0
    const action = createBatcher<number, number>(
      async (items) => {
        underWay += 1
        max = Math.max(max, underWay)
        await turn()
        underWay -= 1
        return items
      },
      { maxBatchSize: 1, concurrency: 2 },
    )
    await Promise.all([1, 2, 3, 4, 5].map(action))
    assert.equal(max, 2)
  })

  it('fails only the batch that failed', async () => {
    const action = createBatcher<number, number>(
      (items) =>
        items.includes(1)
          ? Promise.reject(new Error('batch contains ones'))
          : Promise.resolve(items),
      { maxBatchSize: 1 },
    )
    const [one, two] = await Promise.allSettled([action(1), action(2)])
    assert.equal(one.status, 'rejected')
    assert.deepEqual(two, { status: 'fulfilled', value: 2 })
  })

  it('throws when a result is missing', async () => {
    const action = createBatcher<number, number>(() => Promise.resolve([]), { maxBatchSize: 2 })
    await assert.rejects(action(1), /not one result/)
  })
})

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 5)
  })
