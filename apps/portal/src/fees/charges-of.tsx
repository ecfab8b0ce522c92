import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { listCharges } from '@sotevarmenne/api/fees'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Heading } from 'suomifi-ui-components'
import type { ApiResult } from '../api/call-api.ts'
import { RowList } from '../layout/row-list.tsx'
import { useTexts } from '../texts/index.ts'
import { ChargeLine, type ChargedFor } from './charge-line.tsx'

/** What an organisation was charged, on every page that shows it. */
export function ChargesOf({
  queryKey,
  requestFor,
  at,
}: {
  queryKey: readonly string[]
  at?: ChargedFor
  requestFor: (
    page: { readonly cursor: string | undefined; readonly limit: number },
    signal: AbortSignal,
  ) => Promise<ApiResult<ResponseOf<typeof listCharges>>>
}) {
  const t = useTexts('fees')
  const pages = useInfiniteQuery({
    queryKey,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => requestFor({ cursor: pageParam, limit: 25 }, signal),
    getNextPageParam: (last) => (last.ok ? last.value.nextCursor : undefined),
  })
  return (
    <>
      <Heading variant="h2" mt="l" mb="s">
        {t('charges')}
      </Heading>
      <RowList
        pages={pages}
        empty={t('noCharges')}
        rowsOf={({ charges }) =>
          charges.map((charge) => <ChargeLine key={charge.chargeId} charge={charge} at={at} />)
        }
      />
    </>
  )
}
