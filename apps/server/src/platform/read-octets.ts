import { sql, type PostgresCursor, type RawBuilder } from 'kysely'
import type { Tx } from './db.ts'

/**
 * The octets that a question answers, of all its rows one behind the other. The driver reads answers as text, where octets
 * are twice as long and cost four times the processor time: worth it from some hundred kilobytes on.
 * `question` selects one `bytea`, never null, and has its values in itself (`sql.lit`): COPY takes no parameters.
 */
export async function readOctets(tx: Tx, question: RawBuilder<unknown>): Promise<Uint8Array> {
  const statement = sql`copy (${question}) to stdout (format binary)`.compile(tx)
  const octets: Uint8Array[] = []
  for await (const { rows } of tx.getExecutor().stream<Uint8Array>(statement, 1))
    octets.push(...rows)
  const [only, ...more] = octets
  return only !== undefined && more.length === 0 ? only : new Uint8Array(Buffer.concat(octets))
}

/** What COPY sends, for the driver a question of its own kind; for Kysely a cursor, of which it has one kind. */
export class CopiedOctets<Row> implements PostgresCursor<Row> {
  readonly #statement: string
  readonly #fields: Uint8Array[] = []
  readonly #done = Promise.withResolvers<undefined>()
  #isRead = false

  constructor(statement: string) {
    this.#statement = statement
    // Heard by who reads.
    this.#done.promise.catch(() => undefined)
  }

  submit(connection: { readonly query: (statement: string) => void }): void {
    connection.query(this.#statement)
  }

  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    this.#fields.push(...copiedFields(chunk))
  }

  handleCommandComplete(): void {
    // More may follow only of several statements.
  }

  handleReadyForQuery(): void {
    this.#done.resolve(undefined)
  }

  handleError(fault: unknown): void {
    this.#done.reject(fault)
  }

  async read(): Promise<Row[]> {
    await this.#done.promise
    if (this.#isRead) return []
    this.#isRead = true
    return this.#fields as Row[]
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}

/**
 * The first field of each row in a message, which holds whole rows (PostgreSQL, COPY, binary format; message flow). Copied:
 * the driver writes what comes next over it.
 */
function copiedFields(message: Buffer): readonly Uint8Array[] {
  const fields: Uint8Array[] = []
  // Before the first row stand a signature, flags, and an extension with its length.
  let at = message.subarray(0, signature.length).equals(signature)
    ? 19 + message.readInt32BE(15)
    : 0
  // The number of fields begins each row; behind the last row stands -1.
  while (at < message.length && message.readInt16BE(at) === 1) {
    const from = at + 6
    at = from + message.readInt32BE(at + 2)
    fields.push(new Uint8Array(message.subarray(from, at)))
  }
  return fields
}

const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1')
