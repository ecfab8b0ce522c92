import { zodResolver } from '@hookform/resolvers/zod'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import { creditReason, type creditInvoice, type InvoiceView } from '@sotevarmenne/api/fees'
import { useState, type ComponentProps } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import type { ApiResult } from '../api/call-api.ts'
import { isBusinessId } from '../forms/business-id.ts'
import { errorText } from '../forms/error-texts.ts'
import { DayField } from '../forms/day-field.tsx'
import { SelectField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { readDay } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from './texts.ts'
import { InvoiceActions } from './invoice-parts.tsx'

export type Settled = (invoice: InvoiceView) => void

/** The operations behind an invoice, and what may be done with it, for every issuer. */
export function InvoiceOperations({
  invoice,
  may,
  chosen,
  onChosen,
  requestFor,
  at,
  mark,
  onSettled,
  ...crediting
}: {
  may: InvoiceView['may']
  onChosen: (chosen: readonly string[]) => void
  requestFor: ComponentProps<typeof InvoiceActions>['requestFor']
  at?: ComponentProps<typeof InvoiceActions>['at']
} & ComponentProps<typeof InvoicePayment> &
  ComponentProps<typeof InvoiceCredit>) {
  return (
    <>
      <InvoiceActions
        invoice={invoice}
        requestFor={requestFor}
        at={at}
        chosen={chosen}
        {...(may.includes('credit') ? { onChosen } : {})}
      />
      {may.includes('mark-paid') || may.includes('mark-unpaid') ? (
        <InvoicePayment invoice={invoice} mark={mark} onSettled={onSettled} />
      ) : null}
      {may.includes('credit') ? (
        <InvoiceCredit invoice={invoice} chosen={chosen} onSettled={onSettled} {...crediting} />
      ) : null}
    </>
  )
}

const payment = z.object({
  paidOn: z.string().refine((typed) => readDay(typed) !== undefined, { error: errorText('day') }),
})

/** Marks an invoice as paid on a day, or removes the mark. */
function InvoicePayment({
  invoice,
  mark: markAs,
  onSettled,
}: {
  invoice: InvoiceView
  mark: (paidOn: string | undefined) => Promise<ApiResult<InvoiceView>>
  onSettled: Settled
}) {
  const t = useTexts(feeTexts)
  const { run, isActing, shown } = useAction()
  const form = useForm<z.input<typeof payment>>({
    resolver: zodResolver(payment),
    defaultValues: { paidOn: '' },
    shouldFocusError: false,
  })
  const mark = (paidOn: string | undefined): Promise<void> => run(() => markAs(paidOn), onSettled)
  return (
    <Panel aria-labelledby="payment">
      <Heading variant="h2" id="payment" mb="s">
        {t('paidOn')}
      </Heading>
      {shown}
      {invoice.may.includes('mark-unpaid') ? (
        <Button variant="secondary" disabled={isActing} onClick={() => void mark(undefined)}>
          {t('markUnpaid')}
        </Button>
      ) : (
        <Form form={form} onSubmit={({ paidOn }) => mark(readDay(paidOn))}>
          <DayField name="paidOn" label={t('paidDay')} />
          <SubmitButton variant="secondary" isActing={isActing}>
            {t('markPaid')}
          </SubmitButton>
        </Form>
      )}
    </Panel>
  )
}

const crediting = z
  .object({
    because: creditReason,
    /** Empty where there is no other payer. */
    payer: z.string().trim(),
  })
  .refine(
    ({ because, payer }) => because !== 'wrong-payer' || payer === '' || isBusinessId(payer),
    {
      path: ['payer'],
      error: errorText('businessId'),
    },
  )

/** Credits an invoice, or the chosen charges of it. */
function InvoiceCredit({
  invoice: { number },
  chosen,
  help,
  requestsPayer = false,
  credit,
  onSettled,
}: {
  invoice: InvoiceView
  chosen: readonly string[]
  /** Whether another payer can be charged what a wrong payer gets back. */
  requestsPayer?: boolean
  /** What happens with the credit note. */
  help: string
  credit: (requested: {
    readonly because: InputOf<typeof creditInvoice>['because']
    readonly chargeIds?: string[]
    readonly payerBusinessId?: string
  }) => Promise<ApiResult<InvoiceView>>
  onSettled: Settled
}) {
  const t = useTexts(feeTexts)
  const [isConfirming, setIsConfirming] = useState(false)
  const { runOnConfirm, shown } = useAction()
  const form = useForm<z.input<typeof crediting>>({
    resolver: zodResolver(crediting),
    defaultValues: { because: 'charged-in-error', payer: '' },
    shouldFocusError: false,
  })
  const isWrongPayer = useWatch({ control: form.control, name: 'because' }) === 'wrong-payer'
  const takeBack = (): Promise<ApiResult<InvoiceView>> => {
    const { because, payer } = crediting.parse(form.getValues())
    return credit({
      because,
      ...(chosen.length === 0 ? {} : { chargeIds: [...chosen] }),
      ...(because === 'wrong-payer' && payer !== '' ? { payerBusinessId: payer } : {}),
    })
  }
  return (
    <Panel aria-labelledby="credit">
      <Heading variant="h2" id="credit" mb="s">
        {t('credit')}
      </Heading>
      <Paragraph>{help}</Paragraph>
      {shown}
      <Paragraph mb="s">
        {chosen.length === 0 ? t('allChosen') : t('chosen', { count: chosen.length })}
      </Paragraph>
      <FormProvider {...form}>
        <form
          noValidate
          onSubmit={(event) =>
            void form.handleSubmit(() => {
              setIsConfirming(true)
            })(event)
          }
        >
          <SelectField
            name="because"
            label={t('because')}
            choices={creditReason.options.map((value) => ({ value, label: t(`because.${value}`) }))}
          />
          {requestsPayer && isWrongPayer ? (
            <>
              <FormErrors />
              <TextField name="payer" label={t('rightPayer')} hint={t('rightPayerHint')} />
            </>
          ) : null}
          <Button type="submit" variant="secondary">
            {t('credit')}
          </Button>
        </form>
      </FormProvider>
      <ConfirmStep
        isOpen={isConfirming}
        title={
          chosen.length === 0
            ? t('creditSure', { number: String(number) })
            : t('creditChosenSure', { number: String(number), count: chosen.length })
        }
        text={t('creditFinal')}
        yes={t('credit')}
        onYes={() => runOnConfirm(takeBack, onSettled)}
        onClose={() => {
          setIsConfirming(false)
        }}
      />
    </Panel>
  )
}
