import type { Instant } from '@sotevarmenne/kernel/instant'
import { json, timestamp, type Tx } from '#platform/db.ts'
import type { ToldSeller } from '../contract.ts'

/** As whom the keeper of registration points invoices; undefined until it has said so. */
export async function findSeller(tx: Tx, organisationId: string): Promise<ToldSeller | undefined> {
  const row = await tables(tx)
    .selectFrom('fees.seller')
    .select('facts')
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst()
  return row?.facts
}

export async function saveSeller(
  tx: Tx,
  organisationId: string,
  { seller, by, at }: { readonly seller: ToldSeller; readonly by: string; readonly at: Instant },
): Promise<void> {
  const columns = { facts: json(seller), changed_at: timestamp(at), changed_by: by }
  await tables(tx)
    .insertInto('fees.seller')
    .values({ organisation_id: organisationId, ...columns })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(columns))
    .execute()
}

const tables = (tx: Tx) =>
  tx.$extendTables<{
    'fees.seller': {
      organisation_id: string
      facts: ToldSeller
      changed_at: Instant
      changed_by: string
    }
  }>()
