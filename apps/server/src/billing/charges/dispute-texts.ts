import type { Tx } from '#platform/db.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Dispute, DisputeTexts } from './contract.ts'
import { disputesOf, insertDispute, saveAnswer } from './stores/disputes.ts'

/** Disputes with what payer and operator wrote to each other: it is sealed in the database, and opened here alone. */
export const disputeTexts = (sealing: Sealing) => ({
  /** Writes it down with its charges; returns how many of them are new: each is disputed once. */
  insertDispute: (
    tx: Tx,
    { told, ...dispute }: Omit<Dispute, 'settled'> & Pick<DisputeTexts, 'told'>,
    chargeIds: readonly string[],
  ): Promise<number> => {
    const toldSealed =
      told === undefined ? {} : { toldSealed: sealing.seal(bytesOf(told), dispute.threadId) }
    return insertDispute(tx, { ...dispute, ...toldSealed }, chargeIds)
  },

  saveAnswer: (tx: Tx, threadId: string, answer: string): Promise<void> =>
    saveAnswer(tx, threadId, sealing.seal(bytesOf(answer), answerOf(threadId))),

  /** Of the invoice, the oldest first. */
  disputesOf: async (tx: Tx, invoiceId: string): Promise<readonly (Dispute & DisputeTexts)[]> =>
    (await disputesOf(tx, invoiceId)).map(({ toldSealed, answerSealed, ...dispute }) => ({
      ...dispute,
      ...(toldSealed && { told: textOf(sealing.open(toldSealed, dispute.threadId)) }),
      ...(answerSealed && {
        answer: textOf(sealing.open(answerSealed, answerOf(dispute.threadId))),
      }),
    })),
})

/** The operator's answer is sealed apart from what it answers. */
const answerOf = (threadId: string): string => `${threadId} answer`

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8')
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')
