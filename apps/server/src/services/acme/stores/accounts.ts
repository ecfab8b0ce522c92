import type { AcmeAccountState } from '@sotevarmenne/api/acme'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { hasRow, json, readOne, timestamp, type Tx } from '#platform/db.ts'
import { openJson, sealJson, type Sealing } from '#platform/sealing.ts'
import type { AcmeAccountId, ApprovalId, EabKeyId } from '../contract.ts'
import type { AccountJwk } from '../keys.ts'

/** The account of a program, as the program opened it. */
export type AcmeAccount = {
  readonly accountId: AcmeAccountId
  readonly approvalId: ApprovalId
  readonly keyId: EabKeyId
  readonly jwk: AccountJwk
  /** RFC 7638, base64url. */
  readonly thumbprint: string
  readonly state: AcmeAccountState
  readonly contact: readonly string[]
  readonly openedAt: Instant
  readonly endedAt?: Instant
}

/** Returns whether it was inserted: one key opens one account, and so does one EAB key. */
export const insertAccount = (tx: Tx, sealing: Sealing, account: AcmeAccount): Promise<boolean> =>
  hasRow(
    tables(tx)
      .insertInto('acme.account')
      .values({
        account_id: account.accountId,
        approval_id: account.approvalId,
        key_id: account.keyId,
        jwk: json(account.jwk),
        thumbprint: account.thumbprint,
        state: account.state,
        contact_sealed: contactSealed(sealing, account),
        opened_at: timestamp(account.openedAt),
        ended_at: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('account_id'),
  )

export const findAccount = (
  tx: Tx,
  sealing: Sealing,
  accountId: string,
): Promise<AcmeAccount | undefined> =>
  readOne(accounts(tx).where('account_id', '=', accountId), (row) => accountOf(row, sealing))

export const findAccountOfKey = (
  tx: Tx,
  sealing: Sealing,
  thumbprint: string,
): Promise<AcmeAccount | undefined> =>
  readOne(accounts(tx).where('thumbprint', '=', thumbprint), (row) => accountOf(row, sealing))

/** Newest first. */
export async function accountsOf(
  tx: Tx,
  sealing: Sealing,
  approvalId: ApprovalId,
): Promise<readonly AcmeAccount[]> {
  const rows = await accounts(tx)
    .where('approval_id', '=', approvalId)
    .orderBy('opened_at', 'desc')
    .limit(100)
    .execute()
  return rows.map((row) => accountOf(row, sealing))
}

export async function saveContact(
  tx: Tx,
  sealing: Sealing,
  account: Pick<AcmeAccount, 'accountId' | 'contact'>,
): Promise<void> {
  await tables(tx)
    .updateTable('acme.account')
    .set({ contact_sealed: contactSealed(sealing, account) })
    .where('account_id', '=', account.accountId)
    .execute()
}

export async function saveKey(
  tx: Tx,
  { accountId, jwk, thumbprint }: Pick<AcmeAccount, 'accountId' | 'jwk' | 'thumbprint'>,
): Promise<void> {
  await tables(tx)
    .updateTable('acme.account')
    .set({ jwk: json(jwk), thumbprint })
    .where('account_id', '=', accountId)
    .execute()
}

/** Returns whether it was valid until now. */
export const endAccountRow = (
  tx: Tx,
  accountId: AcmeAccountId,
  { as, at }: { readonly as: 'deactivated' | 'ended'; readonly at: Instant },
): Promise<boolean> =>
  hasRow(
    tables(tx)
      .updateTable('acme.account')
      .set({ state: as, ended_at: timestamp(at) })
      .where('account_id', '=', accountId)
      .where('state', '=', 'valid')
      .returning('account_id'),
  )

type AccountRow = {
  account_id: string
  approval_id: string
  key_id: string
  jwk: AccountJwk
  thumbprint: string
  state: AcmeAccount['state']
  contact_sealed: Uint8Array | null
  opened_at: Instant
  ended_at: Instant | null
}

const tables = (tx: Tx) => tx.$extendTables<{ 'acme.account': AccountRow }>()
const accounts = (tx: Tx) => tables(tx).selectFrom('acme.account').selectAll()

const contactSealed = (
  sealing: Sealing,
  { accountId, contact }: Pick<AcmeAccount, 'accountId' | 'contact'>,
): Uint8Array | null => (contact.length === 0 ? null : sealJson(sealing, contact, accountId))

const accountOf = (row: AccountRow, sealing: Sealing): AcmeAccount => ({
  accountId: row.account_id as AcmeAccountId,
  approvalId: row.approval_id as ApprovalId,
  keyId: row.key_id as EabKeyId,
  jwk: row.jwk,
  thumbprint: row.thumbprint,
  state: row.state,
  contact:
    row.contact_sealed === null
      ? []
      : (openJson(sealing, row.contact_sealed, row.account_id) as string[]),
  openedAt: row.opened_at,
  ...(row.ended_at !== null && { endedAt: row.ended_at }),
})
