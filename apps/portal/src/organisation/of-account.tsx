import { viewAccount, type Account } from '@sotevarmenne/api/accounts'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { ask } from '../api/ask.ts'
import { Fetching, ProblemShown, UnreachablePage } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { useTexts } from '../texts/index.ts'

/** A page of the account of the address, for its members. */
export function OfAccount({ children }: { children: (account: Account) => ReactNode }) {
  const t = useTexts('accounts')
  const { organisationId = '' } = useParams()
  const { data, isError, refetch } = useQuery({
    queryKey: ['account', organisationId],
    queryFn: ({ signal }) => ask(viewAccount, { organisationId }, signal),
  })
  if (isError) return <UnreachablePage onRetry={() => void refetch()} />
  if (data === undefined) return <Fetching />
  if (data.ok) return children(data.value)
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <ProblemShown problem={data.refusal} />
      <PageLink to="organisation">{t('back')}</PageLink>
    </>
  )
}
