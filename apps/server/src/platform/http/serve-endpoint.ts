import { hasStoredResponse, isOpen, needsIdempotencyKey } from '@sotevarmenne/api/endpoint'
import { parseIdempotencyKey } from '@sotevarmenne/api/idempotency-key'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { textOfFault } from '@sotevarmenne/api/input-faults'
import { apiLimits } from '@sotevarmenne/http1/limits'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Endpoint, Problem, Refusal, RequestFacts } from '../endpoint.ts'
import type { RunOnce } from '../idempotency.ts'
import type { RequestPermits } from '../request-permits.ts'
import { errorsOfFaults, httpProblems, problemDetails, type HttpRefusal } from './problems.ts'
import { isFromOurPage, type Provenance } from './same-site.ts'

/** A request to an endpoint, over any transport. */
export type EndpointRequest = RequestFacts & {
  /** Path parameters, query and body joined; nothing in it is checked. */
  readonly input: object
  readonly provenance: Omit<Provenance, 'session' | 'isOpen'>
  /** The certificate of the connection, in DER, as TLS proved it. */
  readonly clientCertificate?: Uint8Array | undefined
  /** Of the header Authorization, as sent. */
  readonly apiKey?: string | undefined
  /** The header as sent. */
  readonly idempotencyKey?: string | undefined
}

export type ServeDeps = {
  readonly permits: RequestPermits
  /** Needed by endpoints that create something. */
  readonly runOnce?: RunOnce
}

/** From our page? well-formed? permitted? then the action: its response, or the problem why not. */
export async function serveEndpoint(
  endpoint: Endpoint,
  request: EndpointRequest,
  { permits, runOnce }: ServeDeps,
): Promise<Result<unknown, ProblemDetails>> {
  const { contract, problems } = endpoint
  const { provenance, clientCertificate, sessionToken, language, requestId, address } = request
  const refuseByHttp = (refusal: HttpRefusal, errors?: ProblemDetails['errors']) =>
    refuse(
      problemDetails(refusal, httpProblems[refusal.kind], {
        ...{ language, requestId },
        ...(errors && { errors }),
      }),
    )

  if (
    !isFromOurPage({
      ...provenance,
      isOpen: isOpen(contract),
      ...(sessionToken && { session: sessionToken }),
    })
  )
    return refuseByHttp({ kind: 'not-from-our-page' })

  const input = contract.input.safeParse(request.input, { reportInput: true })
  if (!input.success)
    return refuseByHttp(
      { kind: 'malformed-input' },
      input.error.issues.map((issue) => ({
        member: issue.path.join('.'),
        message: textOfFault(issue, language),
      })),
    )

  const key = keyOf(contract, request.idempotencyKey)
  if (!key.ok) return refuseByHttp(key.refusal)

  const permit = await permits.grant({
    operation: contract.permission.name,
    ...(clientCertificate && { clientCertificate }),
    ...(request.apiKey !== undefined && { apiKey: request.apiKey }),
    input: input.data,
    ...(sessionToken && { sessionToken }),
  })
  if (!permit.ok) return refuseByHttp(permit.refusal)

  const action = endpoint.action as (
    ...of: [unknown, unknown, RequestFacts]
  ) => Promise<Result<unknown, Refusal>>
  const act = () =>
    action(permit.value, input.data, {
      ...{ language, requestId },
      ...(sessionToken && { sessionToken }),
      ...(address !== undefined && { address }),
    })
  const { actor } = permit.value
  const result =
    key.value === undefined || runOnce === undefined
      ? await act()
      : await runOnce({ key: key.value, actor, contract, input: request.input }, act)
  if (result.ok) return ok(result.value)

  const refusal: Refusal = result.refusal
  const problemOf = (kind: string): Problem => {
    const problem = problems[kind] ?? idempotencyProblems[kind]
    if (problem === undefined) throw new Error(`no problem declared for the refusal: ${kind}`)
    return problem
  }
  const errors = refusal.faults && errorsOfFaults(refusal.faults, problemOf, language)
  return refuse(
    problemDetails(refusal, problemOf(refusal.kind), {
      ...{ language, requestId },
      ...(errors && { errors }),
    }),
  )
}

/** The key of a request that must have one. */
export function keyOf(
  contract: Endpoint['contract'],
  sent: string | undefined,
): Result<string | undefined, HttpRefusal> {
  if (!needsIdempotencyKey(contract)) return ok(undefined)
  if (sent === undefined) return refuse({ kind: 'idempotency-key-missing' })
  const key = parseIdempotencyKey(sent)
  return key === undefined ? refuse({ kind: 'idempotency-key-malformed' }) : ok(key)
}

const idempotencyProblems: { readonly [kind: string]: Problem | undefined } = {
  'idempotency-key-reused': httpProblems['idempotency-key-reused'],
  'request-under-way': httpProblems['request-under-way'],
}

/** Throws when the endpoint could not be served as its contract says. */
export function checkServed({ contract }: Endpoint, { runOnce }: ServeDeps): void {
  if (hasStoredResponse(contract) && runOnce === undefined)
    throw new Error(`${contract.path} creates something: it can't be served without idempotency`)
}

/** Path parameters win: the body can't override what the address names. */
export const joinInput = ({
  query,
  body,
  params,
}: {
  readonly query: object
  readonly body: unknown
  readonly params: object
}): object => ({ ...query, ...(isObject(body) ? body : {}), ...params })

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Bytes of a request without a picture. */
export const defaultBodyLimit = apiLimits.maxBodyBytes
