import { zodResolver } from '@hookform/resolvers/zod'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import { creditReason, type InvoiceView, type settleDispute } from '@sotevarmenne/api/fees'
import { useState, type ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import type { ApiResult } from '../api/call-api.ts'
import { ChoiceField, LongTextField, SelectField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from './texts.ts'
import { typedText } from '../cases/typed-text.ts'

const typedDecision = z.object({
  outcome: z.enum(['credited', 'refused']),
  reason: creditReason,
  text: typedText,
})

/** Credits the disputed charges, or refuses with the reason. */
export function SettleDispute({
  caseId,
  why,
  decide,
  onSettled,
}: {
  caseId: string
  /** What the organisation wrote, or a link to it. */
  why: ReactNode
  decide: (
    requested: Pick<InputOf<typeof settleDispute>, 'stepId' | 'decision'>,
  ) => Promise<ApiResult<InvoiceView>>
  onSettled: (invoice: InvoiceView) => void
}) {
  const t = useTexts(feeTexts)
  const [stepId] = useState(() => crypto.randomUUID())
  const { run, isActing, shown } = useAction()
  const form = useForm<z.input<typeof typedDecision>>({
    resolver: zodResolver(typedDecision),
    defaultValues: { outcome: 'credited', reason: 'charged-in-error', text: '' },
    shouldFocusError: false,
  })
  const send = ({ outcome, reason, text }: z.input<typeof typedDecision>): Promise<void> =>
    run(
      () =>
        decide({
          stepId,
          decision: outcome === 'credited' ? { outcome, because: reason, text } : { outcome, text },
        }),
      onSettled,
    )
  const id = `settle-${caseId}`
  return (
    <Panel aria-labelledby={id}>
      <Heading variant="h2" id={id} mb="s">
        {t('settle')}
      </Heading>
      <Paragraph mb="s">{why}</Paragraph>
      <Form form={form} onSubmit={send}>
        <ChoiceField
          name="outcome"
          label={t('outcome')}
          choices={(['credited', 'refused'] as const).map((value) => ({
            value,
            label: t(`outcome.${value}`),
          }))}
        />
        {form.watch('outcome') === 'credited' ? (
          <SelectField
            name="reason"
            label={t('because')}
            choices={creditReason.options.map((value) => ({
              value,
              label: t(`because.${value}`),
            }))}
          />
        ) : null}
        <LongTextField name="text" label={t('settleText')} hint={t('settleTextHint')} />
        {shown}
        <SubmitButton isActing={isActing}>{t('settle')}</SubmitButton>
      </Form>
    </Panel>
  )
}
