import { viewAccount } from '@sotevarmenne/api/accounts'
import {
  changeOwnBilling,
  listOwnCharges,
  listOwnInvoices,
  viewOwnBilling,
} from '@sotevarmenne/api/fees'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { ask, queryClient } from '../api/ask.ts'
import { BillingPanel } from '../fees/billing-panel.tsx'
import { ChargeLine } from '../fees/charge-line.tsx'
import { useInvoices } from '../fees/invoice-list.tsx'
import { Fetching, ProblemShown, UnreachablePage } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { RowList } from '../layout/row-list.tsx'
import { Actions } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { ChargeSums } from './charge-sums.tsx'

/** What the own organisation was charged and invoiced, and where its invoices go. */
export function OwnFeesPage() {
  const t = useTexts('fees')
  const accounts = useTexts('accounts')
  const { organisationId = '' } = useParams()
  const account = useQuery({
    queryKey: ['account', organisationId],
    queryFn: ({ signal }) => ask(viewAccount, { organisationId }, signal),
  })
  const billing = useQuery({
    queryKey: ['own-billing', organisationId],
    queryFn: ({ signal }) => ask(viewOwnBilling, { organisationId }, signal),
  })
  const charges = useInfiniteQuery({
    queryKey: ['own-charges', organisationId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask(listOwnCharges, { organisationId, cursor: pageParam, limit: 25 }, signal),
    getNextPageParam: (last) => (last.ok ? last.value.nextCursor : undefined),
  })
  const invoices = useInvoices({
    key: `own ${organisationId}`,
    filters: ['all', 'unpaid'],
    askFor: (asked, signal) => ask(listOwnInvoices, { ...asked, organisationId }, signal),
    at: (invoiceId) => `organisation/${organisationId}/invoices/${invoiceId}`,
  })
  if (account.isError || billing.isError)
    return (
      <UnreachablePage
        onRetry={() => {
          void account.refetch()
          void billing.refetch()
        }}
      />
    )
  if (account.data === undefined || billing.data === undefined) return <Fetching />
  const refused = [account.data, billing.data].find((answer) => !answer.ok)
  if (refused?.ok === false || !account.data.ok || !billing.data.ok)
    return (
      <>
        <PageTitle>{t('ofOrganisation')}</PageTitle>
        {refused?.ok === false ? <ProblemShown problem={refused.refusal} /> : null}
        <PageLink to="organisation">{accounts('back')}</PageLink>
      </>
    )
  const { organisation, acts } = account.data.value
  return (
    <>
      <PageTitle>{t('ofOrganisation')}</PageTitle>
      <Paragraph>
        <PageLink to={`organisation/${organisationId}`}>{organisation.name}</PageLink>
      </Paragraph>
      <Heading variant="h2" mt="l" mb="s">
        {t('invoices')}
      </Heading>
      {invoices.filter}
      {invoices.list}
      <ChargeSums organisationId={organisationId} />
      <Heading variant="h2" mt="l" mb="s">
        {t('charges')}
      </Heading>
      <RowList
        pages={charges}
        empty={t('noCharges')}
        rowsOf={(page) =>
          page.charges.map((charge) => <ChargeLine key={charge.chargeId} charge={charge} />)
        }
      />
      <BillingPanel
        billing={billing.data.value}
        change={
          acts.includes('keepBilling')
            ? (told) => ask(changeOwnBilling, { ...told, organisationId })
            : undefined
        }
        onChanged={(value) => {
          queryClient.setQueryData(['own-billing', organisationId], { ok: true, value })
        }}
      />
      <Actions>
        <PageLink to={`organisation/${organisationId}`}>{organisation.name}</PageLink>
      </Actions>
    </>
  )
}
