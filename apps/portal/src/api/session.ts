import { useQuery } from '@tanstack/react-query'
import { signOut, viewSession, type Session } from '@sotevarmenne/api/access'
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

export const keepSession = (session: Session): void => {
  queryClient.setQueryData(sessionKey, { session })
}

/** Ends the session and forgets everything that was read in it. */
export async function endSession(): Promise<void> {
  await ask(signOut, {})
  queryClient.clear()
  queryClient.setQueryData(sessionKey, {})
}
