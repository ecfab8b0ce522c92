import { viewReceipt } from '@sotevarmenne/api/appointments'
import { useParams } from 'react-router'
import { Button, Paragraph } from 'suomifi-ui-components'
import { useApiQuery } from '../api/queries.ts'
import { addressLine } from '../forms/address-line.ts'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Loaded, UnreachablePage } from '../layout/responses.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { pointTexts } from '../points/texts.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { useMoney, usePercent } from '../texts/money.ts'
import { usePointServices } from '../points/point-services.ts'

/** What a visitor paid at the desk, to be printed and handed over. */
export function ReceiptPage() {
  const t = useTexts(pointTexts)
  const { nameOf } = usePointServices()
  const { time } = useDates()
  const money = useMoney()
  const percent = usePercent()
  const { visitId = '' } = useParams()
  const query = useApiQuery(['receipt', visitId], viewReceipt, { visitId })
  if (query.isLoadingError) return <UnreachablePage onRetry={() => void query.refetch()} />

  return (
    <>
      <PageTitle>{t('receipt')}</PageTitle>
      <Loaded query={query}>
        {({ paidAt, point, operator, lines, vat, cents }) => (
          <>
            <Panel aria-label={t('receipt')}>
              <Facts
                facts={[
                  [t('receiptOperator'), operator?.name],
                  [t('receiptBusinessId'), operator?.businessId],
                  [t('point'), `${point.name}, ${addressLine(point.address)}`],
                  [t('paidAt'), time(paidAt)],
                  [t('receiptNumber'), visitId],
                  ...lines.map(
                    ({ service, cents: price }) => [nameOf(service), money(price)] as const,
                  ),
                  [t('receiptTotal'), money(cents)],
                  ...vat.map(
                    ({ permille, netCents, vatCents }) =>
                      [
                        t('vatOfRate', { percent: percent(permille) }),
                        t('vatIn', { vat: money(vatCents), net: money(netCents) }),
                      ] as const,
                  ),
                ]}
              />
            </Panel>
            <div className="not-printed">
              <Paragraph mt="m" mb="s">
                {t('receiptHelp')}
              </Paragraph>
              <Actions>
                <Button
                  onClick={() => {
                    window.print()
                  }}
                >
                  {t('printReceipt')}
                </Button>
                <PageLink to="desk/day">{t('backToDay')}</PageLink>
              </Actions>
            </div>
          </>
        )}
      </Loaded>
    </>
  )
}
