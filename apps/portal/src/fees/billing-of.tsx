import { useQuery } from '@tanstack/react-query'
import type { ComponentProps } from 'react'
import type { ApiResult } from '../api/call-api.ts'
import { queryClient } from '../api/call-api.ts'
import { WithoutResponse } from '../layout/responses.tsx'
import { BillingPanel } from './billing-panel.tsx'

type Panel = ComponentProps<typeof BillingPanel>

/** Where an organisation gets its invoices, on every page that shows it. */
export function BillingOf({
  queryKey,
  view,
  change,
}: {
  queryKey: readonly string[]
  view: (signal: AbortSignal) => Promise<ApiResult<Panel['billing']>>
  change: Panel['change']
}) {
  const query = useQuery({ queryKey, queryFn: ({ signal }) => view(signal) })
  if (query.data?.ok !== true) return <WithoutResponse query={query} />
  return (
    <BillingPanel
      billing={query.data.value}
      change={change}
      onChanged={(value) => {
        queryClient.setQueryData(queryKey, { ok: true, value })
      }}
    />
  )
}
