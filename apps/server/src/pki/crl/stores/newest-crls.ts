import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'
import { dueBy } from '../domain/crl-due.ts'

/** How fresh an issuer's newest CRLs are, the full one and its shards. */
export type FreshnessOfCrls = {
  readonly issuer: string
  readonly crls: number
  /** Of the oldest of them. */
  readonly thisUpdate: Instant
  /** Of the one that ends first. */
  readonly nextUpdate: Instant
  /** From when on somebody must look, unless the next CRL is there. */
  readonly dueBy: Instant
  /** Signed in a key ceremony: the next one takes two persons. */
  readonly byCeremony: boolean
}

export async function newestCrls(tx: Tx): Promise<readonly FreshnessOfCrls[]> {
  const { rows } = await sql<{
    issuer: string
    crls: number
    this_update: Instant
    next_update: Instant
  }>`
    select issuer, count(*) as crls, min(this_update) as this_update, min(next_update) as next_update
    from (
      select distinct on (issuer, shard) issuer, this_update, next_update from crl.crl
      order by issuer, shard, number desc
    ) as newest
    group by issuer order by issuer`.execute(tx)
  return rows.map(({ issuer, crls, this_update, next_update }) => ({
    issuer,
    crls,
    thisUpdate: this_update,
    nextUpdate: next_update,
    dueBy: dueBy({ thisUpdate: this_update, nextUpdate: next_update }),
    byCeremony: false,
  }))
}
