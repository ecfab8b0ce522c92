import {
  fetchOwnInvoiceDocument,
  listChargesOfOwnInvoice,
  viewOwnInvoice,
} from '@sotevarmenne/api/fees'
import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { ask } from '../api/ask.ts'
import { InvoiceLines } from '../fees/invoice-lines.tsx'
import { InvoiceActs, InvoiceDocuments, InvoiceFacts } from '../fees/invoice-parts.tsx'
import { WithoutAnswer } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'

/** An invoice or credit note of the own organisation. */
export function OwnInvoicePage() {
  const t = useTexts('fees')
  const { organisationId = '', invoiceId = '' } = useParams()
  const query = useQuery({
    queryKey: ['own-invoice', organisationId, invoiceId],
    queryFn: ({ signal }) => ask(viewOwnInvoice, { organisationId, invoiceId }, signal),
  })
  const back = (
    <Actions>
      <PageLink to={`organisation/${organisationId}/fees`}>{t('back')}</PageLink>
    </Actions>
  )
  if (query.isError || query.data?.ok !== true)
    return <WithoutAnswer query={query} title={t('heading')} back={back} />
  const invoice = query.data.value
  return (
    <>
      <PageTitle>{`${t(`kind.${invoice.kind}`)} ${String(invoice.number)}`}</PageTitle>
      <InvoiceFacts
        invoice={invoice}
        at={(other) => `organisation/${organisationId}/invoices/${other}`}
      />
      <InvoiceLines invoice={invoice} />
      <InvoiceDocuments
        number={invoice.number}
        fetchDocument={(format) =>
          ask(fetchOwnInvoiceDocument, { organisationId, invoiceId, format })
        }
      />
      {invoice.kind === 'invoice' ? (
        <InvoiceActs
          invoiceId={invoiceId}
          askFor={(asked, signal) =>
            ask(listChargesOfOwnInvoice, { ...asked, organisationId }, signal)
          }
        />
      ) : null}
      {back}
    </>
  )
}
