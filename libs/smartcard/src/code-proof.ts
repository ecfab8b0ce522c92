import { argon2, createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { asciiBytes } from './bytes.ts'

/**
 * What shows to the service that somebody has the activation code of this letter for this card, without telling it: 32
 * octets by Argon2id (RFC 9106 § 4, its second choice: 64 MiB, three passes), with card and letter as salt. Of eight digits, who
 * has the proof can find the code with much patience: it travels as secrets do, and the service keeps a digest of it.
 */
export async function codeProofOf(
  activationCode: string,
  { cardNumber, letterNumber }: { readonly cardNumber: string; readonly letterNumber: string },
): Promise<Uint8Array> {
  const proof = await derive('argon2id', {
    message: asciiBytes(activationCode),
    nonce: createHash('sha256')
      .update(`activation code;${cardNumber};${letterNumber}`)
      .digest()
      .subarray(0, 16),
    memory: 64 * 1024,
    passes: 3,
    parallelism: 1,
    tagLength: 32,
  })
  return new Uint8Array(proof)
}

const derive = promisify(argon2)
