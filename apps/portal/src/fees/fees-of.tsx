import type { ComponentProps, ReactNode } from 'react'
import { Heading } from 'suomifi-ui-components'
import { useTexts } from '../texts/index.ts'
import { BillingOf } from './billing-of.tsx'
import { ChargesOf } from './charges-of.tsx'
import type { useInvoices } from './invoice-list.tsx'

type Invoices = Pick<ReturnType<typeof useInvoices>, 'filter' | 'list'>
type Charges = ComponentProps<typeof ChargesOf>
type Billing = ComponentProps<typeof BillingOf>

/** What an organisation was charged and invoiced, and where its invoices go, wherever that is asked. */
export const FeesOf = ({
  invoices,
  charges,
  billing,
  children,
}: {
  invoices: Invoices
  charges: Charges
  billing: Billing
  /** What else is told of them, between the two. */
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
  const t = useTexts('fees')
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
