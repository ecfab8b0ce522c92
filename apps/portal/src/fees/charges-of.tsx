import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { listCharges } from '@sotevarmenne/api/fees'
import { Heading } from 'suomifi-ui-components'
import type { ApiResult } from '../api/call-api.ts'
import { usePagesOf, type PageRequest } from '../api/queries.ts'
import { RowList } from '../layout/row-list.tsx'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from './texts.ts'
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
    page: PageRequest,
    signal: AbortSignal,
  ) => Promise<ApiResult<ResponseOf<typeof listCharges>>>
}) {
  const t = useTexts(feeTexts)
  const pages = usePagesOf(queryKey, requestFor)
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
