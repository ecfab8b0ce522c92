import type { Tx } from '#platform/db.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Dispute, DisputeTexts } from './contract.ts'
import { disputesOf, insertDispute, saveResponse } from './stores/disputes.ts'

/**
 * Disputes with what payer and operator wrote to each other: sealed in the database, and opened only here.
 */
export const disputeTexts = (sealing: Sealing) => ({
  /** Inserts it with its charges; returns how many of them are new: each is disputed once. */
  insertDispute: (
    tx: Tx,
    { input, ...dispute }: Omit<Dispute, 'settled'> & Pick<DisputeTexts, 'input'>,
    chargeIds: readonly string[],
  ): Promise<number> => {
    const reportedSealed =
      input === undefined ? {} : { reportedSealed: sealing.seal(bytesOf(input), dispute.caseId) }
    return insertDispute(tx, { ...dispute, ...reportedSealed }, chargeIds)
  },

  saveResponse: (tx: Tx, caseId: string, response: string): Promise<void> =>
    saveResponse(tx, caseId, sealing.seal(bytesOf(response), responseOf(caseId))),

  /** Disputes of the invoice, the oldest first. */
  disputesOf: async (tx: Tx, invoiceId: string): Promise<readonly (Dispute & DisputeTexts)[]> =>
    (await disputesOf(tx, invoiceId)).map(({ reportedSealed, responseSealed, ...dispute }) => ({
      ...dispute,
      ...(reportedSealed && { input: textOf(sealing.open(reportedSealed, dispute.caseId)) }),
      ...(responseSealed && {
        response: textOf(sealing.open(responseSealed, responseOf(dispute.caseId))),
      }),
    })),
})

/** The operator's reply is sealed separately from the dispute's text. */
const responseOf = (caseId: string): string => `${caseId} answer`

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8')
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')
