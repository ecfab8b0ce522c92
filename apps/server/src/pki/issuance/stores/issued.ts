import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { SerialNumber } from '../contract.ts'

/** How far a reader has come, in the order in which certificates were settled. */
export type IssuedPosition = {
  /** As PostgreSQL writes it: more precise than an instant. */
  readonly settledAt: string
  readonly serial: string
}

export type IssuedPage = {
  readonly issued: readonly {
    readonly issuer: IssuerId
    readonly serials: readonly SerialNumber[]
  }[]
  /** Behind the last of the page; undefined after the last page. */
  readonly next: IssuedPosition | undefined
}

/**
 * The serials of all certificates that were issued, a page at a time, from a position on. Ten thousand come
 * packed in a row or two: a row for each would cost more than everything else.
 */
export async function findIssuedAfter(
  tx: Tx,
  position: IssuedPosition | undefined,
): Promise<IssuedPage> {
  const { settledAt, serial } = position ?? { settledAt: '-infinity', serial: '' }
  const { rows } = await sql<IssuedRow>`
    with page as (
      select issuer, serial, settled_at from issuance.certificate
      where state in ('issued', 'imported') and (settled_at, serial) > (${settledAt}::timestamptz, ${serial})
      order by settled_at, serial
      limit ${pageSize}
    ), last as (
      select settled_at::text as last_settled_at, serial as last_serial from page
      order by settled_at desc, serial desc limit 1
    )
    select issuer, string_agg(serial, ' ') as serials, last_settled_at, last_serial
    from page, last group by issuer, last_settled_at, last_serial`.execute(tx)
  const issued = rows.map((row) => ({
    issuer: row.issuer as IssuerId,
    serials: row.serials.split(' ') as SerialNumber[],
  }))
  const count = issued.reduce((sum, { serials }) => sum + serials.length, 0)
  const [last] = rows
  return {
    issued,
    next:
      last === undefined || count < pageSize
        ? undefined
        : { settledAt: last.last_settled_at, serial: last.last_serial },
  }
}

/** Of these serials, those under which the issuer has issued a certificate. */
export async function findIssuedAmong(
  tx: Tx,
  { issuer, serials }: { readonly issuer: string; readonly serials: readonly string[] },
): Promise<readonly SerialNumber[]> {
  const { rows } = await sql<{ serial: string }>`
    select serial from issuance.certificate
    where issuer = ${issuer} and serial = any(${serials}::text[]) and state in ('issued', 'imported')`.execute(
    tx,
  )
  return rows.map(({ serial }) => serial as SerialNumber)
}

const pageSize = 10_000

type IssuedRow = {
  readonly issuer: string
  readonly serials: string
  readonly last_settled_at: string
  readonly last_serial: string
}
