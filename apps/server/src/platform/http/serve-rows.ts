import { isOpen, type RowLimits } from '@sotevarmenne/api/endpoint'
import { textOfFault } from '@sotevarmenne/api/input-faults'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import type { StreamedBody } from '@sotevarmenne/http1/connection'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Endpoint, Refusal, RequestFacts } from '../endpoint.ts'
import type { RowGroup } from '../operation.ts'
import type { Permit } from '../permit.ts'
import type { RequestPermits } from '../request-permits.ts'
import { httpProblems, problemDetails, refusalOfFault, type HttpRefusal } from './problems.ts'
import { readRows, type RawGroup, type RawRow } from './read-rows.ts'
import { isFromOurPage } from './same-site.ts'
import { keyOf, type EndpointRequest } from './serve-endpoint.ts'

/** A request with rows. */
export type RowsRequest = Omit<EndpointRequest, 'input'> & {
  readonly body: StreamedBody
  /** Counts one row; returns whether it is within the rate limit. */
  readonly mayGoOn: () => boolean
}

export type ServeRowsDeps = {
  readonly permits: RequestPermits
  readonly onFault: (fault: unknown) => void
}

/** What became of a group: the lines of its rows, and, when the batch ends there before its end, why. */
type Outcome = { readonly lines: readonly string[]; readonly problem?: ProblemDetails }

/**
 * Serves an endpoint with rows: the response, line by line, or the problem why nothing was begun. What is refused
 * for all rows is so before any is done, as long as no result was sent; later it is the last line. The permit is
 * requested for each group again.
 */
export async function serveRows(
  endpoint: Endpoint & { readonly contract: { readonly rows: RowLimits } },
  request: RowsRequest,
  deps: ServeRowsDeps,
): Promise<Result<AsyncIterable<string>, ProblemDetails>> {
  const { contract } = endpoint
  const { language, requestId } = request
  const refuseByHttp = (refusal: HttpRefusal) =>
    refuse(problemDetails(refusal, httpProblems[refusal.kind], { language, requestId }))

  if (!isFromOurPage({ ...request.provenance, isOpen: isOpen(contract) }))
    return refuseByHttp({ kind: 'not-from-our-page' })
  const key = keyOf(contract, request.idempotencyKey)
  if (!key.ok) return refuseByHttp(key.refusal)
  if (key.value === undefined) throw new Error(`${contract.path} has rows, but no key`)
  // Nothing is read of a body that nobody may send.
  const permit = await grant(endpoint, request, deps)
  if (!permit.ok) return refuseByHttp(permit.refusal)

  const serve = groupServer(endpoint, request, { ...deps, idempotencyKey: key.value })
  const outcomes = inTurn(readRows(request.body, contract.rows), serve)
  const begun = await outcomes.next()
  if (begun.done === true) throw new Error('no group says how the body ended')
  const first = begun.value
  if (first.lines.length === 0 && first.problem !== undefined) return refuse(first.problem)
  return ok(linesOf(first, outcomes))
}

async function* linesOf(first: Outcome, others: AsyncIterable<Outcome>): AsyncGenerator<string> {
  yield* textOf(first)
  for await (const outcome of others) yield* textOf(outcome)
}

function* textOf({ lines, problem }: Outcome): Generator<string> {
  const all = problem === undefined ? lines : [...lines, JSON.stringify({ problem })]
  if (all.length > 0) yield `${all.join('\n')}\n`
}

const grant = (
  { contract }: Endpoint,
  { clientCertificate, sessionToken }: RowsRequest,
  { permits }: ServeRowsDeps,
) =>
  permits.grant({
    operation: contract.permission.name,
    ...(clientCertificate && { clientCertificate }),
    ...(sessionToken && { sessionToken }),
    input: {},
  })

/** Groups that are worked on at the same time: some are written or signed while the next are checked. */
const maxGroups = 4

/**
 * The outcomes in the order of the groups, each as soon as it is there. Reads no further than it works. The last group
 * of a whole body waits for those before it: it says that the batch is complete.
 */
async function* inTurn(
  groups: AsyncGenerator<RawGroup>,
  serve: (group: RawGroup) => Promise<Outcome>,
): AsyncGenerator<Outcome> {
  const underWay: Promise<Outcome>[] = []
  let next: Promise<IteratorResult<RawGroup>> | undefined
  let isRead = false
  for (;;) {
    if (!isRead && underWay.length < maxGroups) next ??= groups.next()
    const [first] = underWay
    if (first === undefined && next === undefined) return
    const won = await Promise.race([
      ...(first === undefined ? [] : [first.then((outcome) => ({ outcome }))]),
      ...(next === undefined ? [] : [next.then((group) => ({ group }))]),
    ])
    if ('outcome' in won) {
      void underWay.shift()
      yield won.outcome
      if (won.outcome.problem !== undefined) return
    } else {
      next = undefined
      isRead = won.group.done === true
      if (won.group.done !== true) {
        const group = won.group.value
        underWay.push(
          group.end === 'complete' ? afterAll(underWay, () => serve(group)) : serve(group),
        )
      }
    }
  }
}

/** Nothing is done once one before has ended the batch. */
async function afterAll(
  before: readonly Promise<Outcome>[],
  serve: () => Promise<Outcome>,
): Promise<Outcome> {
  const outcomes = await Promise.all(before)
  return outcomes.some(({ problem }) => problem !== undefined) ? { lines: [] } : serve()
}

type RowsAction = (
  permit: Permit,
  group: RowGroup<unknown>,
  request: RequestFacts,
) => Promise<Result<readonly Result<object, Refusal>[], Refusal>>

function groupServer(
  endpoint: Endpoint,
  request: RowsRequest,
  deps: ServeRowsDeps & { readonly idempotencyKey: string },
): (group: RawGroup) => Promise<Outcome> {
  const { contract, problems } = endpoint
  const { language, requestId, address } = request
  const of = { language, requestId }
  const action = endpoint.action as unknown as RowsAction
  const httpProblem = (refusal: HttpRefusal, errors?: ProblemDetails['errors']): ProblemDetails =>
    problemDetails(refusal, httpProblems[refusal.kind], { ...of, ...(errors && { errors }) })
  const problemOf = (refusal: Refusal): ProblemDetails => {
    const problem = problems[refusal.kind]
    if (problem === undefined)
      throw new Error(`no problem declared for the refusal: ${refusal.kind}`)
    return problemDetails(refusal, problem, of)
  }

  /** A row that was refused for the rate limit may come again: the batch is not complete without it. */
  let isLimited = false
  const parse = ({ row, line }: RawRow): ParsedRow => {
    if (!request.mayGoOn()) {
      isLimited = true
      return { row, problem: httpProblem({ kind: 'too-many-requests' }) }
    }
    if (line === undefined) return { row, problem: httpProblem({ kind: 'too-large' }) }
    const value = jsonIn(line)
    const input = contract.input.safeParse(value, { reportInput: true })
    const key = keyIn(value)
    if (input.success) return { row, key, input: input.data }
    const errors = input.error.issues.map((issue) => ({
      member: issue.path.join('.'),
      message: textOfFault(issue, language),
    }))
    return { row, key, problem: httpProblem({ kind: 'malformed-input' }, errors) }
  }

  const serve = async ({ rows, end }: RawGroup): Promise<Outcome> => {
    const permit = await grant(endpoint, request, deps)
    if (!permit.ok) return { lines: [], problem: httpProblem(permit.refusal) }
    const parsed = rows.map(parse)
    const group = {
      idempotencyKey: deps.idempotencyKey,
      rows: parsed.flatMap((one) => ('input' in one ? [one.input] : [])),
      isEnd: end === 'complete' && !isLimited,
    }
    const done = await action(permit.value, group, {
      ...of,
      ...(address !== undefined && { address }),
    })
    if (!done.ok) return { lines: [], problem: problemOf(done.refusal) }
    const results = done.value.values()
    const lines = parsed.map((one) => {
      const { row, key } = one
      if ('problem' in one) return JSON.stringify({ row, key, problem: one.problem })
      const { value: result } = results.next()
      if (result === undefined) throw new Error(`${contract.path}: a row has no result`)
      return result.ok
        ? JSON.stringify({ row, key, ...result.value })
        : JSON.stringify({ row, key, problem: problemOf(result.refusal) })
    })
    if (end === 'too-many-rows') return { lines, problem: httpProblem({ kind: 'too-many-rows' }) }
    if (end === 'cut') return { lines, problem: httpProblem({ kind: 'body-incomplete' }) }
    return { lines }
  }
  return (group) =>
    serve(group).catch((fault: unknown) => {
      deps.onFault(fault)
      return { lines: [], problem: httpProblem(refusalOfFault(fault)) }
    })
}

type ParsedRow = { readonly row: number; readonly key?: string | undefined } & (
  { readonly input: unknown } | { readonly problem: ProblemDetails }
)

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** The key of a row that can be read: it names the row in its result also when the rest is wrong. */
function keyIn(value: unknown): string | undefined {
  const key: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, 'key') : undefined
  return typeof key === 'string' && key.length <= 64 ? key : undefined
}
