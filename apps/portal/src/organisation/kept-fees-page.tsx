import type { Account } from '@sotevarmenne/api/accounts'
import {
  exportKeptAccounting,
  exportKeptFinvoice,
  listKeptInvoices,
  listKeptRuns,
  startKeptRun,
} from '@sotevarmenne/api/kept-fees'
import { requestOf } from '@sotevarmenne/api/request'
import { useQuery } from '@tanstack/react-query'
import { Paragraph } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { InvoicesShown } from '../fees/fees-of.tsx'
import { useInvoices } from '../fees/invoice-list.tsx'
import { InvoiceRuns } from '../fees/invoice-runs.tsx'
import { WithoutAnswer } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions } from '../layout/surface.tsx'
import { monthText } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { OfAccount } from './of-account.tsx'
import { SellerPanel } from './seller-panel.tsx'
import { useKeeper } from './use-keeper.ts'

/** What the organisation invoices others for visits to the registration points that it keeps. */
export const KeptFeesPage = () => <OfAccount>{(account) => <Shown account={account} />}</OfAccount>

function Shown({ account: { organisation, acts } }: { account: Account }) {
  const t = useTexts('fees')
  const { organisationId, name } = organisation
  const keeper = useKeeper(organisationId)
  const runs = useQuery({
    queryKey: ['kept-runs', organisationId],
    queryFn: ({ signal }) => ask(listKeptRuns, { organisationId }, signal),
  })
  const invoices = useInvoices({
    key: `kept ${organisationId}`,
    filters: ['all', 'unpaid'],
    askFor: (asked, signal) => ask(listKeptInvoices, { ...asked, organisationId }, signal),
    at: (invoiceId) => `organisation/${organisationId}/point-fees/${invoiceId}`,
  })
  const toAccount = <PageLink to={`organisation/${organisationId}`}>{name}</PageLink>
  if (keeper.data?.ok !== true)
    return <WithoutAnswer query={keeper} title={t('pointFees')} back={toAccount} />
  const { points, seller } = keeper.data.value
  const maySell = acts.includes('keepBilling')
  return (
    <>
      <PageTitle>{t('pointFees')}</PageTitle>
      <Paragraph mb="s">{toAccount}</Paragraph>
      <Paragraph mb="s">{t('pointFeesHelp')}</Paragraph>
      <Paragraph>
        {points.length === 0
          ? t('noPoints')
          : t('pointsKept', { names: points.map((point) => point.name).join(', ') })}
      </Paragraph>
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
                start: (month) => ask(startKeptRun, { organisationId, month }),
                help: t('startKeptHelp'),
              }
            : undefined
        }
        filesOf={(month) => [
          {
            href: requestOf(exportKeptFinvoice, { organisationId, month }).url,
            name: `${month}.xml`,
            label: t('finvoiceOf', { month: monthText(month) }),
          },
          {
            href: requestOf(exportKeptAccounting, { organisationId, month }).url,
            name: `${month}.csv`,
            label: t('accounting', { month: monthText(month) }),
          },
        ]}
        onStarted={() => {
          void runs.refetch()
          void keeper.refetch()
          void invoices.pages.refetch()
        }}
      />
      <InvoicesShown {...invoices} />
      <SellerPanel
        organisationId={organisationId}
        keeper={keeper.data.value}
        mayChange={maySell && points.length > 0}
      />
      <Actions>{toAccount}</Actions>
    </>
  )
}
