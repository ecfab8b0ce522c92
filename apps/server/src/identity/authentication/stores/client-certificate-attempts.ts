import type { Instant } from '@sotevarmenne/kernel/instant'
import { hasRow, timestamp, type Tx } from '#platform/db.ts'

/** A client-certificate sign-in in progress. */
export type TlsSignInAttempt = {
  readonly expiresAt: Instant
  /** Absent until the browser has connected to the TLS listener. */
  readonly seen?: Seen
}

/** What the TLS listener received from the browser. */
export type Seen = {
  readonly codeHash: Uint8Array
  readonly codeExpiresAt: Instant
  /** DER; absent when the browser presented none. */
  readonly certificate?: Uint8Array
}

export async function insertTlsSignInAttempt(
  tx: Tx,
  { attemptHash, stateHash }: { readonly attemptHash: Uint8Array; readonly stateHash: Uint8Array },
  expiresAt: Instant,
): Promise<void> {
  await tables(tx)
    .insertInto('authentication.tls_sign_in_attempt')
    .values({
      attempt_hash: attemptHash,
      state_hash: stateHash,
      expires_at: timestamp(expiresAt),
    })
    .execute()
}

/** Records what the TLS listener received, once and in time; returns whether it was recorded. */
export const noteSeen = (
  tx: Tx,
  stateHash: Uint8Array,
  { codeHash, codeExpiresAt, certificate, now }: Seen & { readonly now: Instant },
): Promise<boolean> =>
  hasRow(
    tables(tx)
      .updateTable('authentication.tls_sign_in_attempt')
      .set({
        code_hash: codeHash,
        code_expires_at: timestamp(codeExpiresAt),
        certificate: certificate ?? null,
      })
      .where('state_hash', '=', stateHash)
      .where('code_hash', 'is', null)
      .where('expires_at', '>', timestamp(now))
      .returning('attempt_hash'),
  )

/** Removes the attempt from the table: a second request finds none. */
export async function takeTlsSignInAttempt(
  tx: Tx,
  attemptHash: Uint8Array,
): Promise<TlsSignInAttempt | undefined> {
  const row = await tables(tx)
    .deleteFrom('authentication.tls_sign_in_attempt')
    .where('attempt_hash', '=', attemptHash)
    .returning(['expires_at', 'code_hash', 'code_expires_at', 'certificate'])
    .executeTakeFirst()
  if (!row) return undefined
  const { expires_at: expiresAt, code_hash: codeHash, code_expires_at: codeExpiresAt } = row
  if (codeHash === null || codeExpiresAt === null) return { expiresAt }
  return {
    expiresAt,
    seen: {
      codeHash,
      codeExpiresAt,
      ...(row.certificate !== null && { certificate: row.certificate }),
    },
  }
}

export async function forgetExpiredTlsSignInAttempts(tx: Tx, now: Instant): Promise<void> {
  await tables(tx)
    .deleteFrom('authentication.tls_sign_in_attempt')
    .where('expires_at', '<', timestamp(now))
    .execute()
}

type Tables = {
  'authentication.tls_sign_in_attempt': {
    attempt_hash: Uint8Array
    state_hash: Uint8Array
    expires_at: Instant
    code_hash: Uint8Array | null
    code_expires_at: Instant | null
    certificate: Uint8Array | null
  }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
