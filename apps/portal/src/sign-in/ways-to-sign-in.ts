import { viewWaysToSignIn } from '@sotevarmenne/api/authentication'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { useApiQuery } from '../api/queries.ts'

/** The sign-in methods of the service beside the card reader software; none before its response. */
export function useWaysToSignIn(): ResponseOf<typeof viewWaysToSignIn> {
  const ways = useApiQuery(['ways-to-sign-in'], viewWaysToSignIn, {}, { staleTime: Infinity })
  return ways.data?.ok === true ? ways.data.value : nothing
}

const nothing = { suomiFi: false, confirmsRenewals: false, tlsSignIn: false, otherCards: [] }
