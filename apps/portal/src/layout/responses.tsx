import type { ProblemDetails } from '@sotevarmenne/api/problem'
import type { UseQueryResult } from '@tanstack/react-query'
import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react'
import { useLocation } from 'react-router'
import { Button, InlineAlert, LoadingSpinner, Paragraph } from 'suomifi-ui-components'
import { openSession, type ApiResult } from '../api/call-api.ts'
import { keepTyping } from '../forms/saved-input.ts'
import { useTexts } from '../texts/index.ts'
import { commonTexts } from '../texts/common.ts'
import { signInTexts } from '../sign-in/texts.ts'
import { Announced } from './announced.tsx'
import { MainLink, useHref } from './links.tsx'
import { outcomeOrder } from './outcome-order.ts'
import { PageTitle } from './page-title.tsx'
import { Actions } from './surface.tsx'

/**
 * Why the service refused, the remedy, and the number to quote when asking for help; where only another
 * sign-in is missing, a link to it and back to this page. Takes the focus when it appears.
 */
export function ProblemShown({ problem }: { problem: ProblemDetails }) {
  const t = useTexts(commonTexts)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [problem])
  return (
    <Announced ref={box}>
      <InlineAlert status="error" labelText={problem.title} mt="m" mb="m">
        {problem.errors?.some(({ kind }) => kind !== undefined) ? null : problem.detail}
        {(problem.errors ?? []).map(({ member, message }) => (
          <div key={`${member} ${message}`}>{message}</div>
        ))}
        {problem.status >= 500 && problem.instance !== undefined ? (
          <div>{t('requestId', { id: problem.instance })}</div>
        ) : null}
      </InlineAlert>
      {isSignInMissing(problem) ? (
        <Actions style={{ marginBottom: 24 }}>
          <SignInAgain />
        </Actions>
      ) : null}
    </Announced>
  )
}

/** Whether the person has to sign in again, or by another method, before trying again. */
export const isSignInMissing = ({ kind }: ProblemDetails): boolean => kindsOfSignIn.includes(kind)

const kindsOfSignIn: readonly string[] = [
  'sign-in-too-old',
  'card-sign-in-needed',
  'strong-sign-in-needed',
  'signed-in-with-this-card',
]

/** Links to a strong, new sign-in, and back to this page. */
export function SignInAgain() {
  const t = useTexts(signInTexts)
  const href = useHref()
  const { pathname } = useLocation()
  const session = openSession()
  return (
    <MainLink
      to={`${href('sign-in')}?again&return=${encodeURIComponent(pathname)}`}
      onClick={() => {
        if (session !== undefined) keepTyping(session, pathname)
      }}
    >
      {t('againHeading')}
    </MainLink>
  )
}

/**
 * The result of the operation, or why it failed, and what comes next. Takes the focus: the form is gone. It goes when a
 * later operation of the page fails, or a form has errors; `stays` is for what is needed still: a preview, a secret.
 */
export function Done({
  title,
  help,
  status = 'neutral',
  stays = false,
}: {
  title: string
  help: string
  status?: 'neutral' | 'error'
  stays?: boolean
}) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  const { subscribe, standingError, now } = outcomeOrder
  const error = useSyncExternalStore(subscribe, standingError, standingError)
  const [shownAt] = useState(now)
  if (error > shownAt && !stays) return null
  return (
    <Announced ref={box}>
      <InlineAlert status={status} labelText={title} mt="m" mb="m">
        {help}
      </InlineAlert>
    </Announced>
  )
}

export function Unreachable({ onRetry }: { onRetry: () => void }) {
  const t = useTexts(commonTexts)
  return (
    <InlineAlert status="error" labelText={t('unreachable')} mt="m" mb="m">
      {t('unreachableHelp')}
      <Actions>
        <Button variant="secondary" onClick={onRetry}>
          {t('tryAgain')}
        </Button>
      </Actions>
    </InlineAlert>
  )
}

/** A whole page for which nothing could be fetched. */
export function UnreachablePage({ onRetry }: { onRetry: () => void }) {
  const t = useTexts(commonTexts)
  return (
    <>
      <PageTitle>{t('unreachable')}</PageTitle>
      <Paragraph mb="m">{t('unreachableHelp')}</Paragraph>
      <Button onClick={onRetry}>{t('tryAgain')}</Button>
    </>
  )
}

type Query<Value> = Pick<UseQueryResult<ApiResult<Value>>, 'data' | 'isLoadingError' | 'refetch'>

/**
 * A page, or a part of one, that waits for its response or was refused. Earlier data, and input over them,
 * stay when a refresh fails.
 */
export function WithoutResponse({
  query: { data, isLoadingError, refetch },
  title,
  back,
}: {
  query: Query<unknown>
  /** Of a whole page: its title while its own is not known. */
  title?: string
  back?: ReactNode
}) {
  const isPage = title !== undefined
  if (isLoadingError && isPage) return <UnreachablePage onRetry={() => void refetch()} />
  if (isLoadingError) return <Unreachable onRetry={() => void refetch()} />
  if (data?.ok !== false) return <Fetching />
  return (
    <>
      {isPage ? <PageTitle>{title}</PageTitle> : null}
      <ProblemShown problem={data.refusal} />
      {back}
    </>
  )
}

/** What a part of a page shows of its response, or why there is none yet. */
export const Loaded = <Value,>({
  query,
  children,
}: {
  query: Query<Value>
  children: (value: Value) => ReactNode
}): ReactNode =>
  query.data?.ok === true ? children(query.data.value) : <WithoutResponse query={query} />

export function Fetching() {
  const t = useTexts(commonTexts)
  return <LoadingSpinner status="loading" text={t('loading')} textAlign="right" mt="m" />
}

/** Dual control: shown in place of the decision to a person who may not take it. */
export function SecondPersonRequired() {
  const t = useTexts(commonTexts)
  return (
    <InlineAlert status="neutral" smallScreen mb="m">
      {t('secondPersonRequired')}
    </InlineAlert>
  )
}
