import type { AccountView } from '@sotevarmenne/api/accounts'
import {
  changeOwnBilling,
  listOwnCharges,
  listOwnInvoices,
  viewOwnBilling,
} from '@sotevarmenne/api/fees'
import { Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { FeesOf } from '../fees/fees-of.tsx'
import { useInvoices } from '../fees/invoice-list.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from '../fees/texts.ts'
import { ChargeSums } from './charge-sums.tsx'
import { CostCentres } from './cost-centres.tsx'
import { OfAccount } from './of-account.tsx'
import { usePointOperator } from './use-point-operator.ts'

/** The charges and invoices of the user's organisation, and where its invoices go. */
export const OwnFeesPage = () => <OfAccount>{(account) => <Shown account={account} />}</OfAccount>

function Shown({ account: { organisation, actions } }: { account: AccountView }) {
  const t = useTexts(feeTexts)
  const { organisationId, name } = organisation
  const pointOperator = usePointOperator(organisationId)
  const invoices = useInvoices({
    key: `own ${organisationId}`,
    filters: ['all', 'unpaid', 'paid'],
    requestFor: (requested, signal) =>
      callApi(listOwnInvoices, { ...requested, organisationId }, signal),
    at: (invoiceId) => `organisation/${organisationId}/invoices/${invoiceId}`,
    // The service and each operator of points have their own invoice numbers.
    names: 'seller',
  })
  const toAccount = <PageLink to={`organisation/${organisationId}`}>{name}</PageLink>
  return (
    <>
      <PageTitle>{t('ofOrganisation')}</PageTitle>
      <Paragraph mb="s">{toAccount}</Paragraph>
      {pointOperator.data?.ok === true && pointOperator.data.value.points.length > 0 ? (
        <Paragraph>
          <PageLink to={`organisation/${organisationId}/point-fees`}>{t('toPointFees')}</PageLink>
        </Paragraph>
      ) : null}
      <FeesOf
        invoices={invoices}
        charges={{
          queryKey: ['own-charges', organisationId],
          requestFor: (page, signal) =>
            callApi(listOwnCharges, { organisationId, ...page }, signal),
        }}
        billing={{
          queryKey: ['own-billing', organisationId],
          view: (signal) => callApi(viewOwnBilling, { organisationId }, signal),
          change: actions.includes('changeBilling')
            ? (input) => callApi(changeOwnBilling, { ...input, organisationId })
            : undefined,
        }}
      >
        <ChargeSums organisationId={organisationId} />
      </FeesOf>
      <CostCentres organisationId={organisationId} mayChange={actions.includes('changeBilling')} />
      <Actions>{toAccount}</Actions>
    </>
  )
}
