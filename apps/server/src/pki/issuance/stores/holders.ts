import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'

export type HoldersQueried = {
  /** The last holder of the page before; from the beginning without one. */
  readonly after: string | undefined
  readonly profiles: readonly string[]
  readonly endingFrom: Instant
  readonly limit: number
}

/** Holders of certificates that have not ended, each once, in order of their ids. */
export async function findHoldersAfter(
  tx: Tx,
  { after, profiles, endingFrom, limit }: HoldersQueried,
): Promise<readonly string[]> {
  const { rows } = await sql<{ holder: string }>`
    select distinct holder from issuance.certificate
    where holder > ${after ?? ''} and state = 'issued' and profile = any(${profiles})
      and not_after >= ${timestamp(endingFrom)}
    order by holder limit ${limit}`.execute(tx)
  return rows.map(({ holder }) => holder)
}
