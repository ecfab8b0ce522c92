import type { Instant } from '@sotevarmenne/kernel/instant'
import { readOne, timestamp, type Tx } from '#platform/db.ts'
import type { ChallengeId } from '../contract.ts'

export type Challenge = { readonly nonce: string; readonly expiresAt: Instant }

export async function insertChallenge(
  tx: Tx,
  challengeId: ChallengeId,
  { nonce, expiresAt }: Challenge,
): Promise<void> {
  await tables(tx)
    .insertInto('authentication.challenge')
    .values({ challenge_id: challengeId, nonce, expires_at: timestamp(expiresAt) })
    .execute()
}

/** Removes the challenge from the table: a second request finds none. */
export const takeChallenge = (tx: Tx, challengeId: string): Promise<Challenge | undefined> =>
  readOne(
    tables(tx)
      .deleteFrom('authentication.challenge')
      .where('challenge_id', '=', challengeId)
      .returning(['nonce', 'expires_at']),
    (row) => ({ nonce: row.nonce, expiresAt: row.expires_at }),
  )

export async function forgetExpiredChallenges(tx: Tx, now: Instant): Promise<void> {
  await tables(tx)
    .deleteFrom('authentication.challenge')
    .where('expires_at', '<', timestamp(now))
    .execute()
}

type Tables = {
  'authentication.challenge': { challenge_id: string; nonce: string; expires_at: Instant }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
