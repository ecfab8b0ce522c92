import { argon2, createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { asciiBytes } from './bytes.ts'

/**
 * Proves to the service that the caller has the activation code of this letter for this card, without sending
 * it: 32 bytes by Argon2id (RFC 9106 § 4, its second choice: 64 MiB, three passes), with card and letter as
 * salt. With only eight digits, the code can be found from the proof with much effort: it is sent like a
 * secret, and the service stores a digest.
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
