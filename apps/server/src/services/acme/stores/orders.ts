import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { hasRow, json, readOne, timestamp, type Tx } from '#platform/db.ts'
import { inOrderOfTime, type PlaceInTime } from '#platform/paging.ts'
import type { AcmeRefusal } from '../acme-refusal.ts'
import type {
  AcmeAccountId,
  AcmeOrderId,
  ApprovalId,
  AuthorizationId,
  ChallengeType,
} from '../contract.ts'

/** What went wrong with an order or a name, as reported to programs. */
export type StoredProblem = Pick<AcmeRefusal, 'kind' | 'detail'>

export type AcmeOrder = {
  readonly orderId: AcmeOrderId
  readonly accountId: AcmeAccountId
  readonly approvalId: ApprovalId
  /** `finalised`: from then on the state is that of its application. */
  readonly state: 'pending' | 'ready' | 'invalid' | 'finalised'
  readonly names: readonly string[]
  readonly createdAt: Instant
  readonly expiresAt: Instant
  readonly problem?: StoredProblem
  /** SHA-256 of the request that finalised it. */
  readonly requestDigest?: Uint8Array
  readonly applicationId?: string
  /** The certificate that it is to replace (RFC 9773 § 5). */
  readonly replaces?: string
}

/** Whether an account has proved control of a name, for one order. */
export type Authorization = {
  readonly authorizationId: AuthorizationId
  readonly orderId: AcmeOrderId
  readonly accountId: AcmeAccountId
  readonly name: string
  readonly state: 'pending' | 'processing' | 'valid' | 'invalid' | 'deactivated'
  /** Absent where no validation is needed. */
  readonly token?: string
  /** The challenge that the program chose. */
  readonly challenge?: ChallengeType
  readonly settledAt?: Instant
  readonly problem?: StoredProblem
}

export async function insertOrder(
  tx: Tx,
  order: AcmeOrder,
  authorizations: readonly Authorization[],
): Promise<void> {
  await tables(tx)
    .insertInto('acme.certificate_order')
    .values({
      order_id: order.orderId,
      account_id: order.accountId,
      approval_id: order.approvalId,
      state: order.state,
      names: [...order.names],
      created_at: timestamp(order.createdAt),
      expires_at: timestamp(order.expiresAt),
      problem: null,
      request_digest: null,
      application_id: null,
      replaces: order.replaces ?? null,
    })
    .execute()
  await tables(tx)
    .insertInto('acme.name_authorization')
    .values(
      authorizations.map(({ authorizationId, orderId, accountId, name, state, token }) => ({
        authorization_id: authorizationId,
        order_id: orderId,
        account_id: accountId,
        ...{ name, state, token: token ?? null },
        ...{ challenge: null, begun_at: null, problem: null },
        settled_at: state === 'valid' ? timestamp(order.createdAt) : null,
      })),
    )
    .execute()
}

export const findOrder = (tx: Tx, orderId: string): Promise<AcmeOrder | undefined> =>
  readOne(orders(tx).where('order_id', '=', orderId), orderOf)

export const lockOrder = (tx: Tx, orderId: string): Promise<AcmeOrder | undefined> =>
  readOne(orders(tx).where('order_id', '=', orderId).forUpdate(), orderOf)

export const findOrderOfApplication = (
  tx: Tx,
  applicationId: string,
): Promise<AcmeOrder | undefined> =>
  readOne(orders(tx).where('application_id', '=', applicationId), orderOf)

/** Whether an order that has not failed is to replace the certificate. */
export const isReplaced = (tx: Tx, certificateId: string): Promise<boolean> =>
  hasRow(
    tables(tx)
      .selectFrom('acme.certificate_order')
      .select('order_id')
      .where('replaces', '=', certificateId)
      .where('state', '<>', 'invalid'),
  )

/** To be called before any other write of the order; the order's content never changes. */
export async function saveOrder(
  tx: Tx,
  { orderId, state, expiresAt, problem, requestDigest, applicationId }: AcmeOrder,
): Promise<void> {
  await tables(tx)
    .updateTable('acme.certificate_order')
    .set({
      state,
      expires_at: timestamp(expiresAt),
      problem: problem ? json(problem) : null,
      request_digest: requestDigest ?? null,
      application_id: applicationId ?? null,
    })
    .where('order_id', '=', orderId)
    .execute()
}

type Page = { readonly behind?: PlaceInTime | undefined; readonly limit: number }

/** Orders of an account or of all accounts of an approval, newest first. */
export async function ordersOf(
  tx: Tx,
  of: { readonly accountId: string } | { readonly approvalId: string },
  { behind, limit }: Page,
): Promise<readonly AcmeOrder[]> {
  const rows = await orders(tx)
    .$if('accountId' in of, (all) =>
      all.where('account_id', '=', 'accountId' in of ? of.accountId : ''),
    )
    .$if('approvalId' in of, (all) =>
      all.where('approval_id', '=', 'approvalId' in of ? of.approvalId : ''),
    )
    .$call(inOrderOfTime({ at: 'created_at', id: 'order_id', order: 'desc', behind, limit }))
    .execute()
  return rows.map(orderOf)
}

/** Time of the account's order that has `count` later ones since then; undefined when there are fewer. */
export const isOrdersFull = (
  tx: Tx,
  accountId: AcmeAccountId,
  { since, max }: { readonly since: Instant; readonly max: number },
): Promise<boolean> =>
  hasRow(
    tables(tx)
      .selectFrom('acme.certificate_order')
      .select('order_id')
      .where('account_id', '=', accountId)
      .where('created_at', '>', timestamp(since))
      .orderBy('created_at', 'desc')
      .offset(max - 1)
      .limit(1),
  )

export const isFailuresFull = (
  tx: Tx,
  accountId: AcmeAccountId,
  { since, max }: { readonly since: Instant; readonly max: number },
): Promise<boolean> =>
  hasRow(
    tables(tx)
      .selectFrom('acme.name_authorization')
      .select('authorization_id')
      .where('account_id', '=', accountId)
      .where('state', '=', 'invalid')
      .where('settled_at', '>', timestamp(since))
      .offset(max - 1)
      .limit(1),
  )

/** Names of the account under validation. */
export async function countInWork(tx: Tx, accountId: AcmeAccountId): Promise<number> {
  const row = await tables(tx)
    .selectFrom('acme.name_authorization')
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('account_id', '=', accountId)
    .where('state', '=', 'processing')
    .executeTakeFirstOrThrow()
  return row.count
}

export async function authorizationsOf(
  tx: Tx,
  orderId: AcmeOrderId,
): Promise<readonly Authorization[]> {
  const rows = await authorizations(tx).where('order_id', '=', orderId).orderBy('name').execute()
  return rows.map(authorizationOf)
}

export const findAuthorization = (
  tx: Tx,
  authorizationId: string,
): Promise<Authorization | undefined> =>
  readOne(authorizations(tx).where('authorization_id', '=', authorizationId), authorizationOf)

export async function saveAuthorization(
  tx: Tx,
  { authorizationId, state, challenge, settledAt, problem }: Authorization,
  begunAt?: Instant,
): Promise<void> {
  await tables(tx)
    .updateTable('acme.name_authorization')
    .set({
      ...{ state, challenge: challenge ?? null },
      ...(begunAt !== undefined && { begun_at: timestamp(begunAt) }),
      settled_at: settledAt === undefined ? null : timestamp(settledAt),
      problem: problem ? json(problem) : null,
    })
    .where('authorization_id', '=', authorizationId)
    .execute()
}

type OrderRow = {
  order_id: string
  account_id: string
  approval_id: string
  state: AcmeOrder['state']
  names: string[]
  created_at: Instant
  expires_at: Instant
  problem: StoredProblem | null
  request_digest: Uint8Array | null
  application_id: string | null
  replaces: string | null
}

type AuthorizationRow = {
  authorization_id: string
  order_id: string
  account_id: string
  name: string
  state: Authorization['state']
  token: string | null
  challenge: ChallengeType | null
  begun_at: Instant | null
  settled_at: Instant | null
  problem: StoredProblem | null
}

type Tables = {
  'acme.certificate_order': OrderRow
  'acme.name_authorization': AuthorizationRow
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
const orders = (tx: Tx) => tables(tx).selectFrom('acme.certificate_order').selectAll()
const authorizations = (tx: Tx) => tables(tx).selectFrom('acme.name_authorization').selectAll()

const orderOf = (row: OrderRow): AcmeOrder => ({
  orderId: row.order_id as AcmeOrderId,
  accountId: row.account_id as AcmeAccountId,
  approvalId: row.approval_id as ApprovalId,
  ...{ state: row.state, names: row.names, createdAt: row.created_at, expiresAt: row.expires_at },
  ...(row.problem !== null && { problem: row.problem }),
  ...(row.request_digest !== null && { requestDigest: row.request_digest }),
  ...(row.application_id !== null && { applicationId: row.application_id }),
  ...(row.replaces !== null && { replaces: row.replaces }),
})

const authorizationOf = (row: AuthorizationRow): Authorization => ({
  authorizationId: row.authorization_id as AuthorizationId,
  orderId: row.order_id as AcmeOrderId,
  accountId: row.account_id as AcmeAccountId,
  ...{ name: row.name, state: row.state },
  ...(row.token !== null && { token: row.token }),
  ...(row.challenge !== null && { challenge: row.challenge }),
  ...(row.settled_at !== null && { settledAt: row.settled_at }),
  ...(row.problem !== null && { problem: row.problem }),
})
