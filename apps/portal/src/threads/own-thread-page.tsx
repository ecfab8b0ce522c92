import { zodResolver } from '@hookform/resolvers/zod'
import { goOnWithOwnThread, viewOwnThread, type Thread } from '@sotevarmenne/api/threads'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useParams } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { ask, queryClient } from '../api/ask.ts'
import { LongTextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { Fetching, ProblemShown, UnreachablePage } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { focusTitle, PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useTexts } from '../texts/index.ts'
import { ThreadShown } from './thread-shown.tsx'
import { typedText } from './typed-text.ts'

/** One own thread, and what its holder may add. */
export function OwnThreadPage() {
  const t = useTexts('threads')
  const { threadId = '' } = useParams()
  const { data, isError, refetch } = useQuery({
    queryKey: ['own-thread', threadId],
    queryFn: ({ signal }) => ask(viewOwnThread, { threadId }, signal),
  })
  if (isError) return <UnreachablePage onRetry={() => void refetch()} />
  if (data === undefined) return <Fetching />
  return (
    <>
      <PageTitle>{data.ok ? data.value.subject : t('heading')}</PageTitle>
      {data.ok ? (
        <>
          <ThreadShown thread={data.value} />
          <GoOn key={data.value.steps.length} thread={data.value} />
        </>
      ) : (
        <ProblemShown problem={data.refusal} />
      )}
      <Actions>
        <PageLink to="own/threads">{t('toThreads')}</PageLink>
      </Actions>
    </>
  )
}

const typedMore = z.object({ text: typedText })

/** Made anew for each step: what is sent again is the same step. */
function GoOn({ thread: { threadId, state, may } }: { thread: Thread }) {
  const t = useTexts('threads')
  const [stepId] = useState(() => crypto.randomUUID())
  const { act, isActing, shown } = useAct()
  const form = useForm({
    resolver: zodResolver(typedMore),
    defaultValues: { text: '' },
    shouldFocusError: false,
  })
  const keep = (changed: Thread): void => {
    queryClient.setQueryData(['own-thread', threadId], { ok: true, value: changed })
    void queryClient.invalidateQueries({ queryKey: ['own-threads'] })
    focusTitle()
  }
  const write = ({ text }: z.input<typeof typedMore>): Promise<void> =>
    act(() => ask(goOnWithOwnThread, { threadId, stepId, step: { kind: 'write', text } }), keep)
  const close = (): Promise<void> =>
    act(() => ask(goOnWithOwnThread, { threadId, stepId, step: { kind: 'close' } }), keep)

  return (
    <Panel aria-labelledby="go-on">
      <Heading variant="h2" id="go-on" mb="s">
        {t('goOn')}
      </Heading>
      {state === 'closed' ? <Paragraph mb="s">{t('reopenHelp')}</Paragraph> : null}
      <FormProvider {...form}>
        <form noValidate onSubmit={(event) => void form.handleSubmit(write)(event)}>
          <FormErrors />
          <LongTextField name="text" label={t('text')} hint={t('textHint')} />
          {shown}
          <Actions>
            <Button
              type="submit"
              {...(isActing ? { loading: true, ariaLoadingText: t('sending') } : {})}
            >
              {t('send')}
            </Button>
            {may.includes('close') ? (
              <Button variant="secondary" onClick={() => void close()}>
                {t('close')}
              </Button>
            ) : null}
          </Actions>
        </form>
      </FormProvider>
    </Panel>
  )
}
