import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import type { listCharges } from '@sotevarmenne/api/fees'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Heading } from 'suomifi-ui-components'
import type { Answer } from '../api/ask.ts'
import { RowList } from '../layout/row-list.tsx'
import { useTexts } from '../texts/index.ts'
import { ChargeLine, type ChargedFor } from './charge-line.tsx'

/** What an organisation was charged, wherever that is asked. */
export function ChargesOf({
  queryKey,
  askFor,
  at,
}: {
  queryKey: readonly string[]
  at?: ChargedFor
  askFor: (
    page: { readonly cursor: string | undefined; readonly limit: number },
    signal: AbortSignal,
  ) => Promise<Answer<AnswerOf<typeof listCharges>>>
}) {
  const t = useTexts('fees')
  const pages = useInfiniteQuery({
    queryKey,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => askFor({ cursor: pageParam, limit: 25 }, signal),
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
