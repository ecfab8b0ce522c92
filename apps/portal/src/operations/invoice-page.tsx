import type { Session } from '@sotevarmenne/api/access'
import {
  creditInvoice,
  fetchInvoiceDocument,
  listChargesOfInvoice,
  markInvoicePaid,
  sendInvoiceAgain,
  settleDispute,
  viewInvoice,
  type Invoice,
} from '@sotevarmenne/api/fees'
import { useQuery } from '@tanstack/react-query'
import { useOutletContext, useParams } from 'react-router'
import { Button, Paragraph } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { InvoiceDeeds, type Settled } from '../fees/invoice-deeds.tsx'
import { InvoiceLines } from '../fees/invoice-lines.tsx'
import { InvoiceDocuments, InvoiceFacts } from '../fees/invoice-parts.tsx'
import { SettleDispute } from '../fees/settle-dispute.tsx'
import { useSettling } from '../fees/use-settling.ts'
import { Done, WithoutAnswer } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useTexts } from '../texts/index.ts'
import { chargedForOfOffice } from './charged-for-of-office.ts'

/** One invoice or credit note: what it asks for, where it went, and what may be done with it. */
export function InvoicePage() {
  const t = useTexts('fees')
  const { roles } = useOutletContext<Session>()
  const { invoiceId = '' } = useParams()
  const queryKey = ['invoice', invoiceId]
  const { chosen, setChosen, isDone, settle } = useSettling(queryKey, invoiceId)
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => ask(viewInvoice, { invoiceId }, signal),
  })
  if (query.data?.ok !== true)
    return (
      <WithoutAnswer
        query={query}
        title={t('heading')}
        back={<PageLink to="operations/invoices">{t('back')}</PageLink>}
      />
    )

  const invoice = query.data.value
  const may = roles.includes('handler') ? invoice.may : []
  return (
    <>
      <PageTitle>{`${t(`kind.${invoice.kind}`)} ${String(invoice.number)}`}</PageTitle>
      {isDone ? <Done title={t('done')} help={t('doneHelp')} /> : null}
      <InvoiceFacts
        invoice={invoice}
        at={(other) => `operations/invoices/${other}`}
        threadAt={(threadId) => `operations/threads/${threadId}`}
        organisation={
          <PageLink to={`operations/organisations/${invoice.organisation.organisationId}/fees`}>
            {invoice.organisation.name}
          </PageLink>
        }
      />
      {(roles.includes('handler') ? invoice.disputes : [])
        .filter(({ outcome }) => outcome === undefined)
        .map(({ threadId }) => (
          <SettleDispute
            key={threadId}
            threadId={threadId}
            why={
              <>
                {t('settleHelp')}{' '}
                <PageLink to={`operations/threads/${threadId}`}>{t('toThread')}</PageLink>
              </>
            }
            decide={(asked) => ask(settleDispute, { ...asked, invoiceId, threadId })}
            onSettled={settle}
          />
        ))}
      {may.includes('send-again') ? <SendAgain invoice={invoice} onSettled={settle} /> : null}
      <InvoiceLines invoice={invoice} />
      <InvoiceDocuments
        number={invoice.number}
        fetchDocument={(format) => ask(fetchInvoiceDocument, { invoiceId, format })}
      />
      <InvoiceDeeds
        invoice={invoice}
        may={may}
        chosen={chosen}
        onChosen={setChosen}
        askFor={(asked, signal) => ask(listChargesOfInvoice, asked, signal)}
        at={chargedForOfOffice}
        mark={(paidOn) => ask(markInvoicePaid, { invoiceId, paidOn })}
        help={t('creditHelp')}
        credit={(asked) => ask(creditInvoice, { invoiceId, ...asked })}
        onSettled={settle}
      />
      <Actions>
        <PageLink to="operations/invoices">{t('back')}</PageLink>
      </Actions>
    </>
  )
}

function SendAgain({ invoice, onSettled }: { invoice: Invoice; onSettled: Settled }) {
  const t = useTexts('fees')
  const { act, isActing, shown } = useAct()
  const { invoiceId, organisation } = invoice
  return (
    <Panel aria-label={t('sendAgain')}>
      <Paragraph>{t('sendAgainHelp')}</Paragraph>
      {shown}
      <Actions>
        <Button
          disabled={isActing}
          onClick={() => void act(() => ask(sendInvoiceAgain, { invoiceId }), onSettled)}
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
