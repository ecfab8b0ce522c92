import assert from 'node:assert/strict'
import { it } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { kept } from './publish-crl.ts'

it('a piece of a list that the disk does not take ends the list alone, while the signer has the piece', async () => {
  const full = new Error('no space left on the device')
  const file = { add: () => Promise.reject(full) }
  const passing = kept(asStream(Uint8Array.of(1), Uint8Array.of(2)), file, {
    update: () => undefined,
  })
  assert.deepEqual(await passing.next(), { done: false, value: Uint8Array.of(1) })
  await nextTurn()
  await assert.rejects(passing.next(), full)
})

async function* asStream(...pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces
  await Promise.resolve()
}
