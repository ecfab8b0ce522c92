import type { Result } from '@sotevarmenne/kernel/result'
import type {
  AdminProof,
  AdminProofRequested,
  CardAdminKey,
  CardInProduction,
  SignerRefusal,
} from '../../pki/ca/contract.ts'

/** The signer: only the signer has the master keys from which the cards' admin keys are derived. */
export type AdminKeys = {
  /**
   * The admin key of a card in production: once, or for the same chip again within an hour, until the card was
   * read back.
   */
  readonly derive: (card: CardInProduction) => Promise<Result<CardAdminKey, SignerRefusal>>
  /**
   * Tells that the card was read back: its key is never derived again. When that fails it is logged, and the
   * hour ends production.
   */
  readonly noteReadBack: (card: CardInProduction) => Promise<void>
  /** Computes the response to a challenge of a remote card. */
  readonly prove: (requested: AdminProofRequested) => Promise<Result<AdminProof, SignerRefusal>>
}

/** `chipSerial`: twenty hex digits. */
export const cardInProduction = (cardNumber: string, chipSerial: string): CardInProduction => ({
  cardNumber,
  chipSerial: new Uint8Array(Buffer.from(chipSerial, 'hex')),
})
