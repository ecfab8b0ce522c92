import type { Session } from '@sotevarmenne/api/access'
import { changeBilling, listCharges, viewBilling } from '@sotevarmenne/api/fees'
import { viewOrganisation } from '@sotevarmenne/api/organisations'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useOutletContext, useParams } from 'react-router'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { ask, queryClient } from '../api/ask.ts'
import { BillingPanel } from '../fees/billing-panel.tsx'
import { ChargeLine } from '../fees/charge-line.tsx'
import { Fetching, ProblemShown, UnreachablePage } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { RowList } from '../layout/row-list.tsx'
import { Actions } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { useAllInvoices } from './use-all-invoices.ts'

/** What an organisation was charged and invoiced, and where its invoices go. */
export function OrganisationFeesPage() {
  const t = useTexts('fees')
  const { roles } = useOutletContext<Session>()
  const { organisationId = '' } = useParams()
  const organisation = useQuery({
    queryKey: ['organisation', organisationId],
    queryFn: ({ signal }) => ask(viewOrganisation, { organisationId }, signal),
  })
  const billing = useQuery({
    queryKey: ['billing', organisationId],
    queryFn: ({ signal }) => ask(viewBilling, { organisationId }, signal),
  })
  const charges = useInfiniteQuery({
    queryKey: ['charges', organisationId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask(listCharges, { organisationId, cursor: pageParam, limit: 25 }, signal),
    getNextPageParam: (last) => (last.ok ? last.value.nextCursor : undefined),
  })
  const invoices = useAllInvoices(organisationId)
  if (organisation.isError || billing.isError)
    return (
      <UnreachablePage
        onRetry={() => {
          void organisation.refetch()
          void billing.refetch()
        }}
      />
    )
  if (organisation.data === undefined || billing.data === undefined) return <Fetching />
  const refused = [organisation.data, billing.data].find((answer) => !answer.ok)
  if (refused?.ok === false || !organisation.data.ok || !billing.data.ok)
    return (
      <>
        <PageTitle>{t('ofOrganisation')}</PageTitle>
        {refused?.ok === false ? <ProblemShown problem={refused.refusal} /> : null}
        <PageLink to="operations/invoices">{t('back')}</PageLink>
      </>
    )
  return (
    <>
      <PageTitle>{t('ofOrganisation')}</PageTitle>
      <Paragraph>
        <PageLink to={`operations/organisations/${organisationId}`}>
          {organisation.data.value.name}
        </PageLink>
      </Paragraph>
      <BillingPanel
        billing={billing.data.value}
        change={
          roles.includes('handler')
            ? (told) => ask(changeBilling, { ...told, organisationId })
            : undefined
        }
        onChanged={(value) => {
          queryClient.setQueryData(['billing', organisationId], { ok: true, value })
        }}
      />
      <Heading variant="h2" mt="l" mb="s">
        {t('invoices')}
      </Heading>
      {invoices.filter}
      {invoices.list}
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
      <Actions>
        <PageLink to="operations/invoices">{t('back')}</PageLink>
      </Actions>
    </>
  )
}
