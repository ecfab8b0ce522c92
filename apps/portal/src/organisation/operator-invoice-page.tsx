import type { InvoiceView } from '@sotevarmenne/api/fees'
import {
  creditOperatorInvoice,
  fetchOperatorInvoiceDocument,
  listChargesOfOperatorInvoice,
  markOperatorInvoicePaid,
  remindOfOperatorInvoice,
  settleOperatorDispute,
  viewOperatorInvoice,
} from '@sotevarmenne/api/operator-fees'
import { useParams } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { callApi, type ApiResult } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { InvoiceOperations, type Settled } from '../fees/invoice-operations.tsx'
import { InvoiceLines } from '../fees/invoice-lines.tsx'
import { InvoiceDocuments, InvoiceFacts, Written } from '../fees/invoice-parts.tsx'
import { SettleDispute } from '../fees/settle-dispute.tsx'
import { useSettling } from '../fees/use-settling.ts'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from '../fees/texts.ts'

/**
 * An invoice or credit note from an operator of registration points to another organisation for visit fees.
 */
export function OperatorInvoicePage() {
  const t = useTexts(feeTexts)
  const { organisationId = '', invoiceId = '' } = useParams()
  const queryKey = ['operator-invoice', organisationId, invoiceId]
  const { chosen, setChosen, isDone, settle } = useSettling(queryKey, invoiceId)
  const query = useApiQuery(queryKey, viewOperatorInvoice, { organisationId, invoiceId })
  const back = (
    <Actions>
      <PageLink to={`organisation/${organisationId}/point-fees`}>{t('back')}</PageLink>
    </Actions>
  )
  if (query.data?.ok !== true)
    return <WithoutResponse query={query} title={t('pointFees')} back={back} />
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
        .map(({ caseId, reason }) => (
          <SettleDispute
            key={caseId}
            caseId={caseId}
            why={<Written>{reason ?? ''}</Written>}
            decide={({ decision }) =>
              callApi(settleOperatorDispute, { organisationId, invoiceId, caseId, decision })
            }
            onSettled={settle}
          />
        ))}
      <InvoiceLines invoice={invoice} />
      <InvoiceDocuments
        number={invoice.number}
        fetchDocument={(format) =>
          callApi(fetchOperatorInvoiceDocument, { organisationId, invoiceId, format })
        }
      />
      {invoice.may.includes('remind') ? (
        <RemindPayer
          remind={() => callApi(remindOfOperatorInvoice, { organisationId, invoiceId })}
          onSettled={settle}
        />
      ) : null}
      <InvoiceOperations
        invoice={invoice}
        may={invoice.may}
        chosen={chosen}
        onChosen={setChosen}
        requestFor={(requested, signal) =>
          callApi(listChargesOfOperatorInvoice, { ...requested, organisationId }, signal)
        }
        mark={(paidOn) => callApi(markOperatorInvoicePaid, { organisationId, invoiceId, paidOn })}
        help={t('creditOperatorHelp')}
        requestsPayer
        credit={(requested) =>
          callApi(creditOperatorInvoice, { organisationId, invoiceId, ...requested })
        }
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
  remind: () => Promise<ApiResult<InvoiceView>>
  onSettled: Settled
}) {
  const t = useTexts(feeTexts)
  const { run, isActing, shown } = useAction()
  return (
    <Panel aria-labelledby="remind">
      <Heading variant="h2" id="remind" mb="s">
        {t('remind')}
      </Heading>
      <Paragraph mb="s">{t('remindHelp')}</Paragraph>
      {shown}
      <Button variant="secondary" disabled={isActing} onClick={() => void run(remind, onSettled)}>
        {t('remind')}
      </Button>
    </Panel>
  )
}
