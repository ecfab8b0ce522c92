import type { AccountView } from '@sotevarmenne/api/accounts'
import {
  exportOperatorAccounting,
  exportOperatorFinvoice,
  listOperatorInvoices,
  listOperatorInvoiceRuns,
  startOperatorInvoiceRun,
} from '@sotevarmenne/api/operator-fees'
import { requestOf } from '@sotevarmenne/api/request'
import { Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { InvoicesShown } from '../fees/fees-of.tsx'
import { useInvoices } from '../fees/invoice-list.tsx'
import { InvoiceRuns } from '../fees/invoice-runs.tsx'
import { WithoutResponse } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions } from '../layout/surface.tsx'
import { monthText } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { pointPriceTexts } from '../points/price-texts.ts'
import { feeTexts } from '../fees/texts.ts'
import { OfAccount } from './of-account.tsx'
import { SellerPanel } from './seller-panel.tsx'
import { usePointOperator } from './use-point-operator.ts'

/** What the organisation invoices others for visits to the registration points that it operates. */
export const OperatorFeesPage = () => (
  <OfAccount>{(account) => <Shown account={account} />}</OfAccount>
)

function Shown({ account: { organisation, actions } }: { account: AccountView }) {
  const t = useTexts(feeTexts)
  const prices = useTexts(pointPriceTexts)
  const { organisationId, name } = organisation
  const pointOperator = usePointOperator(organisationId)
  const runs = useApiQuery(['operator-invoice-runs', organisationId], listOperatorInvoiceRuns, {
    organisationId,
  })
  const invoices = useInvoices({
    key: `kept ${organisationId}`,
    filters: ['all', 'unpaid', 'paid'],
    requestFor: (requested, signal) =>
      callApi(listOperatorInvoices, { ...requested, organisationId }, signal),
    at: (invoiceId) => `organisation/${organisationId}/point-fees/${invoiceId}`,
  })
  const toAccount = <PageLink to={`organisation/${organisationId}`}>{name}</PageLink>
  if (pointOperator.data?.ok !== true)
    return <WithoutResponse query={pointOperator} title={t('pointFees')} back={toAccount} />
  const { points, seller } = pointOperator.data.value
  const maySell = actions.includes('changeBilling')
  return (
    <>
      <PageTitle>{t('pointFees')}</PageTitle>
      <Paragraph mb="s">{toAccount}</Paragraph>
      <Paragraph mb="s">{t('pointFeesHelp')}</Paragraph>
      <Paragraph>
        {points.length === 0
          ? t('noPoints')
          : t('pointsOperated', { names: points.map((point) => point.name).join(', ') })}
      </Paragraph>
      {points.length === 0 ? null : (
        <Paragraph mb="s">
          <PageLink to={`organisation/${organisationId}/point-prices`}>{prices('open')}</PageLink>
        </Paragraph>
      )}
      {maySell && points.length > 0 ? (
        <Paragraph mb="s">
          <PageLink to={`organisation/${organisationId}/point-fees/visits`}>
            {t('visitsOfMonth')}
          </PageLink>
        </Paragraph>
      ) : null}
      <InvoiceRuns
        query={runs}
        start={
          maySell && seller !== undefined
            ? {
                start: (month) => callApi(startOperatorInvoiceRun, { organisationId, month }),
                help: t('startOperatorHelp'),
              }
            : undefined
        }
        filesOf={(month) => [
          {
            href: requestOf(exportOperatorFinvoice, { organisationId, month }).url,
            name: `${month}.xml`,
            label: t('finvoiceOf', { month: monthText(month) }),
          },
          {
            href: requestOf(exportOperatorAccounting, { organisationId, month }).url,
            name: `${month}.csv`,
            label: t('accounting', { month: monthText(month) }),
          },
        ]}
        onStarted={() => {
          void runs.refetch()
          void pointOperator.refetch()
          void invoices.pages.refetch()
        }}
      />
      <InvoicesShown {...invoices} />
      <SellerPanel
        organisationId={organisationId}
        pointOperator={pointOperator.data.value}
        mayChange={maySell && points.length > 0}
      />
      <Actions>{toAccount}</Actions>
    </>
  )
}
