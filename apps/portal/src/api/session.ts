import { useQuery } from '@tanstack/react-query'
import { viewOwnCards } from '@sotevarmenne/api/cards'
import { givenRole, signOut, viewSession, type Session } from '@sotevarmenne/api/access'
import { ask, queryClient, sessionKey } from './ask.ts'

export type SessionView =
  | { readonly state: 'asking' }
  | { readonly state: 'unreachable' }
  | { readonly state: 'none' }
  | { readonly state: 'open'; readonly session: Session }

/** The open session of this browser, as the server sees it. */
export function useSession(): SessionView {
  const { data, isPending, isError } = useQuery({
    queryKey: sessionKey,
    staleTime: 60_000,
    refetchOnWindowFocus: true,
    queryFn: async ({ signal }) => {
      const answer = await ask(viewSession, {}, signal)
      return answer.ok ? answer.value : {}
    },
  })
  if (isPending) return { state: 'asking' }
  if (data?.session !== undefined) return { state: 'open', session: data.session }
  return isError ? { state: 'unreachable' } : { state: 'none' }
}

/** Who sees the figures of the service: whoever runs or audits it. */
export const mayOversee = ({ roles }: Session): boolean =>
  givenRole.options.some((role) => roles.includes(role))

export const keepSession = (session: Session): void => {
  queryClient.setQueryData(sessionKey, { session })
}

/** Uses the session, which moves its end, and asks when it ends now. */
export async function stayInSession(): Promise<void> {
  const used = await ask(viewOwnCards, {})
  if (used.ok) await queryClient.invalidateQueries({ queryKey: sessionKey })
}

/** Ends the session and forgets everything that was read in it. Answers where it is to be ended too, if anywhere. */
export async function endSession(): Promise<string | undefined> {
  const ended = await ask(signOut, {})
  // A refusal means that there was no session any more: the page forgets it all the same.
  if (!ended.ok) await queryClient.cancelQueries()
  queryClient.clear()
  queryClient.setQueryData(sessionKey, {})
  return ended.ok ? ended.value.leaveTo : undefined
}
