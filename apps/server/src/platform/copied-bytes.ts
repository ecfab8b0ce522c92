import type { PostgresCursor } from 'kysely'

/**
 * The output of COPY, as one row. For the driver it is a query of its own kind; for Kysely a cursor, of which
 * it has one.
 */
export class CopiedBytes<Row> implements PostgresCursor<Row> {
  readonly #statement: string
  readonly #done = Promise.withResolvers<undefined>()
  /**
   * Bytes as they arrive, in one piece of memory: an allocation per message would keep the garbage collector
   * busy.
   */
  #bytes = new Uint8Array(defaultBytes)
  #length = 0
  #isRead = false

  constructor(statement: string) {
    this.#statement = statement
    // The rejection reaches the reader.
    this.#done.promise.catch(() => undefined)
  }

  submit(connection: { readonly query: (statement: string) => void }): void {
    connection.query(this.#statement)
  }

  /**
   * A message has whole rows: the number of fields, then each field after its length. Before the first row
   * come a signature, flags, and an extension with its length; after the last, -1 (PostgreSQL, COPY, binary
   * format; message flow).
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
    return [this.#bytes.subarray(0, this.#length) as Row]
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  /** Copies them: the driver reuses the buffer. */
  #take(bytes: Uint8Array): void {
    const length = this.#length + bytes.length
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(2 * length)
      larger.set(this.#bytes)
      this.#bytes = larger
    }
    this.#bytes.set(bytes, this.#length)
    this.#length = length
  }
}

const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1')

/** A page of ten thousand CRL entries fits. */
const defaultBytes = 640 * 1024
