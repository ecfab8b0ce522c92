import assert from 'node:assert/strict'
import { generateKeyPairSync, randomBytes, verify } from 'node:crypto'
import { after, describe, it } from 'node:test'
import type { PieceSigning } from './signing-key.ts'
import { endsInLaterTurn } from '#testing.ts'
import { createSigningThread } from './signing-thread.ts'

describe('data that comes in pieces', () => {
  const thread = createSigningThread()
  after(() => thread.close())

  const pairs = {
    'P-384': generateKeyPairSync('ec', { namedCurve: 'P-384' }),
    'RSA-4096': generateKeyPairSync('rsa', { modulusLength: 4096 }),
  }

  const addAll = async (signing: PieceSigning, data: Uint8Array, length = 100_003) => {
    for (let at = 0; at < data.length; at += length)
      await signing.add(data.subarray(at, at + length))
  }

  for (const kind of ['P-384', 'RSA-4096'] as const) {
    const { privateKey, publicKey } = pairs[kind]

    it(`is signed with ${kind} outside the event loop, which keeps running`, async () => {
      const signing = thread.begin('sha512', privateKey)
      const data = randomBytes(1000)
      await signing.add(data)
      const signed = signing.sign()
      assert.ok(await endsInLaterTurn(() => signed))
      const signature = await signed
      assert.ok(signature.ok && verify('sha512', data, publicKey, signature.value))
    })
  }

  it('is signed over all of it, even when interleaved with others’ pieces, and the input bytes stay the caller’s', async () => {
    const { privateKey, publicKey } = pairs['P-384']
    const lengths = [0, 1, 256 * 1024, 256 * 1024 + 1, 3_000_000]
    await Promise.all(
      lengths.map(async (length) => {
        const data = randomBytes(length)
        const signing = thread.begin('sha384', privateKey)
        await addAll(signing, data)
        const signature = await signing.sign()
        signing.close()
        assert.ok(signature.ok && verify('sha384', data, publicKey, signature.value), `${length}`)
      }),
    )
  })

  it('fails with a fault when the thread ends, and then another thread signs', async () => {
    const { privateKey, publicKey } = pairs['P-384']
    const passing = createSigningThread()
    const requesting = passing.begin('sha384', privateKey)
    const resting = passing.begin('sha384', privateKey)
    for (const each of [resting, requesting]) await addAll(each, randomBytes(1_000_000))
    // In this order: on a busy machine a thread that got the request before its end may have signed.
    const closed = passing.close()
    await assert.rejects(requesting.sign(), /has ended/)
    await closed
    // The next thread has not hashed the earlier pieces.
    await assert.rejects(resting.sign(), /has ended/)

    const data = randomBytes(1_000_000)
    const signing = passing.begin('sha384', privateKey)
    await addAll(signing, data)
    const signature = await signing.sign()
    assert.ok(signature.ok && verify('sha384', data, publicKey, signature.value))
    await passing.close()
  })
})
