import { sql, type RawBuilder } from 'kysely'
import type { Tx } from './db.ts'

/**
 * The bytes returned by a query, all its rows concatenated. The driver reads results as text, where bytes are
 * twice as long and cost four times the processor time: worth it from some hundred kilobytes on, in rows of
 * less than 64 kB (of a longer one the driver makes several copies).
 * `request` selects one `bytea`, never null, and contains its values (`sql.lit`): COPY takes no parameters.
 */
export async function readBytes(tx: Tx, request: RawBuilder<unknown>): Promise<Uint8Array> {
  const statement = sql`copy (${request}) to stdout (format binary)`.compile(tx)
  for await (const { rows } of tx.getExecutor().stream<Uint8Array>(statement, 1)) {
    const [bytes] = rows
    if (bytes !== undefined) return bytes
  }
  throw new Error('COPY returned no bytes')
}
