import type { SessionView } from '@sotevarmenne/api/authentication'
import {
  creditInvoice,
  fetchInvoiceDocument,
  listChargesOfInvoice,
  markInvoicePaid,
  sendInvoiceAgain,
  settleDispute,
  viewInvoice,
  type InvoiceView,
} from '@sotevarmenne/api/fees'
import { useOutletContext, useParams } from 'react-router'
import { Button, Paragraph } from 'suomifi-ui-components'
import { mayDo } from '../api/session.ts'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { InvoiceOperations, type Settled } from '../fees/invoice-operations.tsx'
import { InvoiceLines } from '../fees/invoice-lines.tsx'
import { InvoiceDocuments, InvoiceFacts } from '../fees/invoice-parts.tsx'
import { SettleDispute } from '../fees/settle-dispute.tsx'
import { useSettling } from '../fees/use-settling.ts'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from '../fees/texts.ts'
import { chargedForOfOffice } from './charged-for-of-office.ts'

/** One invoice or credit note: its content, where it was sent, and what may be done with it. */
export function InvoicePage() {
  const t = useTexts(feeTexts)
  const session = useOutletContext<SessionView>()
  const { invoiceId = '' } = useParams()
  const queryKey = ['invoice', invoiceId]
  const { chosen, setChosen, isDone, settle } = useSettling(queryKey, invoiceId)
  const query = useApiQuery(queryKey, viewInvoice, { invoiceId })
  if (query.data?.ok !== true)
    return (
      <WithoutResponse
        query={query}
        title={t('heading')}
        back={<PageLink to="operations/invoices">{t('back')}</PageLink>}
      />
    )

  const invoice = query.data.value
  const may = mayDo(session, 'fees.creditInvoice') ? invoice.may : []
  return (
    <>
      <PageTitle>{`${t(`kind.${invoice.kind}`)} ${String(invoice.number)}`}</PageTitle>
      {isDone ? <Done title={t('done')} help={t('doneHelp')} /> : null}
      <InvoiceFacts
        invoice={invoice}
        at={(other) => `operations/invoices/${other}`}
        caseAt={(caseId) => `operations/cases/${caseId}`}
        organisation={
          <PageLink to={`operations/organisations/${invoice.organisation.organisationId}/fees`}>
            {invoice.organisation.name}
          </PageLink>
        }
      />
      {(mayDo(session, 'fees.settleDispute') ? invoice.disputes : [])
        .filter(({ outcome }) => outcome === undefined)
        .map(({ caseId }) => (
          <SettleDispute
            key={caseId}
            caseId={caseId}
            why={
              <>
                {t('settleHelp')}{' '}
                <PageLink to={`operations/cases/${caseId}`}>{t('toCase')}</PageLink>
              </>
            }
            decide={(requested) => callApi(settleDispute, { ...requested, invoiceId, caseId })}
            onSettled={settle}
          />
        ))}
      {may.includes('send-again') ? <SendAgain invoice={invoice} onSettled={settle} /> : null}
      <InvoiceLines invoice={invoice} />
      <InvoiceDocuments
        number={invoice.number}
        fetchDocument={(format) => callApi(fetchInvoiceDocument, { invoiceId, format })}
      />
      <InvoiceOperations
        invoice={invoice}
        may={may}
        chosen={chosen}
        onChosen={setChosen}
        requestFor={(requested, signal) => callApi(listChargesOfInvoice, requested, signal)}
        at={chargedForOfOffice}
        mark={(paidOn) => callApi(markInvoicePaid, { invoiceId, paidOn })}
        help={t('creditHelp')}
        credit={(requested) => callApi(creditInvoice, { invoiceId, ...requested })}
        onSettled={settle}
      />
      <Actions>
        <PageLink to="operations/invoices">{t('back')}</PageLink>
      </Actions>
    </>
  )
}

function SendAgain({ invoice, onSettled }: { invoice: InvoiceView; onSettled: Settled }) {
  const t = useTexts(feeTexts)
  const { run, isActing, shown } = useAction()
  const { invoiceId, organisation } = invoice
  return (
    <Panel aria-label={t('sendAgain')}>
      <Paragraph>{t('sendAgainHelp')}</Paragraph>
      {shown}
      <Actions>
        <Button
          disabled={isActing}
          onClick={() => void run(() => callApi(sendInvoiceAgain, { invoiceId }), onSettled)}
        >
          {t('sendAgain')}
        </Button>
        <PageLink to={`operations/organisations/${organisation.organisationId}/fees`}>
          {t('billing')}
        </PageLink>
      </Actions>
    </Panel>
  )
}
