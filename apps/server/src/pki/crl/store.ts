import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { optionalTimestamp, timestamp, type Tx } from '#platform/db.ts'
import type { IssuerId } from '#pki/ca/contract.ts'

/** A revocation list that was signed: all that is needed to write its octets again. */
export type PublishedList = {
  readonly issuer: IssuerId
  /** Undefined: the full list. */
  readonly shard: number | undefined
  readonly number: number
  /** It holds the revocations up to this position … */
  readonly position: number
  /** … of certificates that end at this instant or later; undefined: of all. */
  readonly endingFrom: Instant | undefined
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant
  readonly entries: number
  /** Of the entries together. */
  readonly octets: number
  readonly signature: Uint8Array
}

/** A list with its place in the order in which lists were published. */
export type ListInOrder = PublishedList & { readonly published: number }

/** Takes the issuer's next number, for good: full lists and shards share one row of numbers (RFC 5280 § 5.2.3 lets them). */
export async function takeNumber(tx: Tx, issuer: IssuerId): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    insert into crl.list_number as last (issuer, number) values (${issuer}, 1)
    on conflict (issuer) do update set number = last.number + 1
    returning number`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('an upsert answers its row')
  return row.number
}

/** Sees to it that no number up to this one is taken any more. */
export async function raiseNumber(
  tx: Tx,
  { issuer, last }: { readonly issuer: IssuerId; readonly last: number },
): Promise<void> {
  await sql`
    update crl.list_number set number = greatest(number, ${last}) where issuer = ${issuer}
  `.execute(tx)
}

/** Adds a list; of its scope only the one before is kept beside it. */
export async function saveSigned(tx: Tx, list: PublishedList): Promise<void> {
  // One after another, so that nobody sees a list in the order before one that comes ahead of it.
  await sql`lock table crl.list in share row exclusive mode`.execute(tx)
  await sql`
    delete from crl.list where issuer = ${list.issuer}
      and shard is not distinct from ${list.shard ?? null}
      and number < (select max(number) from crl.list where issuer = ${list.issuer}
        and shard is not distinct from ${list.shard ?? null})`.execute(tx)
  await sql`
    insert into crl.list (issuer, shard, number, published, position, ending_from, this_update,
      next_update, entries, octets, signature)
    values (${list.issuer}, ${list.shard ?? null}, ${list.number},
      nextval('crl.list_published'), ${list.position},
      ${optionalTimestamp(list.endingFrom)},
      ${timestamp(list.thisUpdate)}, ${timestamp(list.nextUpdate)}, ${list.entries},
      ${list.octets}, ${Buffer.from(list.signature)})`.execute(tx)
}

/** What was published after this place in the order. */
export async function findListsAfter(tx: Tx, published: number): Promise<readonly ListInOrder[]> {
  const { rows } = await sql<ListRow>`
    select * from crl.list where published > ${published} order by published`.execute(tx)
  return rows.map(parseRow)
}

export async function findNewestFullList(
  tx: Tx,
  issuer: string,
): Promise<PublishedList | undefined> {
  const { rows } = await sql<ListRow>`
    select * from crl.list where issuer = ${issuer} and shard is null
    order by number desc limit 1`.execute(tx)
  const [row] = rows
  return row && parseRow(row)
}

const parseRow = (row: ListRow): ListInOrder => ({
  issuer: row.issuer as IssuerId,
  shard: row.shard ?? undefined,
  number: row.number,
  published: row.published,
  position: row.position,
  endingFrom: row.ending_from ?? undefined,
  thisUpdate: row.this_update,
  nextUpdate: row.next_update,
  entries: row.entries,
  octets: row.octets,
  signature: row.signature,
})

type ListRow = {
  issuer: string
  shard: number | null
  number: number
  published: number
  position: number
  ending_from: Instant | null
  this_update: Instant
  next_update: Instant
  entries: number
  octets: number
  signature: Uint8Array
}

/** Whether the holder has the work of this name for the next seconds: nobody else has it, or what they had has run out. */
export async function takeLease(
  tx: Tx,
  {
    name,
    holder,
    seconds,
  }: { readonly name: string; readonly holder: string; readonly seconds: number },
): Promise<boolean> {
  const { rows } = await sql`
    insert into crl.lease as held (name, holder, until)
    values (${name}, ${holder}, now() + make_interval(secs => ${seconds}))
    on conflict (name) do update set holder = excluded.holder, until = excluded.until
    where held.holder = excluded.holder or held.until < now()
    returning holder`.execute(tx)
  return rows.length > 0
}

export async function endLease(
  tx: Tx,
  { name, holder }: { readonly name: string; readonly holder: string },
): Promise<void> {
  await sql`delete from crl.lease where name = ${name} and holder = ${holder}`.execute(tx)
}
