import {
  fetchOwnInvoiceDocument,
  listChargesOfOwnInvoice,
  viewOwnInvoice,
  withdrawDispute,
  type Invoice,
} from '@sotevarmenne/api/fees'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'react-router'
import { ask, queryClient, type Answer } from '../api/ask.ts'
import { InvoiceLines } from '../fees/invoice-lines.tsx'
import { InvoiceActs, InvoiceDocuments, InvoiceFacts } from '../fees/invoice-parts.tsx'
import { Done, WithoutAnswer } from '../layout/answers.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { DisputeInvoice, isOfKeeper } from './dispute-invoice.tsx'

/** An invoice or credit note of the own organisation. */
export function OwnInvoicePage() {
  const t = useTexts('fees')
  const { organisationId = '', invoiceId = '' } = useParams()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [isDisputed, setIsDisputed] = useState(false)
  const query = useQuery({
    queryKey: ['own-invoice', organisationId, invoiceId],
    queryFn: ({ signal }) => ask(viewOwnInvoice, { organisationId, invoiceId }, signal),
  })
  const back = (
    <Actions>
      <PageLink to={`organisation/${organisationId}/fees`}>{t('back')}</PageLink>
    </Actions>
  )
  if (query.data?.ok !== true)
    return <WithoutAnswer query={query} title={t('heading')} back={back} />
  const invoice = query.data.value
  // What is left of it is disputed once more only when it is looked at anew.
  const mayDispute = invoice.may.includes('dispute') && !isDisputed
  const show = (value: Invoice): void => {
    queryClient.setQueryData(['own-invoice', organisationId, invoiceId], { ok: true, value })
  }
  return (
    <>
      <PageTitle>{`${t(`kind.${invoice.kind}`)} ${String(invoice.number)}`}</PageTitle>
      {isDisputed ? (
        <Done
          title={t('disputeSent')}
          help={t(isOfKeeper(invoice) ? 'disputeKeptSentHelp' : 'disputeSentHelp')}
        />
      ) : null}
      <InvoiceFacts
        invoice={invoice}
        at={(other) => `organisation/${organisationId}/invoices/${other}`}
        threadAt={(threadId) => `organisation/${organisationId}/threads/${threadId}`}
      />
      {invoice.may.includes('withdraw-dispute')
        ? invoice.disputes
            .filter(({ outcome }) => outcome === undefined)
            .map(({ threadId, disputedAt }) => (
              <TakeDisputeBack
                key={threadId}
                disputedAt={disputedAt}
                takeBack={() => ask(withdrawDispute, { organisationId, invoiceId, threadId })}
                onTaken={(value) => {
                  show(value)
                  setIsDisputed(false)
                }}
              />
            ))
        : null}
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
          at={({ applicationId }) =>
            applicationId === undefined
              ? undefined
              : `organisation/${organisationId}/certificates/${applicationId}`
          }
          chosen={chosen}
          {...(mayDispute ? { onChosen: setChosen } : {})}
        />
      ) : null}
      {mayDispute ? (
        <DisputeInvoice
          invoice={invoice}
          chosen={chosen}
          onDisputed={(value) => {
            show(value)
            void queryClient.invalidateQueries({ queryKey: ['organisation-threads'] })
            setChosen([])
            setIsDisputed(true)
          }}
        />
      ) : null}
      {back}
    </>
  )
}

/** Of a keeper's invoice: one with the office ends with its thread. */
function TakeDisputeBack({
  disputedAt,
  takeBack,
  onTaken,
}: {
  disputedAt: string
  takeBack: () => Promise<Answer<Invoice>>
  onTaken: (invoice: Invoice) => void
}) {
  const t = useTexts('fees')
  const { dayOf } = useDates()
  const { actOnYes, shown } = useAct()
  return (
    <Actions>
      {shown}
      <ConfirmButton
        label={t('takeDisputeBack', { day: dayOf(disputedAt) })}
        title={t('takeDisputeBackConfirm')}
        text={t('takeDisputeBackHelp')}
        onYes={() => actOnYes(takeBack, onTaken)}
      />
    </Actions>
  )
}
