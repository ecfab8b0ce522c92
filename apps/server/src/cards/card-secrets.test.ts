import assert from 'node:assert/strict'
import { argon2Sync, randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { hashCode } from './card-secrets.ts'

describe('the hash of an activation code', () => {
  it('is of no use to who has the database alone: the right code does not give it', async () => {
    const code = '27182818'
    const hash = await hashCode(randomBytes(32), code)
    const [, salt = '', tag = ''] =
      /^\$argon2id\$v=19\$m=65536,t=3,p=4\$(\S+)\$(\S+)$/.exec(hash) ?? []
    const tried = argon2Sync('argon2id', {
      message: code,
      nonce: Buffer.from(salt, 'base64'),
      memory: 65_536,
      passes: 3,
      parallelism: 4,
      tagLength: 32,
    })
    assert.notEqual(tag, '')
    assert.notEqual(tag, tried.toString('base64').replace(/=+$/, ''))
  })
})
