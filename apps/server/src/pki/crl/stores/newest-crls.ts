import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'
import { dueBy } from '../domain/crl-due.ts'

/** How fresh an issuer's newest lists are, the full one and its shards. */
export type FreshnessOfLists = {
  readonly issuer: string
  readonly lists: number
  /** Of the oldest of them. */
  readonly thisUpdate: Instant
  /** Of the one that ends first. */
  readonly nextUpdate: Instant
  /** From when on somebody must look, unless the next list is there. */
  readonly dueBy: Instant
  /** Signed in a key ceremony: the next one takes two persons. */
  readonly byCeremony: boolean
}

export async function newestLists(tx: Tx): Promise<readonly FreshnessOfLists[]> {
  const { rows } = await sql<{
    issuer: string
    lists: number
    this_update: Instant
    next_update: Instant
  }>`
    select issuer, count(*) as lists, min(this_update) as this_update, min(next_update) as next_update
    from (
      select distinct on (issuer, shard) issuer, this_update, next_update from crl.list
      order by issuer, shard, number desc
    ) as newest
    group by issuer order by issuer`.execute(tx)
  return rows.map(({ issuer, lists, this_update, next_update }) => ({
    issuer,
    lists,
    thisUpdate: this_update,
    nextUpdate: next_update,
    dueBy: dueBy({ thisUpdate: this_update, nextUpdate: next_update }),
    byCeremony: false,
  }))
}
