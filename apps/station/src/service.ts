import { createClient } from '@sotevarmenne/client/client'
import { mutualTlsFetch, type ClientTls } from '@sotevarmenne/client/mutual-tls'
import type { EndpointContract, InputOf, ResponseOf } from '@sotevarmenne/api/endpoint'

/** The service's enrolment API: mutual TLS, one contract. */
export type Service = {
  /** Rejects with the title of the problem when the service refuses, or when it can't be reached. */
  readonly request: <Contract extends EndpointContract & { readonly mediaType?: never }>(
    contract: Contract,
    input: InputOf<Contract>,
  ) => Promise<ResponseOf<Contract>>
}

export function serviceOver({ url, ...tls }: ClientTls & { readonly url: string }): Service {
  // The station repeats its own rounds, at once for all its readers.
  const client = createClient({ url, fetch: mutualTlsFetch(tls), maxAttempts: 1 })
  return {
    request: async (contract, input) => {
      const result = await client.request(contract, input as never)
      if (!result.ok) throw new Error(result.refusal.title)
      return result.value as ResponseOf<typeof contract>
    },
  }
}
