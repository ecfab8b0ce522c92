import { signInBySuomiFi, type Session } from '@sotevarmenne/api/access'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Navigate } from 'react-router'
import { Paragraph } from 'suomifi-ui-components'
import { ask, type Answer } from '../api/ask.ts'
import { keepSession } from '../api/session.ts'
import { Fetching, ProblemShown, Unreachable } from '../layout/answers.tsx'
import { MainLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Prose } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { isForOrganisation, takeAttempt, type Attempt } from './attempt.ts'
import { useFirstPage } from './first-page.ts'

/** Where the browser comes back to from Suomi.fi: its answer is brought to the service once, and leaves the address. */
export function SuomiFiAnswerPage() {
  const t = useTexts('signing')
  const href = useHref()
  const firstPage = useFirstPage()
  const [{ attempt, query }] = useState(takeAnswer)
  const { data, isError, refetch } = useQuery({
    queryKey: ['suomi-fi-answer', query],
    // An attempt is answered once; what a broken connection left open is asked again by the person.
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
    queryFn: async (): Promise<Answer<Session>> => {
      const opened = await ask(signInBySuomiFi, {
        attempt: attempt?.attempt ?? 'none',
        query,
        isForOrganisation: isForOrganisation(attempt?.wanted),
      })
      if (opened.ok) keepSession(opened.value)
      return opened
    },
  })

  if (data?.ok === true) return <Navigate to={firstPage(data.value, attempt?.wanted)} replace />
  return (
    <>
      <PageTitle>{t('suomiFiTitle')}</PageTitle>
      <Prose>
        {data === undefined && !isError ? (
          <>
            <Paragraph>{t('suomiFiChecking')}</Paragraph>
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
function takeAnswer(): { readonly attempt: Attempt | undefined; readonly query: string } {
  const query = location.search.slice(1)
  history.replaceState(history.state, '', location.pathname)
  return { attempt: takeAttempt(), query }
}
