import type { Instant } from '@sotevarmenne/kernel/instant'
import { timestamp, type Tx } from '#platform/db.ts'
import { tables } from './tables.ts'

export type Cosignature = {
  /** The witness's verifier key. */
  readonly witness: string
  readonly size: number
  /** When the witness signed, by its clock. */
  readonly at: Instant
  /** The checkpoint as a signed note, with our signature and the witness's. */
  readonly note: string
}

/** The same witness may cosign a size again, later: the log has not grown since. */
export async function saveCosignature(tx: Tx, { at, note, ...key }: Cosignature): Promise<void> {
  await tables(tx)
    .insertInto('audit.cosignature')
    .values({ ...key, at: timestamp(at), note })
    .onConflict((conflict) =>
      conflict.columns(['witness', 'size']).doUpdateSet({ at: timestamp(at), note }),
    )
    .execute()
}

export const latestCosignature = (tx: Tx, witness: string): Promise<Cosignature | undefined> =>
  tables(tx)
    .selectFrom('audit.cosignature')
    .selectAll()
    .where('witness', '=', witness)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Of one checkpoint, in the order of the witnesses' names. */
export const cosignaturesOf = (
  tx: Tx,
  sizes: readonly number[],
): Promise<readonly Cosignature[]> =>
  sizes.length === 0
    ? Promise.resolve([])
    : tables(tx)
        .selectFrom('audit.cosignature')
        .selectAll()
        .where('size', 'in', sizes)
        .orderBy('witness')
        .execute()
