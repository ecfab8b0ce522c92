import { viewWaysToSignIn } from '@sotevarmenne/api/authentication'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../api/call-api.ts'

/** The sign-in methods of the service beside the card reader software; none before its response. */
export function useWaysToSignIn(): ResponseOf<typeof viewWaysToSignIn> {
  const ways = useQuery({
    queryKey: ['ways-to-sign-in'],
    staleTime: Infinity,
    queryFn: ({ signal }) => callApi(viewWaysToSignIn, {}, signal),
  })
  return ways.data?.ok === true ? ways.data.value : nothing
}

const nothing = { suomiFi: false, tlsSignIn: false, otherCards: [] }
