import {
  creditKeptInvoice,
  fetchKeptInvoiceDocument,
  listChargesOfKeptInvoice,
  markKeptInvoicePaid,
  viewKeptInvoice,
} from '@sotevarmenne/api/kept-fees'
import type { Invoice } from '@sotevarmenne/api/fees'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'react-router'
import { ask, queryClient } from '../api/ask.ts'
import { InvoiceCredit, InvoicePayment } from '../fees/invoice-deeds.tsx'
import { InvoiceLines } from '../fees/invoice-lines.tsx'
import { InvoiceActs, InvoiceDocuments, InvoiceFacts } from '../fees/invoice-parts.tsx'
import { Done, WithoutAnswer } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'

/** An invoice or credit note by which the keeper of registration points asks another organisation for the fees of visits. */
export function KeptInvoicePage() {
  const t = useTexts('fees')
  const { organisationId = '', invoiceId = '' } = useParams()
  const [isDone, setIsDone] = useState(false)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const queryKey = ['kept-invoice', organisationId, invoiceId]
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => ask(viewKeptInvoice, { organisationId, invoiceId }, signal),
  })
  const back = (
    <Actions>
      <PageLink to={`organisation/${organisationId}/point-fees`}>{t('back')}</PageLink>
    </Actions>
  )
  if (query.isError || query.data?.ok !== true)
    return <WithoutAnswer query={query} title={t('pointFees')} back={back} />
  const invoice = query.data.value
  const settle = (value: Invoice): void => {
    queryClient.setQueryData(queryKey, { ok: true, value })
    void queryClient.invalidateQueries({ queryKey: ['charges-of', invoiceId] })
    void queryClient.invalidateQueries({ queryKey: ['invoices'] })
    setChosen([])
    setIsDone(true)
  }
  const { may } = invoice
  return (
    <>
      <PageTitle>{`${t(`kind.${invoice.kind}`)} ${String(invoice.number)}`}</PageTitle>
      {isDone ? <Done title={t('done')} help={t('doneHelp')} /> : null}
      <InvoiceFacts
        invoice={invoice}
        at={(other) => `organisation/${organisationId}/point-fees/${other}`}
        threadAt={(threadId) => `organisation/${organisationId}/threads/${threadId}`}
        organisation={invoice.organisation.name}
      />
      <InvoiceLines invoice={invoice} />
      <InvoiceDocuments
        number={invoice.number}
        fetchDocument={(format) =>
          ask(fetchKeptInvoiceDocument, { organisationId, invoiceId, format })
        }
      />
      {invoice.kind === 'invoice' ? (
        <InvoiceActs
          invoiceId={invoiceId}
          askFor={(asked, signal) =>
            ask(listChargesOfKeptInvoice, { ...asked, organisationId }, signal)
          }
          chosen={chosen}
          {...(may.includes('credit') ? { onChosen: setChosen } : {})}
        />
      ) : null}
      {may.includes('mark-paid') || may.includes('mark-unpaid') ? (
        <InvoicePayment
          invoice={invoice}
          mark={(paidOn) => ask(markKeptInvoicePaid, { organisationId, invoiceId, paidOn })}
          onSettled={settle}
        />
      ) : null}
      {may.includes('credit') ? (
        <InvoiceCredit
          invoice={invoice}
          chosen={chosen}
          help={t('creditKeptHelp')}
          asksPayer
          credit={(asked) => ask(creditKeptInvoice, { organisationId, invoiceId, ...asked })}
          onSettled={settle}
        />
      ) : null}
      {back}
    </>
  )
}
