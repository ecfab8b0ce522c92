import { isOpen } from '@sotevarmenne/api/endpoint'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { apiLimits } from '@sotevarmenne/http1/limits'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Endpoint, Refusal, RequestFacts } from '../endpoint.ts'
import type { RequestPermits } from '../request-permits.ts'
import { textOfFault } from './input-faults.ts'
import { httpProblems, problemDetails, type HttpRefusal } from './problems.ts'
import { isFromOurPage, type Provenance } from './same-site.ts'

/** A request to an endpoint, over any transport. */
export type EndpointRequest = RequestFacts & {
  /** Path parameters, query and body joined; nothing in it is checked. */
  readonly input: object
  readonly provenance: Omit<Provenance, 'session' | 'isOpen'>
  /** The certificate of the connection, in DER, as TLS proved it. */
  readonly clientCertificate?: Uint8Array | undefined
}

/** From our page? well-formed? permitted? then the action: its response, or the problem why not. */
export async function serveEndpoint(
  endpoint: Endpoint,
  request: EndpointRequest,
  permits: RequestPermits,
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

  const permit = await permits.grant({
    operation: contract.permission.name,
    ...(clientCertificate && { clientCertificate }),
    input: input.data,
    ...(sessionToken && { sessionToken }),
  })
  if (!permit.ok) return refuseByHttp(permit.refusal)

  const action = endpoint.action as (
    ...of: [unknown, unknown, RequestFacts]
  ) => Promise<Result<unknown, Refusal>>
  const result = await action(permit.value, input.data, {
    ...{ language, requestId },
    ...(sessionToken && { sessionToken }),
    ...(address !== undefined && { address }),
  })
  if (result.ok) return ok(result.value)

  const { refusal } = result
  const problem = problems[refusal.kind]
  if (problem === undefined) throw new Error(`no problem declared for the refusal: ${refusal.kind}`)
  return refuse(problemDetails(refusal, problem, { language, requestId }))
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
