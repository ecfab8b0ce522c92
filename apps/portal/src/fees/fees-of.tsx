import type { ComponentProps, ReactNode } from 'react'
import { Heading } from 'suomifi-ui-components'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from './texts.ts'
import { BillingOf } from './billing-of.tsx'
import { ChargesOf } from './charges-of.tsx'
import type { useInvoices } from './invoice-list.tsx'

type Invoices = Pick<ReturnType<typeof useInvoices>, 'filter' | 'list'>
type Charges = ComponentProps<typeof ChargesOf>
type Billing = ComponentProps<typeof BillingOf>

/** An organisation's charges and invoices, and where its invoices go, on every page that shows them. */
export const FeesOf = ({
  invoices,
  charges,
  billing,
  children,
}: {
  invoices: Invoices
  charges: Charges
  billing: Billing
  /** Further content, between the two. */
  children?: ReactNode
}) => (
  <>
    <InvoicesShown {...invoices} />
    {children}
    <ChargesOf {...charges} />
    <BillingOf {...billing} />
  </>
)

export function InvoicesShown({ filter, list }: Invoices) {
  const t = useTexts(feeTexts)
  return (
    <>
      <Heading variant="h2" mt="l" mb="s">
        {t('invoices')}
      </Heading>
      {filter}
      {list}
    </>
  )
}
