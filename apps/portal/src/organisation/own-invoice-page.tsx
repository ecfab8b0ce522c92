import {
  fetchOwnInvoiceDocument,
  listChargesOfOwnInvoice,
  viewOwnInvoice,
  withdrawDispute,
  type InvoiceView,
} from '@sotevarmenne/api/fees'
import { useState } from 'react'
import { useParams } from 'react-router'
import { callApi, queryClient, type ApiResult } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { InvoiceLines } from '../fees/invoice-lines.tsx'
import { InvoiceActions, InvoiceDocuments, InvoiceFacts } from '../fees/invoice-parts.tsx'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from '../fees/texts.ts'
import { DisputeInvoice, isOfPointOperator } from './dispute-invoice.tsx'

/** An invoice or credit note of the user's organisation. */
export function OwnInvoicePage() {
  const t = useTexts(feeTexts)
  const { organisationId = '', invoiceId = '' } = useParams()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [isDisputed, setIsDisputed] = useState(false)
  const query = useApiQuery(['own-invoice', organisationId, invoiceId], viewOwnInvoice, {
    organisationId,
    invoiceId,
  })
  const back = (
    <Actions>
      <PageLink to={`organisation/${organisationId}/fees`}>{t('back')}</PageLink>
    </Actions>
  )
  if (query.data?.ok !== true)
    return <WithoutResponse query={query} title={t('heading')} back={back} />
  const invoice = query.data.value
  // The remaining charges can be disputed again only after the page is reloaded.
  const mayDispute = invoice.may.includes('dispute') && !isDisputed
  const show = (value: InvoiceView): void => {
    queryClient.setQueryData(['own-invoice', organisationId, invoiceId], { ok: true, value })
  }
  return (
    <>
      <PageTitle>{`${t(`kind.${invoice.kind}`)} ${String(invoice.number)}`}</PageTitle>
      {isDisputed ? (
        <Done
          title={t('disputeSent')}
          help={t(isOfPointOperator(invoice) ? 'disputeOperatorSentHelp' : 'disputeSentHelp')}
        />
      ) : null}
      <InvoiceFacts
        invoice={invoice}
        at={(other) => `organisation/${organisationId}/invoices/${other}`}
        caseAt={(caseId) => `organisation/${organisationId}/cases/${caseId}`}
      />
      {invoice.may.includes('withdraw-dispute')
        ? invoice.disputes
            .filter(({ outcome }) => outcome === undefined)
            .map(({ caseId, disputedAt }) => (
              <TakeDisputeBack
                key={caseId}
                disputedAt={disputedAt}
                takeBack={() => callApi(withdrawDispute, { organisationId, invoiceId, caseId })}
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
          callApi(fetchOwnInvoiceDocument, { organisationId, invoiceId, format })
        }
      />
      <InvoiceActions
        invoice={invoice}
        requestFor={(requested, signal) =>
          callApi(listChargesOfOwnInvoice, { ...requested, organisationId }, signal)
        }
        at={({ applicationId }) =>
          applicationId === undefined
            ? undefined
            : `organisation/${organisationId}/certificates/${applicationId}`
        }
        chosen={chosen}
        {...(mayDispute ? { onChosen: setChosen } : {})}
      />
      {mayDispute ? (
        <DisputeInvoice
          invoice={invoice}
          chosen={chosen}
          onDisputed={(value) => {
            show(value)
            void queryClient.invalidateQueries({ queryKey: ['organisation-cases'] })
            setChosen([])
            setIsDisputed(true)
          }}
        />
      ) : null}
      {back}
    </>
  )
}

/** For an operator's invoice: a dispute with the office ends with its case. */
function TakeDisputeBack({
  disputedAt,
  takeBack,
  onTaken,
}: {
  disputedAt: string
  takeBack: () => Promise<ApiResult<InvoiceView>>
  onTaken: (invoice: InvoiceView) => void
}) {
  const t = useTexts(feeTexts)
  const { dayOf } = useDates()
  const { runOnConfirm, shown } = useAction()
  return (
    <Actions>
      {shown}
      <ConfirmButton
        label={t('takeDisputeBack', { day: dayOf(disputedAt) })}
        title={t('takeDisputeBackConfirm')}
        text={t('takeDisputeBackHelp')}
        onYes={() => runOnConfirm(takeBack, onTaken)}
      />
    </Actions>
  )
}
