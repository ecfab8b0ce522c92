import type { ContactMessage } from '@sotevarmenne/api/contact-messages'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { readOne, timestamp, type Tx } from '#platform/db.ts'
import { openJson, sealJson, type Sealing } from '#platform/sealing.ts'
import type { IdentifiedWriter, Writer } from './contract.ts'

/** Messages and writers are sealed, each bound to its row: a copy of the database shows none. */
type Sealed = { readonly sealing: Sealing }

/** What was written, until its address is confirmed. */
export type Unconfirmed = ContactMessage & { readonly identified?: IdentifiedWriter }

/** A message as it was sent; without the message once that is confirmed or erased. */
type Sent = { readonly until: Instant; readonly message?: Unconfirmed }

export async function insertMessage(
  { sealing }: Sealed,
  tx: Tx,
  {
    messageId,
    message,
    network,
    until,
  }: {
    readonly messageId: string
    readonly message: Unconfirmed
    readonly network: string | undefined
    readonly until: Instant
  },
): Promise<void> {
  await tables(tx)
    .insertInto('cases.contact_message')
    .values({
      message_id: messageId,
      message_sealed: sealJson(sealing, message, messageId),
      email_fingerprint: fingerprints.email(sealing, message.email),
      network_fingerprint: network === undefined ? null : fingerprints.network(sealing, network),
      until: timestamp(until),
    })
    .execute()
}

/** Undefined once its row is deleted. */
export const findMessage = (
  { sealing }: Sealed,
  tx: Tx,
  messageId: string,
  { isLocked = false }: { readonly isLocked?: boolean } = {},
): Promise<Sent | undefined> =>
  readOne(
    tables(tx)
      .selectFrom('cases.contact_message')
      .select(['until', 'message_sealed'])
      .where('message_id', '=', messageId)
      .$if(isLocked, (query) => query.forUpdate()),
    (row) => ({
      until: row.until,
      ...(row.message_sealed && {
        message: openJson(sealing, row.message_sealed, messageId) as Unconfirmed,
      }),
    }),
  )

/** The message, locked until the transaction ends. */
export const lockMessage = (deps: Sealed, tx: Tx, messageId: string): Promise<Sent | undefined> =>
  findMessage(deps, tx, messageId, { isLocked: true })

/** The messages of the address that were sent within the day, and how many of them wait to be confirmed. */
export async function countOfAddress(
  { sealing }: Sealed,
  tx: Tx,
  { email, now }: { readonly email: string; readonly now: Instant },
): Promise<{ readonly sent: number; readonly unconfirmed: number }> {
  return tables(tx)
    .selectFrom('cases.contact_message')
    .select(({ fn }) => [
      fn.countAll<number>().as('sent'),
      fn.count<number>('message_sealed').as('unconfirmed'),
    ])
    .where('email_fingerprint', '=', fingerprints.email(sealing, email))
    .where('until', '>', timestamp(now))
    .executeTakeFirstOrThrow()
}

/** The messages from the network that were sent within the day and not confirmed. */
export async function countOfNetwork(
  { sealing }: Sealed,
  tx: Tx,
  { network, now }: { readonly network: string; readonly now: Instant },
): Promise<number> {
  const { count } = await tables(tx)
    .selectFrom('cases.contact_message')
    .select(({ fn }) => fn.count<number>('message_sealed').as('count'))
    .where('network_fingerprint', '=', fingerprints.network(sealing, network))
    .where('until', '>', timestamp(now))
    .executeTakeFirstOrThrow()
  return count
}

/** Its text is in a case now; the row still counts for the limits. */
export async function markConfirmed(tx: Tx, messageId: string): Promise<void> {
  await tables(tx)
    .updateTable('cases.contact_message')
    .set({ message_sealed: null })
    .where('message_id', '=', messageId)
    .execute()
}

/** Whether it was still unconfirmed. */
export async function deleteMessage(tx: Tx, messageId: string): Promise<boolean> {
  const deleted = await tables(tx)
    .deleteFrom('cases.contact_message')
    .where('message_id', '=', messageId)
    .returning('message_sealed')
    .executeTakeFirst()
  return deleted !== undefined && deleted.message_sealed !== null
}

export async function insertWriter(
  { sealing }: Sealed,
  tx: Tx,
  {
    caseId,
    writer,
    linkUntil,
  }: { readonly caseId: string; readonly writer: Writer; readonly linkUntil: Instant },
): Promise<void> {
  await tables(tx)
    .insertInto('cases.writer')
    .values({
      case_id: caseId,
      writer_sealed: sealJson(sealing, writer, caseId),
      link_until: timestamp(linkUntil),
    })
    .execute()
}

/** The link in the mail works until then. */
export async function extendLink(tx: Tx, caseId: string, linkUntil: Instant): Promise<void> {
  await tables(tx)
    .updateTable('cases.writer')
    .set({ link_until: timestamp(linkUntil) })
    .where('case_id', '=', caseId)
    .execute()
}

/** The writers of the cases that have one and are not erased, by their cases. */
export async function writersOf(
  { sealing }: Sealed,
  tx: Tx,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, Writer & { readonly linkUntil: Instant }>> {
  if (caseIds.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('cases.writer')
    .selectAll()
    .where('case_id', 'in', caseIds)
    .execute()
  return new Map(
    rows.flatMap(({ case_id: caseId, writer_sealed: sealed, link_until: linkUntil }) =>
      sealed === null
        ? []
        : [[caseId, { ...(openJson(sealing, sealed, caseId) as Writer), linkUntil }] as const],
    ),
  )
}

export async function eraseWriter(tx: Tx, caseId: string): Promise<void> {
  await tables(tx)
    .updateTable('cases.writer')
    .set({ writer_sealed: null })
    .where('case_id', '=', caseId)
    .execute()
}

const fingerprints = {
  email: (sealing: Sealing, email: string) => sealing.fingerprint(`email ${email.toLowerCase()}`),
  network: (sealing: Sealing, network: string) => sealing.fingerprint(`network ${network}`),
}

type Tables = {
  'cases.contact_message': {
    message_id: string
    message_sealed: Uint8Array | null
    email_fingerprint: Uint8Array
    network_fingerprint: Uint8Array | null
    until: Instant
  }
  'cases.writer': {
    case_id: string
    writer_sealed: Uint8Array | null
    link_until: Instant
  }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
