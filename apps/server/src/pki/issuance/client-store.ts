import type { Instant } from '@sotevarmenne/kernel/instant'
import { json, optionalTimestamp, readOne, timestamp, type Tx } from '#platform/db.ts'
import { readApproval, writeApproval, type WrittenApproval } from './written-approval.ts'
import type { Client, ClientId } from './contract.ts'

/** Returns whether it was added: not when the certificate is already that of a client. */
export async function insertClient(tx: Tx, client: Client): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await clients(tx)
    .insertInto('issuance.client')
    .values({
      client_id: client.clientId,
      name: client.name,
      fingerprint: client.fingerprint,
      rules: json(client.rules),
      approval: client.approval ? json(writeApproval(client.approval)) : null,
      not_after: optionalTimestamp(client.notAfter),
      registered_at: timestamp(client.registeredAt),
      ended_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Returns whether it was still a client. */
export async function endClientRow(tx: Tx, clientId: ClientId, now: Instant): Promise<boolean> {
  const { numUpdatedRows } = await clients(tx)
    .updateTable('issuance.client')
    .set({ ended_at: timestamp(now) })
    .where('client_id', '=', clientId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export const findClientOf = (tx: Tx, fingerprint: string): Promise<Client | undefined> =>
  readOne(
    clients(tx)
      .selectFrom('issuance.client')
      .selectAll()
      .where('fingerprint', '=', fingerprint)
      .where('ended_at', 'is', null),
    parseRow,
  )

export const findClient = (tx: Tx, clientId: string): Promise<Client | undefined> =>
  readOne(
    clients(tx)
      .selectFrom('issuance.client')
      .selectAll()
      .where('client_id', '=', clientId)
      .where('ended_at', 'is', null),
    parseRow,
  )

/** Also the ended ones, oldest first. There are as many as registered systems: tens. */
export async function allClients(tx: Tx): Promise<readonly Client[]> {
  const rows = await clients(tx)
    .selectFrom('issuance.client')
    .selectAll()
    .orderBy('registered_at')
    .orderBy('client_id')
    .execute()
  return rows.map(parseRow)
}

type ClientTable = {
  client_id: string
  name: string
  fingerprint: string
  rules: Client['rules']
  approval: WrittenApproval | null
  not_after: Instant | null
  registered_at: Instant
  ended_at: Instant | null
}

const clients = (tx: Tx) => tx.$extendTables<{ 'issuance.client': ClientTable }>()

/** The only place that parses rows: their values were written by `insertClient`. */
const parseRow = (row: ClientTable): Client => ({
  clientId: row.client_id as ClientId,
  name: row.name,
  fingerprint: row.fingerprint,
  rules: row.rules,
  ...(row.approval !== null && { approval: readApproval(row.approval) }),
  ...(row.not_after !== null && { notAfter: row.not_after }),
  registeredAt: row.registered_at,
  ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
})
