import { zodResolver } from '@hookform/resolvers/zod'
import { openCase, writtenKind } from '@sotevarmenne/api/cases'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useNavigate, useSearchParams } from 'react-router'
import { InlineAlert, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { errorText } from '../forms/error-texts.ts'
import { ChoiceField, LongTextField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { caseTexts } from './texts.ts'
import { typedSubject, typedText } from './typed-text.ts'

const typedCase = z.object({
  kind: z.enum(writtenKind.options, { error: errorText('caseKind') }),
  subject: typedSubject,
  text: typedText,
})

type Typed = z.input<typeof typedCase>

/**
 * Opens an inquiry, a complaint or a rectification request; about the decision that the address names, if
 * any.
 */
export function OpenCasePage() {
  const t = useTexts(caseTexts)
  const href = useHref()
  const navigate = useNavigate()
  const [query] = useSearchParams()
  const orderId = query.get('order') ?? undefined
  // One case, however often it is sent.
  const [caseId] = useState(() => crypto.randomUUID())
  const { run, isActing, shown } = useAction()
  const form = useForm<Typed>({
    resolver: zodResolver(typedCase),
    defaultValues: {
      subject: '',
      text: '',
      ...(orderId !== undefined && { kind: 'rectification-request' as const }),
    },
    shouldFocusError: false,
  })

  const send = (typed: Typed): Promise<void> =>
    run(
      () => callApi(openCase, { caseId, ...typed, ...(orderId !== undefined && { orderId }) }),
      (supportCase) => {
        queryClient.setQueryData(['own-case', caseId], { ok: true, value: supportCase })
        void queryClient.invalidateQueries({ queryKey: ['own-cases'] })
        void navigate(href(`own/cases/${caseId}`), { replace: true })
      },
    )

  return (
    <>
      <PageTitle>{t('write')}</PageTitle>
      <InlineAlert status="neutral" mb="m">
        {t('lostFirst')} <PageLink to="own">{t('toOwnCards')}</PageLink>
      </InlineAlert>
      <Panel aria-label={t('write')}>
        {orderId === undefined ? null : (
          <Paragraph mb="s">{t('aboutDecision', { id: orderId })}</Paragraph>
        )}
        <Form form={form} onSubmit={send}>
          <ChoiceField
            name="kind"
            label={t('kind')}
            choices={writtenKind.options.map((kind) => ({
              value: kind,
              label: t(`kind.${kind}`),
              hint: t(`kindHint.${kind}`),
            }))}
          />
          <TextField name="subject" label={t('subject')} />
          <LongTextField name="text" label={t('text')} hint={t('textHint')} />
          {shown}
          <Actions>
            <SubmitButton isActing={isActing}>{t('send')}</SubmitButton>
          </Actions>
        </Form>
      </Panel>
      <Actions>
        <PageLink to="own/cases">{t('toOwnCases')}</PageLink>
      </Actions>
    </>
  )
}
