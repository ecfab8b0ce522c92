import { problem, type ProblemDetails } from '@sotevarmenne/api/problem'
import type { Query, QueryCache, QueryFunction, QueryFunctionContext } from '@tanstack/react-query'

/**
 * Asks as the query asks. What was answered before stays while the service refuses for now (it is ill, hurried, or the session
 * has ended): as when it does not answer, the query fails and keeps its data. Any other refusal takes their place.
 */
export async function askAndKeep<Data>(
  queryFn: QueryFunction<Data>,
  context: QueryFunctionContext,
  { state }: Query,
): Promise<Data> {
  const asked = await queryFn(context)
  const refusal = refusalIn(asked)
  if (isAnswered(state.data) && refusal !== undefined && mayComeBack(refusal))
    throw new Error('The service refuses for now', { cause: refusal })
  return asked
}

const mayComeBack = (refusal: ProblemDetails): boolean =>
  isForNow(refusal) || refusal.status === 401

/** The service is ill, or asks to wait: asked again later, it may answer otherwise. */
export const isForNow = ({ status }: ProblemDetails): boolean => status === 429 || status >= 500

/** Whether it was refused because nobody is signed in any more. */
const isSignedOut = (error: unknown): boolean =>
  error instanceof Error && problem.safeParse(error.cause).data?.status === 401

/** A question that failed once is asked again at once, but for one that was refused. */
export const isWorthAnother = (failures: number, error: Error): boolean =>
  failures < 1 && error.cause === undefined

/** Whether it shows what an earlier answer said because a later one did not come. Where more rows were asked for, the rest is as it was. */
export const isOutdated = (query: Query): boolean =>
  query.state.status === 'error' &&
  query.state.fetchMeta?.fetchMore === undefined &&
  isAnswered(query.state.data)

/** Since when what a page shows may have changed, in milliseconds. A session that has ended is told by the sign-in. */
export function outdatedSince(cache: QueryCache): number | undefined {
  const outdated = cache
    .findAll({ type: 'active', predicate: isOutdated })
    .filter(({ state }) => !isSignedOut(state.error))
  return outdated.length === 0
    ? undefined
    : Math.min(...outdated.map(({ state }) => state.dataUpdatedAt))
}

const isAnswered = (data: unknown): boolean => answersIn(data).some(({ ok }) => ok === true)

const refusalIn = (data: unknown): ProblemDetails | undefined =>
  answersIn(data)
    .map((answer) => problem.safeParse(answer.refusal).data)
    .find((refusal) => refusal !== undefined)

/** The answers of the service in what a query holds: one, the pages of a list, or several by name. */
function answersIn(data: unknown): readonly { readonly ok: unknown; readonly refusal?: unknown }[] {
  if (typeof data !== 'object' || data === null) return []
  return 'ok' in data ? [data] : Object.values(data).flatMap(answersIn)
}
