import type { Result } from '@sotevarmenne/kernel/result'
import type { Permit } from './permit.ts'

/** Checks that this is a signature by the acting person, with their own valid card. */
export type CheckSignature = (
  permit: Permit,
  signed: {
    readonly data: Uint8Array
    readonly signature: Uint8Array
    readonly signatureAlgorithm: string
    /** DER, leaf first, as the signing API sent it. */
    readonly chain: readonly Uint8Array[]
  },
) => Promise<
  Result<
    {
      readonly certificateSerial: string
      /** DER: the signer's certificate and our own chain from it, whatever was sent. */
      readonly chain: readonly Uint8Array[]
    },
    { readonly kind: string }
  >
>
