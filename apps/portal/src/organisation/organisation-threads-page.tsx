import { zodResolver } from '@hookform/resolvers/zod'
import { listOrganisationThreads, openOrganisationThread } from '@sotevarmenne/api/threads'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useNavigate, useParams } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { ask, queryClient } from '../api/ask.ts'
import { LongTextField, TextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { RowList } from '../layout/row-list.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useTexts } from '../texts/index.ts'
import { ThreadLine } from '../threads/thread-line.tsx'
import { typedSubject, typedText } from '../threads/typed-text.ts'
import { BackToAccount } from './of-account.tsx'

/** What the organisation and the office write to each other: every member reads and writes it. */
export function OrganisationThreadsPage() {
  const t = useTexts('threads')
  const { organisationId = '' } = useParams()
  const pages = useInfiniteQuery({
    queryKey: ['organisation-threads', organisationId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask(listOrganisationThreads, { organisationId, cursor: pageParam, limit: 25 }, signal),
    getNextPageParam: (last) => (last.ok ? last.value.nextCursor : undefined),
  })
  return (
    <>
      <PageTitle>{t('ofOrganisation')}</PageTitle>
      <Paragraph mb="m">{t('ofOrganisationLead')}</Paragraph>
      <RowList
        pages={pages}
        empty={t('ofOrganisationNone')}
        rowsOf={({ threads }) =>
          threads.map((thread) => (
            <ThreadLine
              key={thread.threadId}
              thread={thread}
              at={`organisation/${organisationId}/threads/${thread.threadId}`}
            />
          ))
        }
      />
      <Write organisationId={organisationId} />
      <Actions>
        <BackToAccount />
      </Actions>
    </>
  )
}

const typedQuestion = z.object({ subject: typedSubject, text: typedText })

function Write({ organisationId }: { organisationId: string }) {
  const t = useTexts('threads')
  const href = useHref()
  const navigate = useNavigate()
  // However often it is sent, it is one.
  const [threadId] = useState(() => crypto.randomUUID())
  const { act, isActing, shown } = useAct()
  const form = useForm({
    resolver: zodResolver(typedQuestion),
    defaultValues: { subject: '', text: '' },
    shouldFocusError: false,
  })
  const send = (typed: z.input<typeof typedQuestion>): Promise<void> =>
    act(
      () => ask(openOrganisationThread, { organisationId, threadId, ...typed }),
      (value) => {
        queryClient.setQueryData(['organisation-thread', threadId], { ok: true, value })
        void queryClient.invalidateQueries({ queryKey: ['organisation-threads'] })
        void navigate(href(`organisation/${organisationId}/threads/${threadId}`))
      },
    )
  return (
    <Panel aria-labelledby="write">
      <Heading variant="h2" id="write" mb="s">
        {t('write')}
      </Heading>
      <FormProvider {...form}>
        <form noValidate onSubmit={(event) => void form.handleSubmit(send)(event)}>
          <FormErrors />
          <TextField name="subject" label={t('subject')} />
          <LongTextField name="text" label={t('text')} hint={t('textHint')} />
          {shown}
          <Button
            type="submit"
            {...(isActing ? { loading: true, ariaLoadingText: t('sending') } : {})}
          >
            {t('send')}
          </Button>
        </form>
      </FormProvider>
    </Panel>
  )
}
