import { zodResolver } from '@hookform/resolvers/zod'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { changeBilling, viewBilling } from '@sotevarmenne/api/fees'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import type { Answer } from '../api/ask.ts'
import { errorText } from '../forms/error-text.ts'
import { TextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { Done } from '../layout/answers.tsx'
import { Facts, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useTexts } from '../texts/index.ts'

type Billing = AnswerOf<typeof viewBilling>

type Told = Omit<InputOf<typeof changeBilling>, 'organisationId'>

const address = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z-]{6,35}$/, { error: errorText('eInvoiceAddress') })

const typedBilling = z.object({
  eInvoiceAddress: address,
  operator: z.union([z.literal(''), address]),
  reference: z
    .string()
    .trim()
    .max(70, { error: errorText('billingReference') }),
})

/** Where an organisation gets its invoices; without `change` only to be read. */
export function BillingPanel({
  billing,
  change,
  onChanged,
}: {
  billing: Billing
  change: ((told: Told) => Promise<Answer<Billing>>) | undefined
  onChanged: (billing: Billing) => void
}) {
  const t = useTexts('fees')
  const [isSaved, setIsSaved] = useState(false)
  const { act, isActing, shown } = useAct()
  const form = useForm<z.input<typeof typedBilling>>({
    resolver: zodResolver(typedBilling),
    defaultValues: {
      eInvoiceAddress: billing.eInvoiceAddress,
      operator: billing.operator ?? '',
      reference: billing.reference ?? '',
    },
    shouldFocusError: false,
  })

  const save = async (typed: z.output<typeof typedBilling>): Promise<void> => {
    if (change === undefined) return
    setIsSaved(false)
    await act(
      () =>
        change({
          eInvoiceAddress: typed.eInvoiceAddress,
          ...(typed.operator === '' ? {} : { operator: typed.operator }),
          ...(typed.reference === '' ? {} : { reference: typed.reference }),
        }),
      (saved) => {
        onChanged(saved)
        setIsSaved(true)
      },
    )
  }

  return (
    <Panel aria-labelledby="billing">
      <Heading variant="h2" id="billing" mb="s">
        {t('billing')}
      </Heading>
      {isSaved ? <Done title={t('saved')} help={t('billingHelp')} /> : null}
      {billing.isUsual ? <Paragraph mb="s">{t('billingUsual')}</Paragraph> : null}
      {change !== undefined ? (
        <FormProvider {...form}>
          <form noValidate onSubmit={(event) => void form.handleSubmit(save)(event)}>
            {isSaved ? null : <Paragraph mb="s">{t('billingHelp')}</Paragraph>}
            <FormErrors />
            <TextField name="eInvoiceAddress" label={t('eInvoiceAddress')} />
            <TextField name="operator" label={t('operator')} />
            <TextField
              name="reference"
              label={t('billingReference')}
              hint={t('billingReferenceHint')}
            />
            {shown}
            <Button type="submit" variant="secondary" disabled={isActing}>
              {t('save')}
            </Button>
          </form>
        </FormProvider>
      ) : (
        <Facts
          facts={[
            [t('eInvoiceAddress'), billing.eInvoiceAddress],
            [t('operator'), billing.operator],
            [t('billingReference'), billing.reference],
          ]}
        />
      )}
    </Panel>
  )
}
