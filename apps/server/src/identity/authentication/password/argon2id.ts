import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { PasswordHash } from '../ports.ts'

type Cost = { /** KiB. */ readonly memory: number; readonly passes: number }

/** OWASP's first choice for argon2id: 46 MiB, a pass; about a tenth of a second. Hashes that cost otherwise are still checked. */
const usual: Cost = { memory: 47_104, passes: 1 }

/** Argon2id (RFC 9106), kept as `$argon2id$v=19$m=…,t=…,p=1$salt$tag`. */
export function argon2idHash(cost: Cost = usual): PasswordHash {
  /** Compared with where there is none: nobody has its password. */
  const ofNobody = { ...cost, salt: randomBytes(16), tag: randomBytes(tagOctets) }
  return {
    make: async (password) => {
      const salt = randomBytes(16)
      const tag = await tagOf(password, { ...cost, salt })
      return [
        ...['', 'argon2id', 'v=19', `m=${String(cost.memory)},t=${String(cost.passes)},p=1`],
        ...[base64(salt), base64(tag)],
      ].join('$')
    },
    matches: async (password, kept) => {
      const read = kept === undefined ? ofNobody : readHash(kept)
      const isSame = timingSafeEqual(await tagOf(password, read), read.tag)
      return isSame && kept !== undefined
    },
  }
}

const tagOctets = 32

function readHash(text: string): Cost & { readonly salt: Buffer; readonly tag: Buffer } {
  const [, memory, passes, salt, tag] =
    /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([\w+/]+)\$([\w+/]+)$/.exec(text) ?? []
  if (salt === undefined || tag === undefined) throw new Error('a password hash of another kind')
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
    ...{ parallelism: 1, tagLength: tagOctets },
  })

const argon2Async = promisify(argon2)

const base64 = (octets: Uint8Array): string =>
  Buffer.from(octets).toString('base64').replace(/=+$/, '')
