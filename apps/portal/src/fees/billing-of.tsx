import { useQuery } from '@tanstack/react-query'
import type { ComponentProps } from 'react'
import type { Answer } from '../api/ask.ts'
import { queryClient } from '../api/ask.ts'
import { Fetching, ProblemShown, Unreachable } from '../layout/answers.tsx'
import { BillingPanel } from './billing-panel.tsx'

type Panel = ComponentProps<typeof BillingPanel>

/** Where an organisation gets its invoices, wherever that is asked. */
export function BillingOf({
  queryKey,
  view,
  change,
}: {
  queryKey: readonly string[]
  view: (signal: AbortSignal) => Promise<Answer<Panel['billing']>>
  change: Panel['change']
}) {
  const { data, isLoadingError, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => view(signal),
  })
  if (isLoadingError) return <Unreachable onRetry={() => void refetch()} />
  if (data === undefined) return <Fetching />
  if (!data.ok) return <ProblemShown problem={data.refusal} />
  return (
    <BillingPanel
      billing={data.value}
      change={change}
      onChanged={(value) => {
        queryClient.setQueryData(queryKey, { ok: true, value })
      }}
    />
  )
}
