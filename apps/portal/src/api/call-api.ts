import { QueryClient } from '@tanstack/react-query'
import type { EndpointContract } from '@sotevarmenne/api/endpoint'
import { viewSession, type EndedByCard, type SessionView } from '@sotevarmenne/api/authentication'
import { problem, type ProblemDetails } from '@sotevarmenne/api/problem'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { pageLanguage } from '../texts/language.ts'
import type { z } from 'zod'
import { requestOf } from '@sotevarmenne/api/request'
import { noteServiceTime } from './service-clock.ts'
import { createIdempotencyKeys } from './idempotency-keys.ts'
import { requestAndCache, isOutdated, isWorthAnother } from './cached-responses.ts'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Where the library calls the wrapper around each request. Nothing is persisted.
      persister: requestAndCache,
      retry: isWorthAnother,
      staleTime: 10_000,
      // What could not be refreshed is requested again when the user returns to the window.
      refetchOnWindowFocus: isOutdated,
      // A browser that believes it is offline finds out by a request: a paused request would look like a
      // response.
      networkMode: 'always',
      refetchOnReconnect: isOutdated,
    },
  },
})

export const sessionKey = ['session'] as const

/** The server's response: the value, or the problem with its reason in the reader's language. */
export type ApiResult<Value> = Result<Value, ProblemDetails>

const idempotencyKeys = createIdempotencyKeys()

/**
 * Calls the server through a contract. Refusals are returned; a broken connection or a malformed response is
 * thrown.
 */
export async function callApi<Contract extends EndpointContract>(
  contract: Contract,
  input: z.input<Contract['input']>,
  signal?: AbortSignal,
): Promise<ApiResult<z.output<Contract['response']>>> {
  const request = requestOf(contract, input, idempotencyKeys.keyOf)
  const { method, url, body, headers } = request
  const csrfToken = openSession()?.csrfToken
  const response = await fetch(url, {
    method,
    credentials: 'same-origin',
    headers: {
      ...headers,
      accept: 'application/json, application/problem+json',
      'accept-language': pageLanguage(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'GET' || csrfToken === undefined ? {} : { 'x-csrf-token': csrfToken }),
    },
    ...(body === undefined ? {} : { body }),
    ...(signal === undefined ? {} : { signal }),
  })
  noteServiceTime(response)
  const json: unknown = response.status === 204 ? {} : await response.json()
  if (response.ok) {
    idempotencyKeys.created(request)
    return ok(contract.response.parse(json) as z.output<Contract['response']>)
  }

  const refused = problem.parse(json)
  idempotencyKeys.refused(request, refused)
  if (refused.status === 401 && contract.path !== viewSession.path)
    void queryClient.invalidateQueries({ queryKey: sessionKey })
  return refuse(refused)
}

/**
 * Of a locked session the page still knows the user. `isSignedOut`: it was ended on this page, and nobody has
 * signed in since. `ended`: the service has ended it, because of its card.
 */
export type CachedSession = {
  readonly session?: SessionView | undefined
  readonly isLocked?: boolean
  readonly isSignedOut?: boolean
  readonly ended?: EndedByCard | undefined
}

export const cachedSession = (): CachedSession | undefined =>
  queryClient.getQueryData<CachedSession>(sessionKey)

export const openSession = (): SessionView | undefined => cachedSession()?.session
