import type { Tx } from '#platform/db.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Dispute, DisputeTexts } from './contract.ts'
import { disputesOf, insertDispute, saveReply } from './stores/disputes.ts'

/**
 * Disputes with what payer and operator wrote to each other: sealed in the database, and opened only here.
 */
export const disputeTexts = (sealing: Sealing) => ({
  /** Inserts it with its charges; returns how many of them are new: each is disputed once. */
  insertDispute: (
    tx: Tx,
    { reason, ...dispute }: Omit<Dispute, 'settled'> & Pick<DisputeTexts, 'reason'>,
    chargeIds: readonly string[],
  ): Promise<number> => {
    const reasonSealed =
      reason === undefined ? {} : { reasonSealed: sealing.seal(bytesOf(reason), dispute.caseId) }
    return insertDispute(tx, { ...dispute, ...reasonSealed }, chargeIds)
  },

  saveReply: (tx: Tx, caseId: string, reply: string): Promise<void> =>
    saveReply(tx, caseId, sealing.seal(bytesOf(reply), replyOf(caseId))),

  /** Disputes of the invoice, the oldest first. */
  disputesOf: async (tx: Tx, invoiceId: string): Promise<readonly (Dispute & DisputeTexts)[]> =>
    (await disputesOf(tx, invoiceId)).map(({ reasonSealed, replySealed, ...dispute }) => ({
      ...dispute,
      ...(reasonSealed && { reason: textOf(sealing.open(reasonSealed, dispute.caseId)) }),
      ...(replySealed && {
        reply: textOf(sealing.open(replySealed, replyOf(dispute.caseId))),
      }),
    })),
})

/** The operator's reply is sealed separately from the dispute's text. */
const replyOf = (caseId: string): string => `${caseId} reply`

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8')
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')
