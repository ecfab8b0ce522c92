import { sql, type RawBuilder } from 'kysely'
import type { Tx } from './db.ts'

/**
 * The octets that a question answers, of all its rows one behind the other. The driver reads answers as text, where octets
 * are twice as long and cost four times the processor time: worth it from some hundred kilobytes on, in rows of less than
 * 64 (of a longer one the driver makes several copies).
 * `question` selects one `bytea`, never null, and has its values in itself (`sql.lit`): COPY takes no parameters.
 */
export async function readOctets(tx: Tx, question: RawBuilder<unknown>): Promise<Uint8Array> {
  const statement = sql`copy (${question}) to stdout (format binary)`.compile(tx)
  for await (const { rows } of tx.getExecutor().stream<Uint8Array>(statement, 1)) {
    const [octets] = rows
    if (octets !== undefined) return octets
  }
  throw new Error('COPY answers octets, if none')
}
