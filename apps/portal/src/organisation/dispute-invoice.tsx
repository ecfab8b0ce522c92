import { zodResolver } from '@hookform/resolvers/zod'
import { disputeInvoice, type InvoiceView } from '@sotevarmenne/api/fees'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { SubmitButton } from '../forms/submit-button.tsx'
import { z } from 'zod'
import { callApi } from '../api/call-api.ts'
import { LongTextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from '../fees/texts.ts'
import { typedText } from '../cases/typed-text.ts'

/** An operator of registration points sends its invoices itself. */
export const isOfPointOperator = ({ delivery }: InvoiceView): boolean => delivery === 'by-seller'

const typedDispute = z.object({ text: typedText })

/**
 * Disputes charges, with the reason, to the office or the operator that issued the invoice: the chosen ones
 * or all.
 */
export function DisputeInvoice({
  invoice,
  chosen,
  onDisputed,
}: {
  invoice: InvoiceView
  chosen: readonly string[]
  onDisputed: (invoice: InvoiceView) => void
}) {
  const t = useTexts(feeTexts)
  // One case, however often it is sent.
  const [caseId] = useState(() => crypto.randomUUID())
  const { run, isActing, shown } = useAction()
  const form = useForm({
    resolver: zodResolver(typedDispute),
    defaultValues: { text: '' },
    shouldFocusError: false,
  })
  const { invoiceId, number, organisation } = invoice
  const send = ({ text }: z.input<typeof typedDispute>): Promise<void> =>
    run(
      () =>
        callApi(disputeInvoice, {
          ...{ organisationId: organisation.organisationId, invoiceId, caseId, text },
          subject: t('disputeOf', { number: String(number) }),
          ...(chosen.length === 0 ? {} : { chargeIds: [...chosen] }),
        }),
      onDisputed,
    )
  return (
    <Panel aria-labelledby="dispute">
      <Heading variant="h2" id="dispute" mb="s">
        {t('dispute')}
      </Heading>
      <Paragraph mb="s">
        {t(isOfPointOperator(invoice) ? 'disputeOperatorHelp' : 'disputeHelp')}
      </Paragraph>
      <Paragraph mb="s">
        {chosen.length === 0 ? t('allDisputed') : t('chosen', { count: chosen.length })}
      </Paragraph>
      <Form form={form} onSubmit={send}>
        <LongTextField name="text" label={t('disputeWhy')} />
        {shown}
        <SubmitButton variant="secondary" isActing={isActing}>
          {t('dispute')}
        </SubmitButton>
      </Form>
    </Panel>
  )
}
