import type { Tx } from '#platform/db.ts'
import type { MessagesDeps } from './deps.ts'
import { insertMessage, type PlannedMessage } from './store.ts'

export const sendingKind = 'suomiFiMessages.send'

/** Plans a message in the transaction of its cause; planning the same notice again does nothing. */
export const planMessage =
  ({ clock, planJob }: Pick<MessagesDeps, 'clock' | 'planJob'>) =>
  async (tx: Tx, message: PlannedMessage): Promise<void> => {
    const { noticeId } = message
    if (await insertMessage(tx, message, clock.now()))
      await planJob(tx, { kind: sendingKind, key: noticeId, payload: { noticeId } })
  }
