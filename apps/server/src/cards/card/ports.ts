import type { Result } from '@sotevarmenne/kernel/result'
import type {
  AdminProof,
  AdminProofRequested,
  CardAdminKey,
  SignerRefusal,
} from '../../pki/ca/contract.ts'

/** The signer: only the signer has the master keys from which the cards' admin keys are derived. */
export type AdminKeys = {
  /** The admin key of a card in production. */
  readonly derive: (cardNumber: string) => Promise<Result<CardAdminKey, SignerRefusal>>
  /** Computes the response to a challenge of a remote card. */
  readonly prove: (requested: AdminProofRequested) => Promise<Result<AdminProof, SignerRefusal>>
}
