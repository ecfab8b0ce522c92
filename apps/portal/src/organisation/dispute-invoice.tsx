import { zodResolver } from '@hookform/resolvers/zod'
import { disputeInvoice, type Invoice } from '@sotevarmenne/api/fees'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { ask } from '../api/ask.ts'
import { LongTextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useTexts } from '../texts/index.ts'
import { typedText } from '../threads/typed-text.ts'

/** A keeper of registration points sends its invoices itself. */
export const isOfKeeper = ({ delivery }: Invoice): boolean => delivery === 'by-seller'

const typedDispute = z.object({ text: typedText })

/** Tells the office, or the keeper whose invoice it is, that charges are wrong, and why: those that are chosen, or all of the invoice. */
export function DisputeInvoice({
  invoice,
  chosen,
  onDisputed,
}: {
  invoice: Invoice
  chosen: readonly string[]
  onDisputed: (invoice: Invoice) => void
}) {
  const t = useTexts('fees')
  const threads = useTexts('threads')
  // However often it is sent, it is one.
  const [threadId] = useState(() => crypto.randomUUID())
  const { act, isActing, shown } = useAct()
  const form = useForm({
    resolver: zodResolver(typedDispute),
    defaultValues: { text: '' },
    shouldFocusError: false,
  })
  const { invoiceId, number, organisation } = invoice
  const send = ({ text }: z.input<typeof typedDispute>): Promise<void> =>
    act(
      () =>
        ask(disputeInvoice, {
          ...{ organisationId: organisation.organisationId, invoiceId, threadId, text },
          subject: t('disputeOf', { number }),
          ...(chosen.length === 0 ? {} : { chargeIds: [...chosen] }),
        }),
      onDisputed,
    )
  return (
    <Panel aria-labelledby="dispute">
      <Heading variant="h2" id="dispute" mb="s">
        {t('dispute')}
      </Heading>
      <Paragraph mb="s">{t(isOfKeeper(invoice) ? 'disputeKeptHelp' : 'disputeHelp')}</Paragraph>
      <Paragraph mb="s">
        {chosen.length === 0 ? t('allDisputed') : t('chosen', { count: chosen.length })}
      </Paragraph>
      <FormProvider {...form}>
        <form noValidate onSubmit={(event) => void form.handleSubmit(send)(event)}>
          <FormErrors />
          <LongTextField name="text" label={t('disputeWhy')} />
          {shown}
          <Button
            type="submit"
            variant="secondary"
            {...(isActing ? { loading: true, ariaLoadingText: threads('sending') } : {})}
          >
            {t('dispute')}
          </Button>
        </form>
      </FormProvider>
    </Panel>
  )
}
