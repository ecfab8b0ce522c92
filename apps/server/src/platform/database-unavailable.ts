/**
 * The database does not respond, is starting or stopping, or takes no writes now (a replica, a full disk). Whether
 * the last statement had an effect is not known: the same request may be sent again in a moment.
 */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'
  constructor(cause: unknown) {
    const because = cause instanceof Error ? cause.message : String(cause)
    super(`the database is unavailable: ${because}`, { cause })
  }
}

/** A fault of the driver or the server as `DatabaseUnavailable` where it is one; any other as it is. */
export const orUnavailable = (thrown: unknown): unknown =>
  isOfConnection(thrown) ? new DatabaseUnavailable(thrown) : thrown

function isOfConnection(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false
  const code = 'code' in thrown ? String(thrown.code) : ''
  return codes.test(code) || words.test(thrown.message)
}

/**
 * SQLSTATE (PostgreSQL, appendix A) of connections (08, but for statements that break the protocol), of a server that
 * ends or begins (57P01 to 57P03), of one without connections, memory or disk (53) and of one that is read-only
 * (25006); and what the system says of a connection.
 */
const codes =
  /^(?:08(?!P01)\w{3}|57P0[123]|53[0-3]00|25006|ECONN\w+|EPIPE|ETIMEDOUT|ENOENT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/

/**
 * Of the driver, whose own faults have no code; of a replica, which has no serializable transactions (0A000); and of
 * pgbouncer, which says with the code of a broken protocol (08P01) that it has no server.
 */
const words =
  /^(?:Connection terminated|timeout |Client (?:was closed|has encountered)|cannot use serializable mode in a hot standby|server login has been failing|query_wait_timeout|server conn crashed|pgbouncer is shutting down|no more connections allowed)/
