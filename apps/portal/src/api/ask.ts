import { QueryClient } from '@tanstack/react-query'
import type { EndpointContract } from '@sotevarmenne/api/endpoint'
import { viewSession, type EndedByCard, type Session } from '@sotevarmenne/api/access'
import { problem, type ProblemDetails } from '@sotevarmenne/api/problem'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import i18next from 'i18next'
import type { z } from 'zod'
import { requestOf } from '@sotevarmenne/api/request'
import { askAndKeep, isOutdated, isWorthAnother } from './kept-answers.ts'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Where the library calls what is put around each question. Nothing is persisted.
      persister: askAndKeep,
      retry: isWorthAnother,
      staleTime: 10_000,
      // What could not be asked again is asked once more when its reader comes back.
      refetchOnWindowFocus: isOutdated,
      // A browser that takes itself to be offline finds that out by asking: a question that only waits would look answered.
      networkMode: 'always',
      refetchOnReconnect: isOutdated,
    },
  },
})

export const sessionKey = ['session'] as const

/** What the server answers: the value, or the problem with its reason in the reader's language. */
export type Answer<Value> = Result<Value, ProblemDetails>

/** Asks the server through a contract. Refusals are returned; a broken connection or a malformed answer is thrown. */
export async function ask<Contract extends EndpointContract>(
  contract: Contract,
  input: z.input<Contract['input']>,
  signal?: AbortSignal,
): Promise<Answer<z.output<Contract['answer']>>> {
  const { method, url, body } = requestOf(contract, input)
  const csrfToken = openSession()?.csrfToken
  const response = await fetch(url, {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json, application/problem+json',
      'accept-language': i18next.language,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'GET' || csrfToken === undefined ? {} : { 'x-csrf-token': csrfToken }),
    },
    ...(body === undefined ? {} : { body }),
    ...(signal === undefined ? {} : { signal }),
  })
  const json: unknown = response.status === 204 ? {} : await response.json()
  if (response.ok) return ok(contract.answer.parse(json) as z.output<Contract['answer']>)

  const refused = problem.parse(json)
  if (refused.status === 401 && contract.path !== viewSession.path)
    void queryClient.invalidateQueries({ queryKey: sessionKey })
  return refuse(refused)
}

/**
 * Of a locked session the page knows still whose it was. `isSignedOut`: it was ended on this page, and nobody has signed in since. `ended`:
 * the service has ended it, because of its card.
 */
export type KeptSession = {
  readonly session?: Session | undefined
  readonly isLocked?: boolean
  readonly isSignedOut?: boolean
  readonly ended?: EndedByCard | undefined
}

export const keptSession = (): KeptSession | undefined =>
  queryClient.getQueryData<KeptSession>(sessionKey)

export const openSession = (): Session | undefined => keptSession()?.session
