import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { optionalTimestamp, timestamp, type Tx } from '#platform/db.ts'
import type { IssuerId } from '#pki/ca/contract.ts'

/** A CRL that was signed: all that is needed to write its bytes again. */
export type PublishedCrl = {
  readonly issuer: IssuerId
  /** Undefined: the full CRL. */
  readonly shard: number | undefined
  readonly number: number
  /** It contains the revocations up to this position … */
  readonly position: number
  /** … of certificates that end at this instant or later; undefined: of all. */
  readonly endingFrom: Instant | undefined
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant
  readonly entries: number
  /** Of all entries together. */
  readonly bytes: number
  readonly signature: Uint8Array
}

/** A CRL with its place in the order in which CRLs were published. */
export type CrlInOrder = PublishedCrl & { readonly published: number }

/**
 * Takes the issuer's next CRL number (crlNumber), for good: full CRLs and shards share one sequence (RFC 5280 § 5.2.3 lets
 * them).
 */
export async function takeNumber(tx: Tx, issuer: IssuerId): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    insert into crl.crl_number as last (issuer, number) values (${issuer}, 1)
    on conflict (issuer) do update set number = last.number + 1
    returning number`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('the upsert returned no row')
  return row.number
}

/** The next number is the one after this: the signer knows which it has signed last. */
export async function setNumber(
  tx: Tx,
  { issuer, last }: { readonly issuer: IssuerId; readonly last: number },
): Promise<void> {
  await sql`update crl.crl_number set number = ${last} where issuer = ${issuer}`.execute(tx)
}

/** Adds a CRL; of its scope only the previous one is retained beside it. */
export async function saveSigned(tx: Tx, crl: PublishedCrl): Promise<void> {
  // One after another, so that nobody reads a CRL before one with a lower place in the order is committed.
  await sql`lock table crl.crl in share row exclusive mode`.execute(tx)
  await sql`
    delete from crl.crl where issuer = ${crl.issuer}
      and shard is not distinct from ${crl.shard ?? null}
      and published < (select max(published) from crl.crl where issuer = ${crl.issuer}
        and shard is not distinct from ${crl.shard ?? null})`.execute(tx)
  await sql`
    insert into crl.crl (issuer, shard, number, published, position, ending_from, this_update,
      next_update, entries, bytes, signature)
    values (${crl.issuer}, ${crl.shard ?? null}, ${crl.number},
      nextval('crl.crl_published'), ${crl.position},
      ${optionalTimestamp(crl.endingFrom)},
      ${timestamp(crl.thisUpdate)}, ${timestamp(crl.nextUpdate)}, ${crl.entries},
      ${crl.bytes}, ${Buffer.from(crl.signature)})`.execute(tx)
}

/** What was published after this place in the order. */
export async function findCrlsAfter(tx: Tx, published: number): Promise<readonly CrlInOrder[]> {
  const { rows } = await sql<CrlRow>`
    select * from crl.crl where published > ${published} order by published`.execute(tx)
  return rows.map(parseRow)
}

export async function findNewestFullCrl(tx: Tx, issuer: string): Promise<PublishedCrl | undefined> {
  const { rows } = await sql<CrlRow>`
    select * from crl.crl where issuer = ${issuer} and shard is null
    order by published desc limit 1`.execute(tx)
  const [row] = rows
  return row && parseRow(row)
}

const parseRow = (row: CrlRow): CrlInOrder => ({
  issuer: row.issuer as IssuerId,
  shard: row.shard ?? undefined,
  number: row.number,
  published: row.published,
  position: row.position,
  endingFrom: row.ending_from ?? undefined,
  thisUpdate: row.this_update,
  nextUpdate: row.next_update,
  entries: row.entries,
  bytes: row.bytes,
  signature: row.signature,
})

type CrlRow = {
  issuer: string
  shard: number | null
  number: number
  published: number
  position: number
  ending_from: Instant | null
  this_update: Instant
  next_update: Instant
  entries: number
  bytes: number
  signature: Uint8Array
}

/**
 * Whether the holder gets the lease of this name for the next seconds: it is free, or that of another has
 * expired.
 */
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
