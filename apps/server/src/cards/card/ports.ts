import type { Result } from '@sotevarmenne/kernel/result'
import type { Deed } from '#platform/permit.ts'
import type { Permit } from '#platform/permit.ts'
import type {
  AdminProof,
  AdminProofAsked,
  CardAdminKey,
  SignerRefusal,
} from '../../pki/ca/contract.ts'

/** The signer, which alone has the master keys of the cards' admin keys. */
export type AdminKeys = {
  /** Of a card that is being made. */
  readonly derive: (cardNumber: string) => Promise<Result<CardAdminKey, SignerRefusal>>
  /** Answers a challenge of a card elsewhere. */
  readonly prove: (asked: AdminProofAsked) => Promise<Result<AdminProof, SignerRefusal>>
}

export type SystemPermit = <Name extends Deed>(deed: Name) => Permit<Name>
