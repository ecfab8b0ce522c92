import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { writeNewest } from './write-newest.ts'

describe('two writers of one entry', () => {
  it('leave the newest state, though the slow one began with an older one', async () => {
    let newest = 1
    let shown = 0
    const slow = Promise.withResolvers<undefined>()
    const write = (wait?: Promise<undefined>) => async (state: number) => {
      if (state === 1) await wait
      shown = state
    }
    const state = { read: () => Promise.resolve(newest), isSame: Object.is }

    const late = writeNewest({ ...state, write: write(slow.promise) })
    await Promise.resolve()
    newest = 2
    await writeNewest({ ...state, write: write() })
    assert.equal(shown, 2)
    slow.resolve(undefined)
    await late
    assert.equal(shown, 2)
  })

  it('write once when nothing new came', async () => {
    const written: number[] = []
    await writeNewest({
      read: () => Promise.resolve(7),
      isSame: Object.is,
      write: (state) => {
        written.push(state)
        return Promise.resolve()
      },
    })
    assert.deepEqual(written, [7])
  })
})
