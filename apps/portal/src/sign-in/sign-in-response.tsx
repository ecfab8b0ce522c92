import { contactPageTexts } from '@sotevarmenne/api/contact-page-texts'
import type { SessionView } from '@sotevarmenne/api/authentication'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Navigate } from 'react-router'
import { Paragraph } from 'suomifi-ui-components'
import type { ApiResult } from '../api/call-api.ts'
import { keepSession } from '../api/session.ts'
import { Fetching, ProblemShown, Unreachable } from '../layout/responses.tsx'
import { MainLink, PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Prose } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { signInTexts } from './texts.ts'
import { takeAttempt, type Attempt, type Elsewhere } from './attempt.ts'
import { useFirstPage } from './first-page.ts'

/**
 * The page to which the browser returns: its response is sent to the service once, and is removed from the
 * address.
 */
export function SignInResponse({
  from,
  title,
  checking,
  bring,
  again,
}: {
  from: Elsewhere
  title: string
  checking: string
  /** The query has no question mark. */
  bring: (attempt: Attempt, query: string) => Promise<ApiResult<SessionView>>
  /** The same way once more, after a refusal. */
  again?: (wanted: string | undefined) => ReactNode
}) {
  const t = useTexts(signInTexts)
  const href = useHref()
  const firstPage = useFirstPage()
  // The state of a navigation stays the same object: each new one would navigate again.
  const [response] = useState(() => takeResponse(from))
  const { attempt, query } = response
  const { data, isError, refetch } = useQuery({
    queryKey: ['sign-in-response', from, query],
    enabled: attempt.renews === undefined,
    // An attempt is used once; after a broken connection the user tries again.
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
    queryFn: async (): Promise<ApiResult<SessionView>> => {
      const opened = await bring(attempt, query)
      if (opened.ok) keepSession(opened.value)
      return opened
    },
  })

  // Of somebody who is signed in already.
  if (attempt.renews !== undefined)
    return <Navigate to={href(attempt.renews)} state={response} replace />
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
            {again?.(attempt.wanted)}
            {data.refusal.kind === 'person-not-found' ? (
              <WriteInstead identified={data.refusal.facts?.['identified']} />
            ) : null}
            <Actions>
              <MainLink to={signInAt(href('sign-in'), attempt.wanted)}>
                {t('suomiFiAgain')}
              </MainLink>
            </Actions>
          </>
        ) : null}
      </Prose>
    </>
  )
}

/** Who has no card and no order can at least write, and show who was identified. */
function WriteInstead({ identified }: { identified: unknown }) {
  const t = useTexts(signInTexts)
  const contact = useTexts(contactPageTexts)
  return (
    <Paragraph mt="m" mb="m">
      {t('refusedWhy')}{' '}
      <PageLink to="contact-form" state={{ identified }}>
        {contact('heading')}
      </PageLink>
    </Paragraph>
  )
}

const signInAt = (page: string, wanted: string | undefined): string =>
  wanted === undefined ? page : `${page}?return=${encodeURIComponent(wanted)}`

/** What the browser brought back. */
export type ResponseFrom = { readonly attempt: Attempt; readonly query: string }

/** Code and state are removed from the address, and the history, before anything else happens. */
function takeResponse(from: Elsewhere): ResponseFrom {
  const query = location.search.slice(1)
  history.replaceState(history.state, '', location.pathname)
  return { attempt: takeAttempt(from) ?? { attempt: 'none' }, query }
}
