import assert from 'node:assert/strict'
import { argon2Sync } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { argon2Workers } from './argon2-workers.ts'

const input = (message: string, memory = 8) => ({
  ...{ message, nonce: Buffer.alloc(16, 1), memory, passes: 1 },
  ...{ parallelism: 1, tagLength: 32 },
})

describe('a password hash', () => {
  it('is computed in a thread of its own as Node computes it', async () => {
    const hash = await argon2Workers()(input('pike stone saws 7'))
    assert.ok(hash.ok)
    assert.deepEqual(Buffer.from(hash.value), argon2Sync('argon2id', input('pike stone saws 7')))
  })

  it('waits while two others are computed, and is refused when twenty wait', async () => {
    const argon2 = argon2Workers()
    const all = await Promise.all(
      Array.from({ length: 30 }, (_, at) => argon2(input(`password ${String(at)}`, 4096))),
    )
    assert.equal(all.filter(({ ok }) => ok).length, 22)
    assert.deepEqual(all.at(-1), { ok: false, refusal: { kind: 'too-many-password-checks' } })
    assert.ok((await argon2(input('afterwards'))).ok, 'it takes passwords again')
  })

  it('leaves the threads that read files alone, however many are computed', async () => {
    const argon2 = argon2Workers({ threads: 2, maxWaiting: 100 })
    let computed = 0
    const hashes = Array.from({ length: 60 }, () =>
      argon2(input('a burst', 32_768)).then(() => {
        computed += 1
      }),
    )
    await readFile(import.meta.filename)
    assert.ok(computed < 30, `a file was read after ${String(computed)} hashes`)
    await Promise.all(hashes)
  })

  it('that cannot be computed is a fault, and the next one is computed', async () => {
    const argon2 = argon2Workers({ threads: 1 })
    await assert.rejects(argon2({ ...input('x'), tagLength: 1 }), /could not be computed/)
    assert.ok((await argon2(input('x'))).ok)
  })
})
