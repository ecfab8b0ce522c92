import { randomBytes, timingSafeEqual } from 'node:crypto'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { argon2Workers, type Argon2 } from './argon2-workers.ts'
import type { HashingBusy, PasswordHash } from './deps.ts'

type Cost = { /** KiB. */ readonly memory: number; readonly passes: number }

/**
 * OWASP's first choice for argon2id: 46 MiB, one pass; about a tenth of a second. Hashes of other cost are
 * still checked.
 */
const defaults: Cost = { memory: 47_104, passes: 1 }

/** Argon2id (RFC 9106), stored as `$argon2id$v=19$m=…,t=…,p=1$salt$tag`. */
export function argon2idHash(
  cost: Cost = defaults,
  argon2: Argon2 = argon2Workers(),
): PasswordHash {
  /** Dummy hash to compare with when there is none: no password matches it. */
  const ofNobody = { ...cost, salt: randomBytes(16), tag: randomBytes(tagBytes) }
  return {
    make: async (password) => {
      const salt = randomBytes(16)
      const tag = await tagOf(argon2, password, { ...cost, salt })
      if (!tag.ok) return tag
      const parts = [
        ...['', 'argon2id', 'v=19', `m=${String(cost.memory)},t=${String(cost.passes)},p=1`],
        ...[base64(salt), base64(tag.value)],
      ]
      return ok(parts.join('$'))
    },
    matches: async (password, stored) => {
      const read = stored === undefined ? ofNobody : readHash(stored)
      const tag = await tagOf(argon2, password, read)
      if (!tag.ok) return tag
      const isSame = timingSafeEqual(tag.value, read.tag)
      return ok(isSame && stored !== undefined)
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
  argon2: Argon2,
  password: string,
  { memory, passes, salt }: Cost & { readonly salt: Uint8Array },
): Promise<Result<Uint8Array, HashingBusy>> =>
  argon2({
    ...{ message: password, nonce: salt, memory, passes },
    ...{ parallelism: 1, tagLength: tagBytes },
  })

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString('base64').replace(/=+$/, '')
