import type { Instant } from '@sotevarmenne/kernel/instant'
import { readOne, timestamp, type Tx } from '#platform/db.ts'

/** A Suomi.fi e-Identification in progress. */
export type Attempt = { readonly redirectUri: string; readonly expiresAt: Instant }

export async function insertAttempt(
  tx: Tx,
  hash: Uint8Array,
  { redirectUri, expiresAt }: Attempt,
): Promise<void> {
  await tables(tx)
    .insertInto('authentication.suomi_fi_attempt')
    .values({ attempt_hash: hash, redirect_uri: redirectUri, expires_at: timestamp(expiresAt) })
    .execute()
}

/** Removes the attempt from the table: a second request finds none. */
export const takeAttempt = (tx: Tx, hash: Uint8Array): Promise<Attempt | undefined> =>
  readOne(
    tables(tx)
      .deleteFrom('authentication.suomi_fi_attempt')
      .where('attempt_hash', '=', hash)
      .returning(['redirect_uri', 'expires_at']),
    (row) => ({ redirectUri: row.redirect_uri, expiresAt: row.expires_at }),
  )

export async function forgetExpiredAttempts(tx: Tx, now: Instant): Promise<void> {
  await tables(tx)
    .deleteFrom('authentication.suomi_fi_attempt')
    .where('expires_at', '<', timestamp(now))
    .execute()
}

type Tables = {
  'authentication.suomi_fi_attempt': {
    attempt_hash: Uint8Array
    redirect_uri: string
    expires_at: Instant
  }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
