import { zodResolver } from '@hookform/resolvers/zod'
import { handleThread, officeStep, viewThread, type Thread } from '@sotevarmenne/api/threads'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useParams } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { ask, queryClient } from '../api/ask.ts'
import { errorText } from '../forms/error-text.ts'
import { ChoiceField, LongTextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { PageLink } from '../layout/links.tsx'
import { focusTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useTexts } from '../texts/index.ts'
import { ThreadFrame } from './thread-frame.tsx'
import { typedText } from './typed-text.ts'

/** One thread of a holder: a handler goes on with it. */
export function ThreadPage() {
  const t = useTexts('threads')
  const { threadId = '' } = useParams()
  const query = useQuery({
    queryKey: ['thread', threadId],
    queryFn: ({ signal }) => ask(viewThread, { threadId }, signal),
  })
  return (
    <ThreadFrame query={query} back={<PageLink to="operations/threads">{t('toThreads')}</PageLink>}>
      {(thread) => (
        <>
          {thread.invoiceId === undefined ? null : (
            <Paragraph mt="m">
              <PageLink to={`operations/invoices/${thread.invoiceId}`}>{t('toInvoice')}</PageLink>
            </Paragraph>
          )}
          {thread.may.length === 0 ? null : <Handle key={thread.steps.length} thread={thread} />}
        </>
      )}
    </ThreadFrame>
  )
}

/** A thread is closed or opened again without a word, and nothing else is done so. */
const typedHandling = z.discriminatedUnion(
  'kind',
  [
    z.object({ kind: z.enum(['answer', 'accept', 'refuse', 'extend']), text: typedText }),
    z.object({ kind: z.enum(['close', 'reopen']), text: z.string().trim().max(4000) }),
  ],
  { error: errorText('threadStep') },
)

type Typed = { readonly kind?: z.input<typeof officeStep>; readonly text: string }

/** Made anew for each step: what is sent again is the same step. */
function Handle({ thread: { threadId, may } }: { thread: Thread }) {
  const t = useTexts('threads')
  const [stepId] = useState(() => crypto.randomUUID())
  const { act, isActing, shown } = useAct()
  const form = useForm<Typed, unknown, z.output<typeof typedHandling>>({
    resolver: zodResolver(typedHandling),
    defaultValues: { text: '' },
    shouldFocusError: false,
  })
  const handle = (typed: z.output<typeof typedHandling>): Promise<void> =>
    act(
      () =>
        ask(handleThread, {
          ...{ threadId, stepId },
          step: typed.text === '' ? { kind: typed.kind as 'close' | 'reopen' } : typed,
        }),
      (changed) => {
        queryClient.setQueryData(['thread', threadId], { ok: true, value: changed })
        void queryClient.invalidateQueries({ queryKey: ['threads'] })
        focusTitle()
      },
    )

  return (
    <Panel aria-labelledby="handle">
      <Heading variant="h2" id="handle" mb="s">
        {t('handle')}
      </Heading>
      <FormProvider {...form}>
        <form noValidate onSubmit={(event) => void form.handleSubmit(handle)(event)}>
          <FormErrors />
          <ChoiceField
            name="kind"
            label={t('step')}
            choices={officeStep.options
              .filter((step) => may.includes(step))
              .map((step) => ({ value: step, label: t(`step.${step}`) }))}
          />
          <LongTextField name="text" label={t('text')} hint={t('reasonsHint')} />
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
  )
}
