import type { Session } from '@sotevarmenne/api/access'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Navigate } from 'react-router'
import { Paragraph } from 'suomifi-ui-components'
import type { Answer } from '../api/ask.ts'
import { keepSession } from '../api/session.ts'
import { Fetching, ProblemShown, Unreachable } from '../layout/answers.tsx'
import { MainLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Prose } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { takeAttempt, type Attempt, type Elsewhere } from './attempt.ts'
import { useFirstPage } from './first-page.ts'

/** Where the browser comes back to: its answer is brought to the service once, and leaves the address. */
export function SignInAnswer({
  from,
  title,
  checking,
  bring,
}: {
  from: Elsewhere
  title: string
  checking: string
  /** The query is without its question mark. */
  bring: (attempt: Attempt, query: string) => Promise<Answer<Session>>
}) {
  const t = useTexts('signing')
  const href = useHref()
  const firstPage = useFirstPage()
  const [{ attempt, query }] = useState(() => takeAnswer(from))
  const { data, isError, refetch } = useQuery({
    queryKey: ['sign-in-answer', from, query],
    // An attempt is answered once; what a broken connection left open is asked again by the person.
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
    queryFn: async (): Promise<Answer<Session>> => {
      const opened = await bring(attempt, query)
      if (opened.ok) keepSession(opened.value)
      return opened
    },
  })

  if (data?.ok === true) return <Navigate to={firstPage(data.value, attempt.wanted)} replace />
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <Prose>
        {data === undefined && !isError ? (
          <>
            <Paragraph>{checking}</Paragraph>
            <Fetching />
          </>
        ) : null}
        {isError ? <Unreachable onRetry={() => void refetch()} /> : null}
        {data?.ok === false ? (
          <>
            <ProblemShown problem={data.refusal} />
            <Actions>
              <MainLink to={href('sign-in')}>{t('suomiFiAgain')}</MainLink>
            </Actions>
          </>
        ) : null}
      </Prose>
    </>
  )
}

/** Code and state are out of the address, and the history, before anything else happens. */
function takeAnswer(from: Elsewhere): { readonly attempt: Attempt; readonly query: string } {
  const query = location.search.slice(1)
  history.replaceState(history.state, '', location.pathname)
  return { attempt: takeAttempt(from) ?? { attempt: 'none' }, query }
}
