import { useQuery } from '@tanstack/react-query'
import { viewOwnCards } from '@sotevarmenne/api/cards'
import {
  givenRole,
  signOut,
  viewSession,
  type EndedByCard,
  type Session,
} from '@sotevarmenne/api/access'
import { forgetTyping } from '../forms/kept-typing.ts'
import { ask, keptSession, queryClient, sessionKey, type KeptSession } from './ask.ts'
import { isForNow, isOutdated } from './kept-answers.ts'

export type SessionView =
  | { readonly state: 'asking' }
  | { readonly state: 'unreachable' }
  /**
   * `isLocked`: until the same card has signed in again, whatever the server still says; `isSignedOut`: whoever was signed in
   * has left this page; `ended`: the service has ended the session, because of its card.
   */
  | {
      readonly state: 'none'
      readonly isLocked?: boolean
      readonly isSignedOut?: boolean
      readonly ended?: EndedByCard
    }
  | { readonly state: 'open'; readonly session: Session }

/** The open session of this browser, as the server sees it. */
export function useSession(): SessionView {
  const { data, isPending, isError } = useQuery({
    queryKey: sessionKey,
    staleTime: 60_000,
    refetchOnWindowFocus: true,
    queryFn: ({ signal }) => askSession(signal),
  })
  if (isPending) return { state: 'asking' }
  if (data?.isLocked === true) return { state: 'none', isLocked: true }
  if (data?.session !== undefined) return { state: 'open', session: data.session }
  if (data?.isSignedOut === true) return { state: 'none', isSignedOut: true }
  if (data?.ended !== undefined) return { state: 'none', ended: data.ended }
  return isError ? { state: 'unreachable' } : { state: 'none' }
}

/**
 * Who is signed in, as the server sees it. What was kept while it was being asked is newer than its answer. A service that is
 * ill, or asks to wait, does not say that nobody is.
 */
export async function askSession(signal?: AbortSignal): Promise<KeptSession> {
  const before = keptSession()
  const answer = await ask(viewSession, {}, signal)
  if (!answer.ok && answer.refusal.status !== 401)
    throw new Error('The service does not say who is signed in', { cause: answer.refusal })
  const seen = answer.ok ? answer.value : {}
  const kept = keptSession()
  if (kept !== undefined && kept !== before) return kept
  if (kept?.isSignedOut === true && seen.session === undefined) return kept
  return kept?.isLocked === true && !isUnlocking(seen.session, kept.session) ? kept : seen
}

/** The card may have signed in again in another tab of the browser. */
const isUnlocking = (now: Session | undefined, locked: Session | undefined): boolean =>
  now !== undefined && now.csrfToken !== locked?.csrfToken && now.cardId === locked?.cardId

/**
 * Locks the pages at once (R108), and has the service end the session, as soon as it answers. What was being done
 * waits for a sign-in.
 */
export async function lockSession(): Promise<void> {
  forgetTyping()
  const kept = keptSession()
  queryClient.setQueryData<KeptSession>(sessionKey, { ...kept, isLocked: true })
  while (keptSession()?.isLocked === true) {
    try {
      const told = await ask(signOut, { because: 'card-taken-out' })
      // Refused, there is no session any more; a service that is ill, or asks to wait, is told again.
      if (told.ok || !isForNow(told.refusal)) return
      await pause()
    } catch {
      await pause()
    }
  }
}

const pause = () => new Promise((again) => setTimeout(again, 2000))

/** Who sees the figures of the service: whoever runs or audits it. */
export const mayOversee = ({ roles }: Session): boolean =>
  givenRole.options.some((role) => roles.includes(role))

/** Who tells the public of disturbances. */
export const mayWriteIncidents = ({ roles }: Session): boolean =>
  (['handler', 'caOfficer', 'revocationAgent'] as const).some((role) => roles.includes(role))

/** What another person, or another card, has read before is forgotten. */
export const keepSession = (session: Session): void => {
  const before = keptSession()?.session
  if (
    before !== undefined &&
    (before.personId !== session.personId || before.cardId !== session.cardId)
  )
    forgetWhatWasRead()
  queryClient.setQueryData<KeptSession>(sessionKey, { session })
  void queryClient.refetchQueries({ type: 'active', predicate: isOutdated })
}

const forgetWhatWasRead = (): void => {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] })
}

/** Uses the session, which moves its end, and asks when it ends now. */
export async function stayInSession(): Promise<void> {
  const used = await ask(viewOwnCards, {})
  if (used.ok) await queryClient.invalidateQueries({ queryKey: sessionKey })
}

/**
 * Ends the session and forgets everything that was read in it. Answers where it is to be ended too, if anywhere. Rejects when the
 * service does not end it now.
 */
export async function endSession(): Promise<string | undefined> {
  forgetTyping()
  const ended = await ask(signOut, {})
  // Whoever is told that it is over must be able to rely on it.
  if (!ended.ok && isForNow(ended.refusal))
    throw new Error('The service does not end the session now', { cause: ended.refusal })
  // Any other refusal means that there was no session any more: the page forgets it all the same.
  if (!ended.ok) await queryClient.cancelQueries()
  queryClient.setQueryData<KeptSession>(sessionKey, { isSignedOut: true })
  forgetWhatWasRead()
  return ended.ok ? ended.value.leaveTo : undefined
}
