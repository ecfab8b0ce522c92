import type { PostgresCursor } from 'kysely'

/** What COPY sends, as one row. For the driver it is a question of its own kind; for Kysely a cursor, of which it has one. */
export class CopiedOctets<Row> implements PostgresCursor<Row> {
  readonly #statement: string
  readonly #done = Promise.withResolvers<undefined>()
  /** Octets as they come, in one piece of memory: what is allocated for each message keeps the collector busy. */
  #octets = new Uint8Array(usualOctets)
  #length = 0
  #isRead = false

  constructor(statement: string) {
    this.#statement = statement
    // Heard by who reads.
    this.#done.promise.catch(() => undefined)
  }

  submit(connection: { readonly query: (statement: string) => void }): void {
    connection.query(this.#statement)
  }

  /**
   * A message holds whole rows: the number of fields, then each field behind its length. Before the first row stand a
   * signature, flags, and an extension with its length; behind the last, -1 (PostgreSQL, COPY, binary format; message flow).
   */
  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    const isFirst = chunk.subarray(0, signature.length).equals(signature)
    let at = isFirst ? 19 + chunk.readInt32BE(15) : 0
    while (at < chunk.length && chunk.readInt16BE(at) === 1) {
      const from = at + 6
      at = from + chunk.readInt32BE(at + 2)
      this.#take(chunk.subarray(from, at))
    }
  }

  handleCommandComplete(): void {
    // There is one command.
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
    return [this.#octets.subarray(0, this.#length) as Row]
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  /** Copies them: the driver writes what comes next over them. */
  #take(octets: Uint8Array): void {
    const length = this.#length + octets.length
    if (length > this.#octets.length) {
      const larger = new Uint8Array(2 * length)
      larger.set(this.#octets)
      this.#octets = larger
    }
    this.#octets.set(octets, this.#length)
    this.#length = length
  }
}

const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1')

/** A page of ten thousand entries of a list fits. */
const usualOctets = 640 * 1024
