import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import {
  signerOf,
  type CardSignature,
  type CardSignatureRefusal,
  type Signer,
} from './card-signature.ts'
import type { AuthenticationDeps } from '../deps.ts'

export type SignatureRefusal = CardSignatureRefusal | { readonly kind: 'signed-by-another-person' }

export type SignatureChecked = Pick<Signer, 'chain'> & { readonly certificateSerial: string }

/** Was this signature made by the acting person with the signature key of their own valid card (R13)? */
export const checkSignature =
  (deps: AuthenticationDeps) =>
  (
    { actor }: Permit,
    { data, ...signed }: CardSignature & { readonly data: Uint8Array },
  ): Promise<Result<SignatureChecked, SignatureRefusal>> =>
    deps.db.read(async (tx): Promise<Result<SignatureChecked, SignatureRefusal>> => {
      const signer = await signerOf(deps, tx, { purpose: 'nonRepudiation', texts: [data], signed })
      if (!signer.ok) return signer
      if (actor.kind !== 'person' || signer.value.personId !== actor.personId)
        return refuse({ kind: 'signed-by-another-person' })

      const { serial, chain } = signer.value
      return ok({ certificateSerial: serial, chain })
    })
