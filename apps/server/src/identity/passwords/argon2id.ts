import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { PasswordHash } from './deps.ts'

type Cost = { /** KiB. */ readonly memory: number; readonly passes: number }

/**
 * OWASP's first choice for argon2id: 46 MiB, one pass; about a tenth of a second. Hashes of other cost are
 * still checked.
 */
const defaults: Cost = { memory: 47_104, passes: 1 }

/** Argon2id (RFC 9106), stored as `$argon2id$v=19$m=…,t=…,p=1$salt$tag`. */
export function argon2idHash(cost: Cost = defaults): PasswordHash {
  /** Dummy hash to compare with when there is none: no password matches it. */
  const ofNobody = { ...cost, salt: randomBytes(16), tag: randomBytes(tagBytes) }
  return {
    make: async (password) => {
      const salt = randomBytes(16)
      const tag = await tagOf(password, { ...cost, salt })
      return [
        ...['', 'argon2id', 'v=19', `m=${String(cost.memory)},t=${String(cost.passes)},p=1`],
        ...[base64(salt), base64(tag)],
      ].join('$')
    },
    matches: async (password, stored) => {
      const read = stored === undefined ? ofNobody : readHash(stored)
      const isSame = timingSafeEqual(await tagOf(password, read), read.tag)
      return isSame && stored !== undefined
    },
  }
}

const tagBytes = 32

function readHash(text: string): Cost & { readonly salt: Buffer; readonly tag: Buffer } {
  const [, memory, passes, salt, tag] =
    /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([\w+/]+)\$([\w+/]+)$/.exec(text) ?? []
  if (salt === undefined || tag === undefined) throw new Error('password hash is not argon2id')
  return {
    ...{ memory: Number(memory), passes: Number(passes) },
    ...{ salt: Buffer.from(salt, 'base64'), tag: Buffer.from(tag, 'base64') },
  }
}

const tagOf = (
  password: string,
  { memory, passes, salt }: Cost & { readonly salt: Uint8Array },
): Promise<Buffer> =>
  argon2Async('argon2id', {
    ...{ message: password, nonce: salt, memory, passes },
    ...{ parallelism: 1, tagLength: tagBytes },
  })

const argon2Async = promisify(argon2)

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString('base64').replace(/=+$/, '')
