import { problem, type ProblemDetails } from '@sotevarmenne/api/problem'
import type { Query, QueryCache, QueryFunction, QueryFunctionContext } from '@tanstack/react-query'

/**
 * Runs the query's request. The earlier response stays while the service refuses for now (it is failing, asks
 * to wait, or the session has ended): as without a response, the query fails and keeps its data. Any other
 * refusal replaces them.
 */
export async function requestAndCache<Data>(
  queryFn: QueryFunction<Data>,
  context: QueryFunctionContext,
  { state }: Query,
): Promise<Data> {
  const requested = await queryFn(context)
  const refusal = refusalIn(requested)
  if (isAnswered(state.data) && refusal !== undefined && mayComeBack(refusal))
    throw new Error('the service refuses for now: try again later', { cause: refusal })
  return requested
}

const mayComeBack = (refusal: ProblemDetails): boolean =>
  isForNow(refusal) || refusal.status === 401

/** The service is failing or asks to wait: a later request may succeed. */
export const isForNow = ({ status }: ProblemDetails): boolean => status === 429 || status >= 500

/** Whether it was refused because nobody is signed in any more. */
const isSignedOut = (error: unknown): boolean =>
  error instanceof Error && problem.safeParse(error.cause).data?.status === 401

/** A request that failed once is repeated at once, unless it was refused. */
export const isWorthAnother = (failures: number, error: Error): boolean =>
  failures < 1 && error.cause === undefined

/**
 * Whether it shows an earlier response because a later one failed. Where more rows were requested, the others
 * are current.
 */
export const isOutdated = (query: Query): boolean =>
  query.state.status === 'error' &&
  query.state.fetchMeta?.fetchMore === undefined &&
  isAnswered(query.state.data)

/**
 * Since when what a page shows may have changed, in milliseconds. The sign-in reports a session that has
 * ended.
 */
export function outdatedSince(cache: QueryCache): number | undefined {
  const outdated = cache
    .findAll({ type: 'active', predicate: isOutdated })
    .filter(({ state }) => !isSignedOut(state.error))
  return outdated.length === 0
    ? undefined
    : Math.min(...outdated.map(({ state }) => state.dataUpdatedAt))
}

const isAnswered = (data: unknown): boolean => responsesIn(data).some(({ ok }) => ok === true)

const refusalIn = (data: unknown): ProblemDetails | undefined =>
  responsesIn(data)
    .map((response) => problem.safeParse(response.refusal).data)
    .find((refusal) => refusal !== undefined)

/** The service's responses in the data of a query: one, the pages of a list, or several by name. */
function responsesIn(
  data: unknown,
): readonly { readonly ok: unknown; readonly refusal?: unknown }[] {
  if (typeof data !== 'object' || data === null) return []
  return 'ok' in data ? [data] : Object.values(data).flatMap(responsesIn)
}
