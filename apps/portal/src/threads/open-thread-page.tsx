import { zodResolver } from '@hookform/resolvers/zod'
import { openThread, writtenKind } from '@sotevarmenne/api/threads'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useNavigate, useSearchParams } from 'react-router'
import { Button, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { ask, queryClient } from '../api/ask.ts'
import { errorText } from '../forms/error-text.ts'
import { ChoiceField, LongTextField, TextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useTexts } from '../texts/index.ts'
import { typedSubject, typedText } from './typed-text.ts'

const typedThread = z.object({
  kind: z.enum(writtenKind.options, { error: errorText('threadKind') }),
  subject: typedSubject,
  text: typedText,
})

type Typed = z.input<typeof typedThread>

/** A question, a grievance or a correction request; of the decision that the address names, where it names one. */
export function OpenThreadPage() {
  const t = useTexts('threads')
  const href = useHref()
  const navigate = useNavigate()
  const [query] = useSearchParams()
  const orderId = query.get('order') ?? undefined
  // However often it is sent, it is one.
  const [threadId] = useState(() => crypto.randomUUID())
  const { act, isActing, shown } = useAct()
  const form = useForm<Typed>({
    resolver: zodResolver(typedThread),
    defaultValues: {
      subject: '',
      text: '',
      ...(orderId !== undefined && { kind: 'correction-request' as const }),
    },
    shouldFocusError: false,
  })

  const send = (typed: Typed): Promise<void> =>
    act(
      () => ask(openThread, { threadId, ...typed, ...(orderId !== undefined && { orderId }) }),
      (thread) => {
        queryClient.setQueryData(['own-thread', threadId], { ok: true, value: thread })
        void queryClient.invalidateQueries({ queryKey: ['own-threads'] })
        void navigate(href(`own/threads/${threadId}`), { replace: true })
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
        <FormProvider {...form}>
          <form noValidate onSubmit={(event) => void form.handleSubmit(send)(event)}>
            <FormErrors />
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
              <Button
                type="submit"
                {...(isActing ? { loading: true, ariaLoadingText: t('sending') } : {})}
              >
                {t('send')}
              </Button>
            </Actions>
          </form>
        </FormProvider>
      </Panel>
      <Actions>
        <PageLink to="own/threads">{t('toThreads')}</PageLink>
      </Actions>
    </>
  )
}
