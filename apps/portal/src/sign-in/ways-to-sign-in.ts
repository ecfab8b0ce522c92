import { viewWaysToSignIn } from '@sotevarmenne/api/access'
import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../api/ask.ts'

/** What the service offers beside the reader software; nothing until it has answered. */
export function useWaysToSignIn(): AnswerOf<typeof viewWaysToSignIn> {
  const ways = useQuery({
    queryKey: ['ways-to-sign-in'],
    staleTime: Infinity,
    queryFn: ({ signal }) => ask(viewWaysToSignIn, {}, signal),
  })
  return ways.data?.ok === true ? ways.data.value : nothing
}

const nothing = { suomiFi: false, cardDoor: false, otherCards: [] }
