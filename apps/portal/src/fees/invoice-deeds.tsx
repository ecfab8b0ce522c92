import { zodResolver } from '@hookform/resolvers/zod'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import { creditReason, type creditInvoice, type Invoice } from '@sotevarmenne/api/fees'
import { useState, type ComponentProps } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import type { Answer } from '../api/ask.ts'
import { isBusinessId } from '../forms/business-id.ts'
import { errorText } from '../forms/error-text.ts'
import { DayField, SelectField, TextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { readDay } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { InvoiceActs } from './invoice-parts.tsx'

export type Settled = (invoice: Invoice) => void

/** The acts behind an invoice, and what may be done with it, whoever has made it out. */
export function InvoiceDeeds({
  invoice,
  may,
  chosen,
  onChosen,
  askFor,
  at,
  mark,
  onSettled,
  ...crediting
}: {
  may: Invoice['may']
  onChosen: (chosen: readonly string[]) => void
  askFor: ComponentProps<typeof InvoiceActs>['askFor']
  at?: ComponentProps<typeof InvoiceActs>['at']
} & ComponentProps<typeof InvoicePayment> &
  ComponentProps<typeof InvoiceCredit>) {
  return (
    <>
      {invoice.kind === 'invoice' ? (
        <InvoiceActs
          invoiceId={invoice.invoiceId}
          askFor={askFor}
          at={at}
          chosen={chosen}
          {...(may.includes('credit') ? { onChosen } : {})}
        />
      ) : null}
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

/** Marks an invoice as paid on a day, or takes the mark away. */
function InvoicePayment({
  invoice,
  mark: markAs,
  onSettled,
}: {
  invoice: Invoice
  mark: (paidOn: string | undefined) => Promise<Answer<Invoice>>
  onSettled: Settled
}) {
  const t = useTexts('fees')
  const { act, isActing, shown } = useAct()
  const form = useForm<z.input<typeof payment>>({
    resolver: zodResolver(payment),
    defaultValues: { paidOn: '' },
    shouldFocusError: false,
  })
  const mark = (paidOn: string | undefined): Promise<void> => act(() => markAs(paidOn), onSettled)
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
        <FormProvider {...form}>
          <form
            noValidate
            onSubmit={(event) =>
              void form.handleSubmit(({ paidOn }) => mark(readDay(paidOn)))(event)
            }
          >
            <FormErrors />
            <DayField name="paidOn" label={t('paidDay')} />
            <Button type="submit" variant="secondary" disabled={isActing}>
              {t('markPaid')}
            </Button>
          </form>
        </FormProvider>
      )}
    </Panel>
  )
}

const crediting = z
  .object({
    because: creditReason,
    /** Empty where nobody is charged instead. */
    payer: z.string().trim(),
  })
  .refine(
    ({ because, payer }) => because !== 'wrong-payer' || payer === '' || isBusinessId(payer),
    {
      path: ['payer'],
      error: errorText('businessId'),
    },
  )

/** Takes back an invoice, or the chosen charges of it. */
function InvoiceCredit({
  invoice: { number },
  chosen,
  help,
  asksPayer = false,
  credit,
  onSettled,
}: {
  invoice: Invoice
  chosen: readonly string[]
  /** Whether somebody else can be charged what a wrong payer gets back. */
  asksPayer?: boolean
  /** What becomes of the credit note. */
  help: string
  credit: (asked: {
    readonly because: InputOf<typeof creditInvoice>['because']
    readonly chargeIds?: string[]
    readonly payerBusinessId?: string
  }) => Promise<Answer<Invoice>>
  onSettled: Settled
}) {
  const t = useTexts('fees')
  const [isAsking, setIsAsking] = useState(false)
  const { actOnYes, shown } = useAct()
  const form = useForm<z.input<typeof crediting>>({
    resolver: zodResolver(crediting),
    defaultValues: { because: 'charged-in-error', payer: '' },
    shouldFocusError: false,
  })
  const isWrongPayer = useWatch({ control: form.control, name: 'because' }) === 'wrong-payer'
  const takeBack = (): Promise<Answer<Invoice>> => {
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
              setIsAsking(true)
            })(event)
          }
        >
          <SelectField
            name="because"
            label={t('because')}
            choices={creditReason.options.map((value) => ({ value, label: t(`because.${value}`) }))}
          />
          {asksPayer && isWrongPayer ? (
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
        isOpen={isAsking}
        title={
          chosen.length === 0
            ? t('creditSure', { number })
            : t('creditChosenSure', { number, count: chosen.length })
        }
        text={t('creditFinal')}
        yes={t('credit')}
        onYes={() => actOnYes(takeBack, onSettled)}
        onClose={() => {
          setIsAsking(false)
        }}
      />
    </Panel>
  )
}
