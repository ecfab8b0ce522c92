import { refuse } from '@sotevarmenne/kernel/result'
import { signatureCheckOf } from '@sotevarmenne/x509/algorithms'
import type { SigningKey } from './signing-key.ts'

/**
 * A key on another machine: a signature that does not verify never leaves here, and from the first such
 * signature until the next good one the key reports trouble. For signing in pieces, the caller must verify.
 */
export function verifiedKey(key: SigningKey): SigningKey {
  const verify = signatureCheckOf(key.algorithm, key.spki)
  let trouble: string | undefined
  return {
    ...key,
    sign: async (data) => {
      const signature = await key.sign(data)
      if (!signature.ok) return signature
      trouble = (await verify(data, signature.value))
        ? undefined
        : 'it answered a signature that does not verify'
      return trouble === undefined
        ? signature
        : refuse({ kind: 'key-unavailable', detail: trouble })
    },
    trouble: () => key.trouble() ?? trouble,
  }
}
