import type { Account } from '@sotevarmenne/api/accounts'
import {
  changeOwnBilling,
  listOwnCharges,
  listOwnInvoices,
  viewOwnBilling,
} from '@sotevarmenne/api/fees'
import { Paragraph } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { FeesOf } from '../fees/fees-of.tsx'
import { useInvoices } from '../fees/invoice-list.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { ChargeSums } from './charge-sums.tsx'
import { CostCentres } from './cost-centres.tsx'
import { OfAccount } from './of-account.tsx'
import { useKeeper } from './use-keeper.ts'

/** What the own organisation was charged and invoiced, and where its invoices go. */
export const OwnFeesPage = () => <OfAccount>{(account) => <Shown account={account} />}</OfAccount>

function Shown({ account: { organisation, acts } }: { account: Account }) {
  const t = useTexts('fees')
  const { organisationId, name } = organisation
  const keeper = useKeeper(organisationId)
  const invoices = useInvoices({
    key: `own ${organisationId}`,
    filters: ['all', 'unpaid'],
    askFor: (asked, signal) => ask(listOwnInvoices, { ...asked, organisationId }, signal),
    at: (invoiceId) => `organisation/${organisationId}/invoices/${invoiceId}`,
    // The service and keepers of points each have numbers of their own.
    names: 'seller',
  })
  const toAccount = <PageLink to={`organisation/${organisationId}`}>{name}</PageLink>
  return (
    <>
      <PageTitle>{t('ofOrganisation')}</PageTitle>
      <Paragraph mb="s">{toAccount}</Paragraph>
      {keeper.data?.ok === true && keeper.data.value.points.length > 0 ? (
        <Paragraph>
          <PageLink to={`organisation/${organisationId}/point-fees`}>{t('toPointFees')}</PageLink>
        </Paragraph>
      ) : null}
      <FeesOf
        invoices={invoices}
        charges={{
          queryKey: ['own-charges', organisationId],
          askFor: (page, signal) => ask(listOwnCharges, { organisationId, ...page }, signal),
        }}
        billing={{
          queryKey: ['own-billing', organisationId],
          view: (signal) => ask(viewOwnBilling, { organisationId }, signal),
          change: acts.includes('keepBilling')
            ? (told) => ask(changeOwnBilling, { ...told, organisationId })
            : undefined,
        }}
      >
        <ChargeSums organisationId={organisationId} />
      </FeesOf>
      <CostCentres organisationId={organisationId} mayChange={acts.includes('keepBilling')} />
      <Actions>{toAccount}</Actions>
    </>
  )
}
