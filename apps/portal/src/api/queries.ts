import {
  hashKey,
  useInfiniteQuery,
  useQuery,
  type QueryKey,
  type UseQueryOptions,
  type UseQueryResult,
} from '@tanstack/react-query'
import type { EndpointContract } from '@sotevarmenne/api/endpoint'
import type { z } from 'zod'
import { callApi, type ApiResult } from './call-api.ts'

type Input<Contract extends EndpointContract> = z.input<Contract['input']>
type Response<Contract extends EndpointContract> = ApiResult<z.output<Contract['response']>>

/** The response of an endpoint, cached by `queryKey`. */
export const useApiQuery = <Contract extends EndpointContract>(
  queryKey: QueryKey,
  contract: Contract,
  input: Input<Contract>,
  options: Omit<UseQueryOptions<Response<Contract>>, 'queryKey' | 'queryFn'> = {},
): UseQueryResult<Response<Contract>> =>
  useQuery({ ...options, queryKey, queryFn: ({ signal }) => callApi(contract, input, signal) })

type Page = { readonly nextCursor?: string | undefined }
type PagedContract = EndpointContract & { readonly response: z.ZodType<Page> }
type PageOptions<Value> = {
  readonly staleTime?: number
  /** Milliseconds, or what they are for the pages that are there. */
  readonly refetchInterval?:
    | number
    | false
    | ((query: {
        readonly state: { readonly data: { readonly pages: ApiResult<Value>[] } | undefined }
      }) => number | false)
}

/** A list that the server returns a page at a time, cached by `queryKey`; `RowList` shows it. */
export const usePages = <Contract extends PagedContract>(
  queryKey: QueryKey,
  contract: Contract,
  input: Omit<Input<Contract>, 'cursor'>,
  options?: PageOptions<z.output<Contract['response']>>,
) =>
  usePagesOf(
    queryKey,
    (page, signal) =>
      // The compiler does not know that the contract's input with a cursor is its input.
      callApi(contract, { ...page, ...input } as unknown as Input<Contract>, signal),
    options,
  )

export type PageRequest = { readonly cursor: string | undefined; readonly limit: number }

/** The same for a component that does not know the endpoint of its list. */
export const usePagesOf = <Value extends Page>(
  queryKey: QueryKey,
  request: (page: PageRequest, signal: AbortSignal) => Promise<ApiResult<Value>>,
  options: PageOptions<Value> = {},
) =>
  useInfiniteQuery({
    ...options,
    queryKey,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => request({ cursor: pageParam, limit: 25 }, signal),
    getNextPageParam: (last) => (last.ok ? last.value.nextCursor : undefined),
    // Two searches may have as many pages, and the result of a former one is cached.
    select: (data) => ({ ...data, search: hashKey(queryKey) }),
  })
