import assert from 'node:assert/strict'
import { it } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { writeThrough } from './publish-crl.ts'

it('a block of a CRL that the disk does not take ends that CRL only, although the signer has the block', async () => {
  const full = new Error('no space left on the device')
  const file = { add: () => Promise.reject(full) }
  const passing = writeThrough(asStream(Uint8Array.of(1), Uint8Array.of(2)), file, {
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
