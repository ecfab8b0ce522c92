import assert from 'node:assert/strict'
import { it } from 'node:test'
import { instant, second } from '@sotevarmenne/kernel/instant'
import { signerRespondsOf } from './choose-adapters.ts'

it('a signer responds unless it is away or silent for a second, and is asked once a second', async () => {
  let now = instant(1_795_000_000_000)
  let requests = 0
  let state = (): Promise<unknown> => Promise.reject(new Error('ECONNREFUSED'))
  const signer = {
    state: () => {
      requests += 1
      return state()
    },
  }
  const responds = signerRespondsOf({ signer, clock: { now: () => now } })
  assert.equal(await responds(), false)
  state = () => Promise.resolve({})
  assert.equal(await responds(), false)
  assert.equal(requests, 1)

  now = instant(now + second)
  assert.equal(await responds(), true)
  now = instant(now + second)
  state = () => new Promise(() => undefined)
  assert.equal(await responds(), false)
  assert.equal(requests, 3)
})
