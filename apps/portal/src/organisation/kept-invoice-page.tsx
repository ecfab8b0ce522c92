import type { Invoice } from '@sotevarmenne/api/fees'
import {
  creditKeptInvoice,
  fetchKeptInvoiceDocument,
  listChargesOfKeptInvoice,
  markKeptInvoicePaid,
  remindOfKeptInvoice,
  settleKeptDispute,
  viewKeptInvoice,
} from '@sotevarmenne/api/kept-fees'
import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { ask, type Answer } from '../api/ask.ts'
import { InvoiceDeeds, type Settled } from '../fees/invoice-deeds.tsx'
import { InvoiceLines } from '../fees/invoice-lines.tsx'
import { InvoiceDocuments, InvoiceFacts, Written } from '../fees/invoice-parts.tsx'
import { SettleDispute } from '../fees/settle-dispute.tsx'
import { useSettling } from '../fees/use-settling.ts'
import { Done, WithoutAnswer } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useTexts } from '../texts/index.ts'

/** An invoice or credit note by which the keeper of registration points asks another organisation for the fees of visits. */
export function KeptInvoicePage() {
  const t = useTexts('fees')
  const { organisationId = '', invoiceId = '' } = useParams()
  const queryKey = ['kept-invoice', organisationId, invoiceId]
  const { chosen, setChosen, isDone, settle } = useSettling(queryKey, invoiceId)
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => ask(viewKeptInvoice, { organisationId, invoiceId }, signal),
  })
  const back = (
    <Actions>
      <PageLink to={`organisation/${organisationId}/point-fees`}>{t('back')}</PageLink>
    </Actions>
  )
  if (query.data?.ok !== true)
    return <WithoutAnswer query={query} title={t('pointFees')} back={back} />
  const invoice = query.data.value
  return (
    <>
      <PageTitle>{`${t(`kind.${invoice.kind}`)} ${String(invoice.number)}`}</PageTitle>
      {isDone ? <Done title={t('done')} help={t('doneHelp')} /> : null}
      <InvoiceFacts
        invoice={invoice}
        at={(other) => `organisation/${organisationId}/point-fees/${other}`}
        organisation={invoice.organisation.name}
      />
      {(invoice.may.includes('settle-dispute') ? invoice.disputes : [])
        .filter(({ outcome }) => outcome === undefined)
        .map(({ threadId, told }) => (
          <SettleDispute
            key={threadId}
            threadId={threadId}
            why={<Written>{told ?? ''}</Written>}
            decide={({ decision }) =>
              ask(settleKeptDispute, { organisationId, invoiceId, threadId, decision })
            }
            onSettled={settle}
          />
        ))}
      <InvoiceLines invoice={invoice} />
      <InvoiceDocuments
        number={invoice.number}
        fetchDocument={(format) =>
          ask(fetchKeptInvoiceDocument, { organisationId, invoiceId, format })
        }
      />
      {invoice.may.includes('remind') ? (
        <RemindPayer
          remind={() => ask(remindOfKeptInvoice, { organisationId, invoiceId })}
          onSettled={settle}
        />
      ) : null}
      <InvoiceDeeds
        invoice={invoice}
        may={invoice.may}
        chosen={chosen}
        onChosen={setChosen}
        askFor={(asked, signal) =>
          ask(listChargesOfKeptInvoice, { ...asked, organisationId }, signal)
        }
        mark={(paidOn) => ask(markKeptInvoicePaid, { organisationId, invoiceId, paidOn })}
        help={t('creditKeptHelp')}
        asksPayer
        credit={(asked) => ask(creditKeptInvoice, { organisationId, invoiceId, ...asked })}
        onSettled={settle}
      />
      {back}
    </>
  )
}

function RemindPayer({
  remind,
  onSettled,
}: {
  remind: () => Promise<Answer<Invoice>>
  onSettled: Settled
}) {
  const t = useTexts('fees')
  const { act, isActing, shown } = useAct()
  return (
    <Panel aria-labelledby="remind">
      <Heading variant="h2" id="remind" mb="s">
        {t('remind')}
      </Heading>
      <Paragraph mb="s">{t('remindHelp')}</Paragraph>
      {shown}
      <Button variant="secondary" disabled={isActing} onClick={() => void act(remind, onSettled)}>
        {t('remind')}
      </Button>
    </Panel>
  )
}
