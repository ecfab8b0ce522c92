import type { SessionView } from '@sotevarmenne/api/authentication'
import { changeBilling, listCharges, viewBilling } from '@sotevarmenne/api/fees'
import { viewOrganisation } from '@sotevarmenne/api/organisations'
import { useOutletContext, useParams } from 'react-router'
import { Paragraph } from 'suomifi-ui-components'
import { mayDo } from '../api/session.ts'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { FeesOf } from '../fees/fees-of.tsx'
import { WithoutResponse } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from '../fees/texts.ts'
import { chargedForOfOffice } from './charged-for-of-office.ts'
import { MoveCharges } from './move-charges.tsx'
import { useAllInvoices } from './use-all-invoices.ts'

/** An organisation's charges and invoices, and where its invoices go. */
export function OrganisationFeesPage() {
  const t = useTexts(feeTexts)
  const session = useOutletContext<SessionView>()
  const { organisationId = '' } = useParams()
  const query = useApiQuery(['organisation', organisationId], viewOrganisation, { organisationId })
  const invoices = useAllInvoices(organisationId)
  const back = <PageLink to="operations/invoices">{t('back')}</PageLink>
  if (query.data?.ok !== true)
    return <WithoutResponse query={query} title={t('ofOrganisation')} back={back} />
  return (
    <>
      <PageTitle>{t('ofOrganisation')}</PageTitle>
      <Paragraph>
        <PageLink to={`operations/organisations/${organisationId}`}>
          {query.data.value.name}
        </PageLink>
      </Paragraph>
      <FeesOf
        invoices={invoices}
        charges={{
          queryKey: ['charges', organisationId],
          at: chargedForOfOffice,
          requestFor: (page, signal) => callApi(listCharges, { organisationId, ...page }, signal),
        }}
        billing={{
          queryKey: ['billing', organisationId],
          view: (signal) => callApi(viewBilling, { organisationId }, signal),
          change: mayDo(session, 'fees.changeBilling')
            ? (input) => callApi(changeBilling, { ...input, organisationId })
            : undefined,
        }}
      />
      {mayDo(session, 'fees.moveCharges') ? <MoveCharges organisationId={organisationId} /> : null}
      <Actions>{back}</Actions>
    </>
  )
}
